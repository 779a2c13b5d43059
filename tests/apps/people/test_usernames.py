"""Names to sign in with."""

import pytest

from baogong.apps.people.usernames import username_for


@pytest.mark.parametrize(
    ("name", "username"),
    [
        ("王芳", "wangfang"),
        ("吕绿", "lvlv"),
        ("欧阳 建国", "ouyangjianguo"),
        ("Li Qiang", "liqiang"),
        ("王芳A", "wangfanga"),
        ("🙂", "user"),
        ("ÉÈ", "user"),
        ("很" * 60, "hen" * 13 + "h"),
    ],
)
def test_pinyin_in_small_letters(name, username):
    assert username_for(name, taken=set()) == username


def test_doubles_are_numbered():
    assert username_for("王芳", taken={"wangfang", "wangfang2"}) == "wangfang3"
