"""The sheet of a workbook that lists orders, and what its columns are."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from baogong.readers.addresses import is_whole_address
from baogong.readers.exports.amounts import NONE, BadQuantity, read_fen, read_quantity
from baogong.readers.exports.further import with_further_goods
from baogong.readers.exports.goods import Good, GoodsTable, asked_in, price_in
from baogong.readers.exports.headings import FIELDS, NUMBERS, OTHER, field_of, fingerprint
from baogong.readers.exports.lists import lists_goods
from baogong.readers.exports.remarks import without_wishes
from baogong.readers.exports.rows import Headed
from baogong.readers.rosters.headings import DOORS, PLACES
from baogong.readers.rosters.sheets import MOST_COLUMNS, Sheet

_ROWS_BEFORE_HEADINGS = 30
_FEWEST_FIELDS = 3
_LONGEST_HEADING = 60
_SENTENCE = re.compile("[\u4e00-\u9fff]{8}|[\u4e00-\u9fff]{3,}[,，。!！?？]")
_OFF = re.compile("取消|作废|[退撤][订款团单了掉销]|不要了|不[订送]了")
_LANE = re.compile(r"\d{1,4}弄")
_ROOM = re.compile(r"(?:\d{1,2}[楼层])?\d{3,4}[室号]?")
_OF_ONE = {"goods", "spec", "quantity", "unit", "price", "subtotal"}
_OF_GOODS = {"goods", "quantity_of"}


class UnknownField(ValueError):
    """A mapping names a field that there is not."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose rows below ``bottom`` are orders. ``columns``: number -> (heading, field).

    ``within``: the columns of one of several tables that stand side by side.
    """

    sheet: Sheet
    top: int
    bottom: int
    columns: Mapping[int, tuple[str, str]]
    within: range | None = None

    @property
    def rows(self) -> list[int]:
        return [row for row in self.sheet.row_numbers if row > self.bottom]

    def cells(self, row: int) -> Mapping[int, str]:
        """The texts of a row by their columns."""
        told = self.sheet.rows.get(row, {})
        return told if self.within is None else {c: t for c, t in told.items() if c in self.within}

    @property
    def groups(self) -> list[Mapping[int, tuple[str, str]]]:
        """The columns of each good of a row, 商品1 数量1 商品2 数量2: those of the first with all
        that are not of one good, so that a table of one good a row is one group."""
        told = {c: named for c, named in sorted(self.columns.items()) if named[1] in _OF_ONE}
        begins = [column for column, (_, field) in told.items() if field == "goods"]
        counts = [column for column, (_, field) in told.items() if field == "quantity"]
        if len(begins) < 2 or len(counts) != len(begins):
            return [self.columns]
        spans = [range(a, b) for a, b in pairwise([*begins[1:], max(told) + 1])]
        others = [{c: named for c, named in told.items() if c in span} for span in spans]
        apart = {column for group in others for column in group}
        return [{c: n for c, n in self.columns.items() if c not in apart}, *others]

    @property
    def titles(self) -> list[str]:
        """What stands above the headings."""
        return [
            t for row, told in self.sheet.rows.items() if row < self.top for t in told.values()
        ]

    @property
    def fields(self) -> set[str]:
        return {field for _, field in self.columns.values()} - {OTHER}

    @property
    def number(self) -> str:
        """The field that numbers its orders; empty for none."""
        return next((field for field in NUMBERS if field in self.fields), "")

    @property
    def headed(self) -> Headed:
        columns = dict(self.columns.values())
        return Headed(self.sheet.name, self.bottom, columns, fingerprint(columns))

    @property
    def missing(self) -> str:
        """The field without which no order can be read; empty where all are there."""
        if not self.fields & _OF_GOODS:
            return "goods"
        return "" if self.number or self.tells_places else "order_no"

    @property
    def tells_places(self) -> bool:
        """Whether it says where each row goes, so that a row is known by where it stands."""
        return bool(self.fields & {*PLACES, "estate"})


def find_table(
    sheet: Sheet, *, goods: GoodsTable | None, mapping: Mapping[str, str] | None
) -> Table | None:
    """The table of a sheet under its best heading. Raises UnknownField for a bad mapping."""
    for field in (mapping or {}).values():
        if field not in FIELDS:
            raise UnknownField(field)
    merged = {merge.top for merge in sheet.merges if merge.right > merge.left}
    best: Table | None = None
    for row in sheet.row_numbers[:_ROWS_BEFORE_HEADINGS]:
        if len(sheet.rows.get(row, {})) > MOST_COLUMNS:
            continue
        for bottom in (row, row + 1) if row in merged else (row,):
            headings = _headings(sheet, row, bottom)
            table = Table(sheet, row, bottom, _columns(headings, goods, mapping))
            if best is None or _worth(table) > _worth(best):
                best = table
    if best is None or (best.missing and len(best.fields) < _FEWEST_FIELDS):
        return None
    if mapping is not None:
        return best
    table = _with_room(_with_unknown_columns(best))
    cells = [table.cells(row) for row in table.rows]
    return replace(table, columns=with_further_goods(table.columns, cells, goods))


def _with_room(table: Table) -> Table:
    """Beside a column of buildings, an address that is mostly a room alone is the room."""
    if "building" not in table.fields or "room" in table.fields:
        return table
    for column, (heading, field) in table.columns.items():
        told = [table.sheet.text(row, column) for row in table.rows]
        if field == "address" and sum(map(_is_room, told)) * 2 > sum(map(bool, told)):
            table = replace(table, columns={**table.columns, column: (heading, "room")})
    return table


def _is_room(text: str) -> bool:
    return _ROOM.fullmatch(text) is not None


def side_by_side(table: Table) -> list[Table]:
    """The table, or those that stand beside each other under the same headings."""
    begins = [c for c, (_, field) in sorted(table.columns.items()) if field == table.number]
    heads = {table.columns[column][0] for column in begins}
    if len(begins) < 2 or len(heads) > 1:
        return [table]
    spans = [range(a, b) for a, b in pairwise([*begins, max(table.columns) + 1])]
    parts = [
        replace(table, columns={c: n for c, n in table.columns.items() if c in span}, within=span)
        for span in spans
    ]
    parts[0] = replace(parts[0], within=range(spans[0].stop))  # with what stands left of it
    return parts if all(not part.missing for part in parts) else [table]


def _with_unknown_columns(table: Table) -> Table:
    """Beside columns of goods, one of counts under an unknown heading is a good that nobody knows:
    whoever ordered it is asked about, rather than sent a bag without it. Where none is known to
    hold goods or addresses, the one that lists them does. Sentences may be remarks.
    """
    lists_unnamed = table.missing == "goods"
    for column, (heading, known) in table.columns.items():
        if known == OTHER and field_of(heading) is None:
            field = _held(table, column, lists_unnamed=lists_unnamed) or OTHER
            table = replace(table, columns={**table.columns, column: (heading, field)})
    return table


def _held(table: Table, column: int, *, lists_unnamed: bool) -> str:
    """What a column holds under a heading that nobody knows; empty for nothing of use.

    ``lists_unnamed``: no heading speaks of goods. The first column that lists some has them; any
    other is a remark that names goods, so that its rows are asked about.
    """
    cells = {table.sheet.text(row, column) for row in table.rows} - {"", *NONE}
    told = set(filter(without_wishes, cells))
    if "quantity_of" in table.fields and sum(map(_is_count, told)) * 2 > len(told):
        return "quantity_of"
    if sum(map(lists_goods, told)) * 2 > len(told):
        is_first = lists_unnamed and table.missing == "goods"
        return "goods" if is_first else "buyer_remark"
    if "lane" not in table.fields and sum(map(bool, map(_LANE.fullmatch, told))) * 2 > len(told):
        return "lane"
    if not table.fields & PLACES and sum(map(is_whole_address, told)) * 2 > len(told):
        return "address"
    return "buyer_remark" if any(map(_says_something, told)) else ""


def _says_something(text: str) -> bool:
    """Whether a cell lists goods, calls an order off, or is a sentence."""
    return lists_goods(text) or (_OFF.search(text) or _SENTENCE.search(text)) is not None


def _is_count(text: str) -> bool:
    try:
        read_quantity(text)
    except BadQuantity:
        return False
    return True


def _worth(table: Table) -> tuple[bool, bool, int, int]:
    used = sum(field != OTHER for _, field in table.columns.values())
    return not table.missing, bool(table.number), len(table.fields), used


def _headings(sheet: Sheet, top: int, bottom: int) -> Mapping[int, str]:
    """The headings that end in row ``bottom``. Over a cell of two rows that are merged the upper
    one's text counts, and so does one beside groups that has nothing below it."""
    numbers = {*sheet.rows.get(bottom, {}), *(column for r, column in sheet.down if r == bottom)}
    told = {column: sheet.text(bottom, column) for column in numbers}
    if bottom > top:
        grouped = {
            column
            for merge in sheet.merges
            if merge.top == top
            for column in range(merge.left, merge.right + 1)
        }
        told |= {c: t for c, t in sheet.rows[top].items() if c not in {*told, *grouped}}
    return dict(sorted(told.items()))


