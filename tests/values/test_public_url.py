"""The public address stands in every QR code, so it is read strictly."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baogong.values.public_url import LONGEST, PublicUrl, read_public_url


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://bao.example.org/", PublicUrl("https://bao.example.org", True, False)),
        ("https://BAO.example.org:8443", PublicUrl("https://bao.example.org:8443", True, False)),
        ("http://bao.example.org", PublicUrl("http://bao.example.org", False, False)),
        ("http://192.168.1.7:8000", PublicUrl("http://192.168.1.7:8000", False, True)),
        ("http://localhost:8000", PublicUrl("http://localhost:8000", True, True)),
        ("http://127.0.0.1", PublicUrl("http://127.0.0.1", True, True)),
        ("http://depot.local", PublicUrl("http://depot.local", False, True)),
        ("ｈｔｔｐｓ：／／bao.example.org", PublicUrl("https://bao.example.org", True, False)),
    ],
)
def test_an_address_is_scheme_and_host(text, url):
    assert read_public_url(f" {text} ") == url


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bao.example.org",
        "ftp://bao.example.org",
        "javascript:alert(1)",
        "https://",
        "https://user@bao.example.org",
        "https://bao.example.org/path",
        "https://bao.example.org?x=1",
        "https://bao.example.org#x",
        "https://bao..example.org",
        "https://bao example.org",
        "https://bao.example.org:99999",
        "https://bao.example.org:x",
        "https://[::1",
        f"https://{'a' * LONGEST}.org",
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        read_public_url(text)


@given(st.text(max_size=40), st.sampled_from(["", "http://", "https://"]))
def test_whatever_is_typed_is_an_address_or_a_value_error(text, scheme):
    with contextlib.suppress(ValueError):
        url = read_public_url(scheme + text)
        assert read_public_url(url.text) == url
        assert not url.text.endswith("/")
