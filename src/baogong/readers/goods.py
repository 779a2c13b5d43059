"""A clean CSV of goods: ``sku,name,unit,sold_by``, and ``aliases,price_fen,pack_note``.

UTF-8 or GB 18030. Aliases are separated by ``|``. ``sold_by`` is ``count`` or ``weight`` (in 斤).
Each bad row becomes a doubt with its row and field; the good rows stand.
"""

import csv
import io
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from baogong.readers.doors import LONGEST, Doubt, decoded, tidy

REQUIRED = ("sku", "name", "unit", "sold_by")
SOLD_BY = ("count", "weight")
_FEN = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class GoodsRead:
    """``rows``: column -> text of each good, for the table that it is to be in."""

    rows: tuple[Mapping[str, str], ...] = ()
    doubts: tuple[Doubt, ...] = ()


def read_goods(content: bytes) -> GoodsRead:
    """Read a file's bytes. Never raises: what cannot be read is a doubt on row 1."""
    try:
        rows = list(csv.reader(io.StringIO(decoded(content), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return GoodsRead(doubts=(Doubt(1, "", "not_a_table"),))
    header = [tidy(name) for name in rows[0]] if rows else []
    if missing := [name for name in REQUIRED if name not in header]:
        return GoodsRead(doubts=tuple(Doubt(1, name, "column_missing") for name in missing))
    goods: dict[str, Mapping[str, str]] = {}
    doubts: list[Doubt] = []
    for number, row in enumerate(rows[1:], start=2):
        cells = dict(zip(header, map(tidy, row), strict=False))
        found = list(_doubts(number, cells, known=goods))
        doubts += found
        if any(cells.values()) and not found:
            goods[cells["sku"]] = cells
    return GoodsRead(tuple(goods.values()), tuple(doubts))


def _doubts(number: int, cells: Mapping[str, str], *, known: Container[str]) -> Iterator[Doubt]:
    if not any(cells.values()):
        return
    for name in REQUIRED:
        if not cells.get(name):
            yield Doubt(number, name, "empty")
    if cells.get("sku") in known:
        yield Doubt(number, "sku", "twice", cells["sku"])
    if cells.get("sold_by") and cells["sold_by"] not in SOLD_BY:
        yield Doubt(number, "sold_by", "not_count_or_weight", cells["sold_by"])
    price = cells.get("price_fen", "")
    if price and not _FEN.fullmatch(price):
        yield Doubt(number, "price_fen", "not_a_number", price[:LONGEST])
