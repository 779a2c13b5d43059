"""A cell that lists an order's goods: ``蔬菜包*2;鸡蛋(30枚/板)x1``."""

import re

_BETWEEN = re.compile(r"(?:[;,、|]|\s/\s)+(?![^(\[]*[)\]])")
_UNITS = "份件箱袋板包瓶提盒个套组条只桶斤枚串块把"
# 250ml*24 says what is in a pack; x2 behind a name or a bracket how many of them.
_ENTRY = re.compile(
    rf"\s*(?:\d{{1,2}}[.)]\s*)?(?P<name>\S.*?)\s*"
    rf"(?:(?<!ml)(?<!\dl)(?<!g)(?<![斤克升])[x×*]\s*(?P<count>\d{{1,3}})\s*[{_UNITS}]?(?=\s|$|\+)"
    rf"|\s*(?P<counted>\d{{1,3}})\s*[份件套](?=\s|$|\+))\s*\+?",
    re.IGNORECASE,
)


def goods_in(cell: str) -> list[tuple[str, str]]:
    """Name and number of each good; empty where some of the cell is no such entry."""
    entries: list[tuple[str, str]] = []
    for part in filter(str.strip, _BETWEEN.split(cell)):
        position = 0
        while position < len(part):
            entry = _ENTRY.match(part, position)
            if entry is None:
                return []
            entries.append((entry["name"], entry["count"] or entry["counted"]))
            position = entry.end()
    return entries
