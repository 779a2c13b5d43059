"""Exports of group-buy tools become orders of doors: ready, for review, or left out."""

from baogong.readers.exports.goods import Good, GoodsTable
from baogong.readers.exports.headings import FIELDS, NUMBERS
from baogong.readers.exports.places import parts_of
from baogong.readers.exports.read import read_export, read_orders
from baogong.readers.exports.rows import (
    ExportRead,
    Headed,
    Item,
    Order,
    Problem,
    Reason,
)
from baogong.readers.exports.tables import UnknownField
from baogong.readers.rosters.headings import PLACES

__all__ = [
    "FIELDS",
    "NUMBERS",
    "PLACES",
    "ExportRead",
    "Good",
    "GoodsTable",
    "Headed",
    "Item",
    "Order",
    "Problem",
    "Reason",
    "UnknownField",
    "parts_of",
    "read_export",
    "read_orders",
]
