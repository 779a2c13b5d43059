"""A cell of a form in which goods were ticked: ``蔬菜包（39元/份）〖2〗┋鸡蛋30枚/板（32元）``."""

import re

_MARKED = re.compile("[┋〖]")
_BETWEEN = re.compile(r"\s*[┋\n]\s*")
_BETWEEN_PRICED = re.compile(r"(?<=[)）〗])\s*[┋\n;；,，、]\s*")
_CHOICE = re.compile(
    r"\s*(?P<name>[^〖〗]+?)\s*(?:[(（]\s*[¥￥]?(?P<price>\d{1,5}(?:\.\d{1,2})?)元?(?:/[^\W\d]{1,2})?\s*[)）])?"
    r"\s*(?:〖\s*(?P<written>[^〖〗]*)〗)?\s*"
)


def ticked_in(cell: str) -> list[tuple[str, str, str]]:
    """Name, what was written beside it and price ("" for none) of each choice; empty for a cell
    that holds no choices as forms write them."""
    parts = (_BETWEEN if "┋" in cell else _BETWEEN_PRICED).split(cell)
    found = [choice for part in parts if (choice := _CHOICE.fullmatch(part))]
    is_marked = _MARKED.search(cell) or all(choice["price"] for choice in found)
    if len(found) < len(parts) or not is_marked:
        return []
    return [(c["name"], (c["written"] or "").strip(), c["price"] or "") for c in found]
