"""An export, read in one go."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from baogong.readers.addresses import DoorTable
from baogong.readers.chains.regions import Regions
from baogong.readers.chains.served import read_scope
from baogong.readers.exports.goods import GoodsTable
from baogong.readers.exports.items import Basket, Shelf, specs_by_name
from baogong.readers.exports.lines import Block, Line, blocks_of, read_lines
from baogong.readers.exports.money import agrees
from baogong.readers.exports.orders import OrderReader, addresses_in, contacts_in, parts_in
from baogong.readers.exports.places import Places
from baogong.readers.exports.repeats import asked_twice, each_once, in_place
from baogong.readers.exports.rows import ExportRead, Order, Problem
from baogong.readers.exports.tables import Table, choose, find_table, side_by_side
from baogong.readers.rosters import RosterSpoiled
from baogong.readers.rosters.sheets import Sheet, read_sheets

_TAKEN = re.compile("(?:支付|付款|交易)成功")
_SUMS_SAY_NOTHING = 1 / 3


def read_export(content: bytes, **told: Any) -> ExportRead:
    """Read a workbook or a CSV of orders; ``told`` as for ``read_orders``.

    A file that cannot be read is a problem on row 0.
    """
    try:
        sheets = read_sheets(content)
    except RosterSpoiled as spoiled:
        return ExportRead(problems=(Problem("", 0, spoiled.why),))
    return read_orders(sheets, **told)


def read_orders(
    sheets: Sequence[Sheet],
    *,
    doors: DoorTable | None = None,
    goods: GoodsTable | None = None,
    mapping: Mapping[str, str] | None = None,
    estate: str = "",
) -> ExportRead:
    """Read the sheets of an export.

    ``doors``: those of ``estate``; without them no order is ready. ``goods``: the list to match;
    without it goods stay as they are named. ``mapping``: heading -> field as a person has
    confirmed it; it replaces what the headings say. Sheets that cannot be read are a problem on
    row 0, or on the row of the headings; only a mapping to an unknown field raises (UnknownField).
    """
    found = [find_table(s, goods=goods, mapping=mapping) for s in sheets if not s.hidden]
    tables = choose([table for table in found if table])
    if not tables:
        return ExportRead(problems=(Problem("", 0, "no_headings"),))
    headed, missing = tables[0].headed, tables[0].missing
    if missing:
        problem = Problem(headed.sheet, headed.row, "column_missing", missing)
        return ExportRead(problems=(problem,), headed=headed)
    parts = [part for table in tables for part in side_by_side(table)]
    orders, problems = _read_tables(parts, doors, goods, estate)
    return ExportRead(tuple(orders), (*problems, *_unread(sheets, tables)), headed)


def _read_tables(
    tables: Sequence[Table], doors: DoorTable | None, goods: GoodsTable | None, estate: str
) -> tuple[list[Order], list[Problem]]:
    problems: list[Problem] = []
    blocks: list[Block] = []
    for table in tables:
        lines, others = read_lines(table, is_alone=len(tables) == 1)
        problems += others
        blocks += blocks_of(table, lines)
    every = [line for block in blocks for line in block.lines]
    counted = any("quantity" in table.fields for table in tables)
    shelf = Shelf(goods, specs_by_name(every), counts_apart=counted)
    places = None
    if doors:
        titles = [text for table in tables for text in table.titles]
        told = [*titles, *(table.sheet.name for table in tables)]
        scope = read_scope(titles, doors, Regions(doors))
        places = Places(
            doors,
            addresses_in(every),
            estate=estate,
            titles=told,
            scope=scope,
            parts=parts_in(every),
        )
    baskets = [shelf.fill(block.lines) for block in blocks]
    by_hand = tables[0].number in {"serial", ""} and not any(map(_is_of_tool, every))
    reader = OrderReader(
        shelf,
        places,
        regulars=_several(blocks),
        sums_count=_sums_count(blocks, baskets, by_list=by_hand),
        by_hand=by_hand,
    )
    if not blocks:
        problems.append(Problem(tables[0].sheet.name, tables[0].bottom, "no_orders"))
    orders = [reader.read(*both) for both in zip(blocks, baskets, strict=True)]
    once = in_place(list(each_once(blocks, orders)), by_hand=by_hand)
    return list(asked_twice(once)) if by_hand else once, problems


def _is_of_tool(line: Line) -> bool:
    """Whether a tool took the money for a row: it says how much, or that all went well."""
    return "paid" in line.said or any(_TAKEN.search(text) for _, text in line.states)


def _several(blocks: Sequence[Block]) -> frozenset[str]:
    """Who has more than one order."""
    contacts = Counter(contact for block in blocks for contact in contacts_in(block.lines))
    return frozenset(contact for contact, orders in contacts.items() if orders > 1)


def _sums_count(blocks: Sequence[Block], baskets: Sequence[Basket], *, by_list: bool) -> bool:
    """Whether the sums of an export are those of its prices; with discounts many are not."""
    both = zip(blocks, baskets, strict=True)
    told = [agrees(block.lines, basket.wanted, by_list=by_list) for block, basket in both]
    return told.count(False) <= _SUMS_SAY_NOTHING * (len(told) - told.count(None))


def _unread(sheets: Sequence[Sheet], tables: Sequence[Table]) -> Iterator[Problem]:
    """Sheets without orders, and those that list them in another way."""
    read = {id(table.sheet) for table in tables}
    for sheet in sheets:
        if id(sheet) not in read and sheet.rows:
            why = "hidden_sheet" if sheet.hidden else "other_sheet"
            yield Problem(sheet.name, 0, why, value=str(len(sheet.rows)))
