"""Rows of a table, and which of them are one order."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby

from baogong.readers.exports.amounts import read_fen
from baogong.readers.exports.headings import OTHER
from baogong.readers.exports.rows import Problem
from baogong.readers.exports.tables import Table
from baogong.readers.rosters.aside import is_example, is_remark, is_total
from baogong.readers.rosters.headings import PLACES

_PEOPLE = ("receiver", "buyer", "phone")
_IDENTITY = (*_PEOPLE, *sorted(PLACES))
REMARKS = ("buyer_remark", "seller_remark")
_COUNTS = {"quantity", "quantity_of"}
_AMOUNTS = {
    *_COUNTS,
    "total_quantity",
    "subtotal",
    "amount",
    "paid",
    "refund",
    "price",
    "discount",
    "freight",
}
_PRICE = re.compile(r"[¥￥]?\d+(?:\.\d+)?元(?:/[^\W\d]{1,2})?|[¥￥]\d+(?:\.\d+)?")
_LONGEST_PART = 20
_LONGEST_RAW = 200
_LONGEST = 500  # nobody writes more into a cell, and patterns take their time with it
# What a spreadsheet has rounded away from a long number: 8.12345678901235E+17.
ROUNDED = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Cell:
    """``written``: its text is its own, not that of a merged range. ``fault``: why it has none."""

    column: int
    heading: str
    name: str
    text: str
    written: bool
    fault: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row. ``said``: field -> texts of its columns, those of merged ranges included.

    ``own``: fields that this very row fills. ``counts``: (heading, text) of columns that hold the
    quantity of the good which heads them. ``states``: (heading, text) of columns about the order's
    state. ``faults``: field -> why a cell has no value. ``moment``: a date cell. ``section``: the
    part of the estate that a row of its own above it names, or the sheet's name.
    """

    row: int
    number: str = ""
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    counts: tuple[tuple[str, str], ...] = ()
    states: tuple[tuple[str, str], ...] = ()
    faults: Mapping[str, str] = field(default_factory=dict)
    moment: datetime | None = None
    section: str = ""

    def text(self, name: str) -> str:
        return self.said.get(name, ("",))[0]

    @property
    def identity(self) -> dict[str, tuple[str, ...]]:
        return {name: self.said[name] for name in _IDENTITY if name in self.own}

    @property
    def goods(self) -> tuple[str, str]:
        return self.text("goods"), self.text("spec")

    @property
    def content(self) -> tuple[object, ...]:
        """All that it says of what is ordered and of whether the order stands."""
        return (self.goods, self.said.get("quantity"), self.counts, self.states)


@dataclass(slots=True)
class Block:
    """The lines of one order. ``again``: it repeats the one right above it."""

    sheet: str
    lines: list[Line]
    again: bool = False

    @property
    def number(self) -> str:
        return self.lines[0].number

    @property
    def rows(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(line.row for line in self.lines))

    @property
    def content(self) -> tuple[object, ...]:
        head = self.lines[0]
        return head.identity, sorted(repr(line.content) for line in self.lines)

    @property
    def occasion(self) -> tuple[object, ...]:
        """When it was placed, and whether it stands."""
        return self.lines[0].said.get("placed_at"), self.lines[0].states

    @property
    def goods(self) -> set[tuple[str, str]]:
        return {line.goods for line in self.lines}


def read_lines(table: Table, *, is_alone: bool = True) -> tuple[list[Line], list[Problem]]:
    """The lines of orders, and the rows that are none.

    ``is_alone``: no other table is read with it, whose rows have the same numbers.
    """
    lines: list[Line] = []
    problems: list[Problem] = []
    counted, section, groups = 0, table.sheet.name, table.groups
    for row in table.sheet.row_numbers:
        if table.within is not None and not table.cells(row):
            continue
        line, *others = (_line(table, row, group) for group in groups)
        if why := _no_order(table, line, counted if len(lines) > 1 else None):
            texts = dict.fromkeys(table.cells(row).values())
            raw = " ".join(texts)[:_LONGEST_RAW]
            problems.append(Problem(table.sheet.name, row, why, value=raw))
            if why == "not_an_order" and len(texts) == 1 and len(raw) <= _LONGEST_PART:
                section = raw
        else:
            apart = not lines or lines[-1].row != row - 1  # behind a sum or a gap
            number = line.number or _number_by_row(table, line, is_alone=is_alone, apart=apart)
            lines.append(replace(line, section=section, number=number))
            lines += [other for other in others if other.own & {"goods", "quantity"}]
            counted += read_fen(line.text("quantity")) or 0
    return lines, problems


def _number_by_row(table: Table, line: Line, *, is_alone: bool, apart: bool) -> str:
    """What an order is called in a list that does not number them: by where it stands. A row of
    goods that leaves the household blank goes with the one right above it; no row of counts."""
    if table.number or not (line.identity or line.counts or apart):
        return ""
    return f"{line.row}" if is_alone else f"{table.sheet.name} {line.row}"


def _line(table: Table, row: int, columns: Mapping[int, tuple[str, str]]) -> Line:
    cells = list(_cells(table, row, columns))
    said: dict[str, tuple[str, ...]] = {}
    for cell in cells:
        if cell.text and cell.text not in said.get(cell.name, ()):
            said[cell.name] = (*said.get(cell.name, ()), cell.text)
    own = frozenset(cell.name for cell in cells if cell.written)
    moments = (table.sheet.moments.get((row, c.column)) for c in cells if c.name == "placed_at")
    return Line(
        row=row,
        number=said[table.number][0] if table.number in own else "",
        said=said,
        own=own,
        counts=tuple((c.heading, c.text) for c in cells if c.name == "quantity_of" and c.text),
        states=tuple((c.heading, c.text) for c in cells if c.name == "status" and c.text),
        faults={cell.name: cell.fault for cell in cells if cell.fault},
        moment=next(filter(None, moments), None),
    )


