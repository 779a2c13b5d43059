"""The first letters of Chinese names, as people type them in a hurry."""

import re
import unicodedata

_HAN = re.compile(r"[\u3400-\u9fff]")


def initials_of(text: str) -> str:
    """``"梧桐苑3栋-602"`` -> ``"wty3d-602"``; empty where no Chinese character is in the text."""
    if not _HAN.search(text):
        return ""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - 56 MB, for names that need it

    letters: list[str] = lazy_pinyin(text, style=Style.FIRST_LETTER)
    return unicodedata.normalize("NFKC", "".join(letters)).casefold()
