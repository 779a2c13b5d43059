import pytest

from baogong.values.public_url import PublicUrl, read_public_url


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "https://Bao.example.org/",
            PublicUrl("https://bao.example.org", secure=True, local=False),
        ),
        ("http://bao.example.org", PublicUrl("http://bao.example.org", secure=False, local=False)),
        (
            "http://192.168.1.5:8000",
            PublicUrl("http://192.168.1.5:8000", secure=False, local=True),
        ),
        ("http://localhost:8000", PublicUrl("http://localhost:8000", secure=True, local=True)),
    ],
)
def test_scheme_and_host_say_what_phones_can_do(text, expected):
    assert read_public_url(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bao.example.org",
        "ftp://bao.example.org",
        "https://",
        "https://bao.example.org/supply",
        "https://bao.example.org?x=1",
        "https://user@bao.example.org",
        "https://bao example.org",
        "https://bao..org",
        "https://bao.example.org:x",
        "javascript:alert(1)",
        "https://" + "a" * 200 + ".org",
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the message is the text itself
        read_public_url(text)