def _cells(table: Table, row: int, columns: Mapping[int, tuple[str, str]]) -> Iterator[_Cell]:
    """The cells of a row; a merged amount counts for its first row only."""
    sheet = table.sheet
    for column, (heading, name) in columns.items():
        written = sheet.rows.get(row, {}).get(column, "")
        text = written if name in _AMOUNTS else sheet.text(row, column)
        fault = sheet.faults.get((row, column), "")
        if len(text) > _LONGEST:
            text, fault = text[:_LONGEST_RAW], "too_long"
        yield _Cell(column, heading, name, text, bool(written), "" if name == OTHER else fault)


def _no_order(table: Table, line: Line, above: int | None) -> str:
    """Why a row is no line of an order, as a code; empty for one that is.

    ``above``: the sum of the quantities above it, None where they are fewer than two.
    """
    cells = table.cells(line.row)
    texts = list(cells.values())
    if line.row <= table.bottom or (not line.identity and _are_prices(line, texts)):
        return "title" if line.row < table.top else "heading"
    if cells and all(table.columns.get(c, ("",))[0] == text for c, text in cells.items()):
        return "heading"
    named = [text for told in (*line.identity.values(), (line.number,)) for text in told if text]
    anonymous = all(is_total([text]) for text in named)
    if (anonymous and is_total(texts)) or _is_bare_sum(line, above):
        return "sum"
    if is_example(texts):
        return "example"
    told = line.own & {"goods", *_COUNTS, *REMARKS} or line.identity or line.faults
    belongs = told or (line.number and len(line.own) > 1)
    return "" if belongs and not _is_a_note(line, texts) else "not_an_order"


def _are_prices(line: Line, texts: Sequence[str]) -> bool:
    """Whether a row tells what each column's good costs."""
    told = [count for _, count in line.counts]
    named = any(text.strip().startswith(("单价", "价格", "规格")) for text in texts)
    return bool(told) and (named or all(map(_PRICE.fullmatch, told)))


def _is_a_note(line: Line, texts: Sequence[str]) -> bool:
    """Whether a row without quantity or household begins as notes and signatures do."""
    return not (line.own & _COUNTS or line.identity or line.faults) and is_remark(texts[0])


def _is_bare_sum(line: Line, above: int | None) -> bool:
    """Numbers without a good: the sum of all above, or of what is no quantity."""
    if above is None or not line.own <= _AMOUNTS:
        return False
    return read_fen(line.text("quantity")) in {None, above}


def blocks_of(table: Table, lines: Sequence[Line]) -> list[Block]:
    """Cut lines into orders: rows that leave the order's own cells blank go with those above."""
    blanks = any(not line.identity for line in lines[1:])
    blocks: list[Block] = []
    known: set[tuple[str, str]] = set()
    for line in lines:
        last = blocks[-1] if blocks else None
        if last and _continues(last.lines[0], line, known=known if blanks else ()):
            last.lines.append(line)
        else:
            again = bool(last and line.number and line.number == last.number)
            blocks.append(Block(table.sheet.name, [line], again=again))
            known = set()
        known.add(line.goods)
    return _gathered(blocks) if _is_by_goods(lines) else _with_rest(blocks)


def _continues(head: Line, line: Line, *, known: Container[tuple[str, str]]) -> bool:
    """``known``: goods of which a second row under the number is another order."""
    if line.number and line.number != head.number:
        return False
    told = line.identity
    if not told:
        return True
    same = all(head.said.get(name) == texts for name, texts in told.items())
    if line.number:
        return same and line.goods not in known
    return same or not told.keys() & set(_PEOPLE)


def _is_by_goods(lines: Sequence[Line]) -> bool:
    """Whether the list goes good by good, so that an order's rows stand apart."""
    runs = [goods for goods, _ in groupby(line.goods for line in lines)]
    return 1 < len(runs) == len(set(runs)) < len(lines)


def _with_rest(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those of mere returns, and of other goods of the very same order, with the one
    that they are of."""
    kept: list[Block] = []
    orders: dict[tuple[str, str], Block] = {}
    for block in blocks:
        key = block.number, repr(block.lines[0].identity)
        first = orders.setdefault(key, block) if block.number else block
        back = all(line.text("quantity").startswith("-") for line in block.lines)
        more = first.occasion == block.occasion and not first.goods & block.goods
        if first is not block and (back or more):
            first.lines += block.lines
        else:
            kept.append(block)
    return kept


def _gathered(blocks: Iterable[Block]) -> list[Block]:
    """Blocks of one number and one household made one."""
    orders: dict[tuple[str, str], Block] = {}
    for position, block in enumerate(blocks):
        head = block.lines[0]
        key = block.number or f"row {position}", repr(head.identity)
        orders.setdefault(key, Block(block.sheet, [])).lines.extend(block.lines)
    return list(orders.values())


def by_number(blocks: Iterable[Block]) -> Iterator[tuple[str, list[Block]]]:
    found: dict[str, list[Block]] = defaultdict(list)
    for block in blocks:
        found[block.number].append(block)
    yield from found.items()
