"""Goods of one name in sizes, as menus list them: 纸尿裤 NB89 S95 M/L 99, 奶粉1/2段235、3段215."""

import re
from collections import defaultdict
from collections.abc import Iterable

from baogong.readers.chains.sizes import size_in, without_size

_STAGE = "[1-5一二三四五]"
_SIZE = rf"(?:NB|[2-6]XL|X{{0,4}}[SML]|{_STAGE}(?=\s?/\s?{_STAGE})|{_STAGE}段)[码号]?"
_PRICE = r"\s?[¥:]?\s?(?P<yuan>\d+(?:\.\d+)?)(?:元|块)?(?![\d段码]|\s?/\s?\d)"
_ITEM = re.compile(rf"[\s/、,;和]{{0,2}}(?P<size>{_SIZE})(?![A-Za-z])(?:{_PRICE})?", re.IGNORECASE)


def families_in(names: Iterable[str]) -> re.Pattern[str]:
    """Finds names that goods of two sizes or more share."""
    sizes: dict[str, set[str]] = defaultdict(set)
    for name in names:
        if (size := size_in(name)) and (family := without_size(name)):
            sizes[family].add(size)
    shared = (re.escape(family) for family, known in sizes.items() if len(known) > 1)
    return re.compile("|".join(sorted(shared, key=len, reverse=True)) or r"(?!)")


def spelled_out(text: str, families: re.Pattern[str]) -> str:
    """A line of a menu with the family's name and the price at each size of a list."""
    done, at = "", 0
    for family in families.finditer(text):
        listed, end = _sizes_at(text, family.end())
        if len(listed) > 1:
            told = (f"{family.group()}{size} {price} " for size, price in listed)
            done, at = f"{done}{text[at : family.start()]}{''.join(told)}", end
    return done + text[at:]


def _sizes_at(text: str, at: int) -> tuple[list[tuple[str, str]], int]:
    """The sizes that are listed from here with their prices, and where the list ends.

    One price behind several sizes is that of each: ``L/XL 105``, ``1/2段235``.
    """
    found = []
    while item := _ITEM.match(text, at):
        found.append(item)
        at = item.end()
    listed, price = [], ""
    for item in reversed(found):
        size, price = item["size"], item["yuan"] or price
        listed.append((f"{size}段" if re.fullmatch(_STAGE, size) else size, price))
    return listed[::-1], at
