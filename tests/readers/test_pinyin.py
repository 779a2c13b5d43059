"""Names as people type them in a hurry."""

import pytest

from baogong.readers.pinyin import initials_of


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("梧桐苑", "wty"),
        ("怡海花园", "yhhy"),
        ("泾河新城3栋-1-602", "jhxc3d-1-602"),
        ("长安路Ａ座", "calaz"),
        ("重庆里", "cql"),
        ("E6-1-602", ""),
        ("", ""),
    ],
)
def test_a_chinese_name_has_the_first_letters_of_its_pinyin(name, initials):
    assert initials_of(name) == initials
