"""Forms that ask for goods in several columns: 选择套餐 and, beside it, 需要的单品."""

from collections.abc import Iterator, Mapping, Sequence

from baogong.readers.exports.amounts import NONE
from baogong.readers.exports.goods import GoodsTable, fold, parted
from baogong.readers.exports.headings import NUMBERS
from baogong.readers.exports.lists import goods_in
from baogong.readers.exports.ticked import ticked_in

Columns = Mapping[int, tuple[str, str]]


def with_further_goods(
    columns: Columns, rows: Sequence[Mapping[int, str]], goods: GoodsTable | None
) -> Columns:
    """The columns, those of goods beside the first one as more of them, where they are.

    Not where a column of numbers counts them, nor what says the first one's goods again. What a
    tool adds of its own (商品类型) names none; in a list by hand it may be one that nobody knows.
    """
    fields = {field for _, field in columns.values()}
    first, *others = [c for c, (_, field) in columns.items() if field == "goods"] or [0]
    if goods is None or "quantity" in fields or not others:
        return columns
    by_hand = not fields & {*NUMBERS[:2], "paid"}
    found = dict(columns)
    for column in others:
        told = [(row.get(first, ""), row[column]) for row in rows if _is_said(row, column)]
        again = sum(set(_names(cell)) <= set(_names(ahead)) for ahead, cell in told)
        known = sum(_names_good(cell, goods) for _, cell in told)
        if again * 2 <= len(told) and (by_hand or known * 2 > len(told)):
            found[column] = (columns[column][0], "more_goods")
    return found


def _is_said(row: Mapping[int, str], column: int) -> bool:
    return row.get(column, "") not in {"", *NONE}


def _names(cell: str) -> Iterator[str]:
    listed = [name for name, _, _ in ticked_in(cell)]
    listed = listed or [name for name, _ in goods_in(cell, in_words=True)] or [cell]
    yield from (fold(parted(name, "")[0]) for name in listed)


def _names_good(cell: str, goods: GoodsTable) -> bool:
    return any(goods.find(name) for name in _names(cell))
