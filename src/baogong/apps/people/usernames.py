"""Names to sign in with, made from people's names."""

import re
from collections.abc import Collection

LONGEST_BASE = 40
_NOT_ASCII = re.compile(r"[^a-z0-9]+")


def username_for(name: str, *, taken: Collection[str]) -> str:
    """``"王芳"`` -> ``"wangfang"``, or ``"wangfang2"`` when that is in ``taken`` (lower case)."""
    base = username_base(name)
    number, found = 1, base
    while found in taken:
        number += 1
        found = f"{base}{number}"
    return found


def username_base(name: str) -> str:
    """The name's pinyin in lower case letters and digits; ``"user"`` when nothing is left."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - 56 MB, in each process, for a rare page

    return _NOT_ASCII.sub("", "".join(lazy_pinyin(name)).lower())[:LONGEST_BASE] or "user"
