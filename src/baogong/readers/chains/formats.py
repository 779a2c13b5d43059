"""What a head asks for in one piece: ``格式：楼号-室号-份数`` above entries like ``61-1203-2``."""

import re
from collections.abc import Iterable

_DASH = r"\s?[-—–－/+]\s?"
_FORMAT = re.compile(
    rf"(?P<door>(?:(?:弄|[楼栋幢座]|[楼栋幢座]号|单元|门洞?|号){_DASH})*(?:室|房间?|门牌|室号|房号|房间号|门牌号))"
    rf"{_DASH}(?:订|要|购买)?(?:份数|数量|几份|个数|箱数|件数)"
)
_ENDS = r"(?![\dA-Za-z]|-\d|[年月日点.:/])"


def door_parts(lines: Iterable[str]) -> int:
    """How many numbers of a door stand ahead of how many somebody wants, 0 for no such format."""
    told = next(filter(None, map(_FORMAT.search, lines)), None)
    return len(re.split(_DASH, told["door"])) if told else 0


def told_apart(text: str, parts: int) -> str:
    """``61-1203-2`` is ``61-1203 要2``, where so many parts of a door stand ahead of an amount."""
    if not parts:
        return text
    door = "-".join([r"[\dA-Za-z]{1,5}"] * parts)
    return re.sub(rf"(?<![\dA-Za-z-])({door})-(\d{{1,2}}){_ENDS}-?", r"\1 要\2 ", text)
