"""What the cells of one row say of its goods."""

import re
from decimal import Decimal

from baogong.readers.exports.amounts import NONE, read_fen
from baogong.readers.exports.lines import Line

_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,3})?")
_SPECIFIED = re.compile(r"[【\[](?:规格|款式)[:：]([^】\]]*)[】\]]")  # 丝苗米【规格：5kg/袋】
_PRICED = re.compile(r"\s*[¥￥]\s?\d+(?:\.\d{1,2})?\s*(?=[x×*]\s?\d)")  # ￥46.00 x2
_UNIT = re.compile("[\u4e00-\u9fff]{1,2}")
_PER_KG = frozenset({"公斤", "kg", "千克"})


def goods_cell(line: Line) -> str:
    """What a row says of its goods, with a specification in brackets, and no price ahead of a
    number."""
    cell = line.text("goods")
    return "" if cell in NONE else _PRICED.sub(" ", _SPECIFIED.sub(r"(\1)", cell))


def weighed(line: Line) -> str:
    """A row's quantity, in what a column says that it counts; kilos in 斤."""
    quantity, unit = line.text("quantity"), line.text("unit")
    if not _NUMBER.fullmatch(quantity):
        return quantity
    if unit.lower() not in _PER_KG:
        return f"{quantity}{unit}" if _UNIT.fullmatch(unit) else quantity
    return f"{(Decimal(quantity) * 2).normalize():f}斤"


def price_of_one(line: Line) -> str:
    """A row's price, or what its goods cost by their number."""
    if price := line.text("price"):
        per_kg = line.text("unit").lower() in _PER_KG
        fen = read_fen(price)
        return str(Decimal(fen) / 200) if per_kg and fen else price
    subtotal, count = read_fen(line.text("subtotal")), line.text("quantity")
    whole = subtotal and count.isdecimal() and int(count) and not subtotal % int(count)
    return str(Decimal(subtotal or 0) / int(count) / 100) if whole else ""