def _columns(
    headings: Mapping[int, str], goods: GoodsTable | None, mapping: Mapping[str, str] | None
) -> dict[int, tuple[str, str]]:
    return {
        column: (heading, _field(heading, goods, mapping))
        for column, heading in headings.items()
        if 0 < len(heading) <= _LONGEST_HEADING
    }


def _field(heading: str, goods: GoodsTable | None, mapping: Mapping[str, str] | None) -> str:
    if mapping is not None:
        return mapping.get(heading, OTHER)
    if goods and len(_offered(heading, goods)) == 1:
        return "quantity_of"
    return field_of(heading) or OTHER


def _offered(heading: str, goods: GoodsTable) -> list[Good]:
    """The goods that the heading of a good's own column may mean."""
    named, price = asked_in(heading), read_fen(price_in(heading))
    return goods.find(*named) or (goods.described(*named, price) if price else [])


def _claim(table: Table) -> tuple[bool, bool, bool, bool, int]:
    """Sums by building have places and goods as well, but no numbers and no rooms."""
    told = table.fields
    return (
        not table.missing,
        bool(table.number),
        bool(told & DOORS),
        bool(told & PLACES),
        len(table.rows),
    )


def choose(tables: Sequence[Table]) -> list[Table]:
    """The table with most rows, and those of other sheets that are headed just like it."""
    if not tables:
        return []
    main = max(tables, key=_claim)
    return [table for table in tables if table.headed.columns == main.headed.columns]
