"""What the cells of a row say of the household at its door."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from baogong.readers.rosters.flags import denied_flags, is_gone, read_flags, taken_back
from baogong.readers.rosters.headings import heading_as_note
from baogong.readers.rosters.lines import Line
from baogong.readers.rosters.living import is_lived_in, is_vacant, role_of
from baogong.readers.rosters.people import Count, read_people
from baogong.readers.rosters.phones import Phones, mobiles_in, read_phones
from baogong.readers.rosters.places import asides_in
from baogong.readers.rosters.row_cells import RowCells

_YES = re.compile(r"是|有|√+|✓|✔|☑|■|●|○|[1-9]\d?(?:人|个|名|位)?|y(?:es)?|v|对|在", re.IGNORECASE)
_NO = re.compile(r"否|无|没有|没|不是|×|✗|✘|x|n(?:o)?|0(?:人|个)?|[-—–/\\]+|未|不", re.IGNORECASE)

_SHORTEST = 3  # digits that may be meant for a number to call

Troubles = list[tuple[str, str]]


def said(
    line: Line, cells: RowCells, *, need: str, heads: Mapping[int, str], among_empty: bool
) -> Line:
    """``line``, a bare door and row, with everything that the row's cells say.

    ``need``: what a list of special persons says of everybody in it. ``heads``: column -> heading.
    ``among_empty``: the row stands in a list of empty homes.
    """
    notes = list(_notes(cells))
    people, troubles = _people(cells)
    phones, bad = _phones(cells, notes)
    troubles += [("bad_phone", number) for number in bad]
    vacant = among_empty or _is_vacant(cells, notes)
    lived_in = bool(people) or (among_empty and any(map(is_lived_in, notes)))
    if vacant and lived_in:
        troubles.append(("vacant_with_people", str(people or "")))
    note = ",".join(notes)
    return replace(
        line,
        people=people if not vacant else None if lived_in else 0,
        occupied=lived_in if vacant else None if people is None else people > 0,
        phones=phones,
        flags=_flags(cells, notes, need=need, heads=heads),
        denied=frozenset().union(*map(denied_flags, notes)),
        role=role_of(note) or role_of(cells.first("name")),
        gone=is_gone(note),
        troubles=(*line.troubles, *troubles),
    )


def _notes(cells: RowCells) -> Iterator[str]:
    for name in ("note", "status"):
        yield from (text for text in cells(name) if not _NO.fullmatch(text))
    for name in ("name", "people", "room", "address"):
        for text in cells(name):
            yield from asides_in(text)


def _people(cells: RowCells) -> tuple[int | None, Troubles]:
    """The number of people and what is wrong with it.

    Who is registered counts only in a table that says nothing of who lives there.
    """
    by_age = None
    counts = [read_people(text) for name in ("adults", "children") for text in cells(name)]
    if cells("adults") and any(count.people is not None for count in counts):
        by_age = sum(count.people or 0 for count in counts)
    for text in cells("people"):
        count = Count() if is_vacant(text) else read_people(text)
        if count.unclear:
            return None, [("unclear_people", text)]
        if count.people is not None and by_age not in {None, count.people}:
            return None, [("people_differ", f"{count.people} ≠ {by_age}")]
        if count.people is not None:
            return count.people, []
    if cells.has("people") or cells.has("adults"):
        return by_age, []
    registered = (read_people(text).people for text in cells("registered"))
    return next(filter(None, registered), None), []


def _phones(cells: RowCells, notes: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Mobiles in the order of the columns, and numbers that are none."""
    read = [_read_phones(text) for text in cells("phone")]
    mobiles = [number for phones in read for number in phones.mobiles]
    for text in (*cells("name"), *notes):
        mobiles += mobiles_in(text)
    bad = dict.fromkeys(number for phones in read for number in phones.bad)
    return tuple(dict.fromkeys(mobiles)), tuple(bad)


def _read_phones(text: str) -> Phones:
    """A column of telephones holds no other numbers: ``139xxxx1234`` and ``1234`` are bad ones."""
    read = read_phones(text)
    rest = is_vacant(text) or read.mobiles or read.bad
    return read if rest or len(re.findall(r"\d", text)) < _SHORTEST else Phones(bad=(text,))


def _is_vacant(cells: RowCells, notes: Sequence[str]) -> bool:
    told = [*notes, *cells("people"), *cells("phone"), *cells("name")]
    return (
        any(is_vacant(text) for text in told)
        or any(_YES.fullmatch(text) or is_vacant(text) for text in cells("vacancy"))
        or any(_NO.fullmatch(text) or is_vacant(text) for text in cells("occupancy"))
    )


def _flags(
    cells: RowCells, notes: Sequence[str], *, need: str, heads: Mapping[int, str]
) -> frozenset[str]:
    """Needs of all cells together; a cell that says who has left takes back the others'."""
    ages = [int(number) for number in re.findall(r"\d{1,3}", " ".join(cells("age")))]
    age = max(ages, default=None)
    flags = set(read_flags(need, age=age))
    for note in (*notes, *cells("flag")) if need else ():
        flags &= read_flags(f"{need},{note}", age=age)
    for note in notes:
        flags |= read_flags(note, age=age)
    for column, text in cells.by_column("flag").items():
        flags |= _ticked(text, heading_as_note(heads.get(column, "")), age)
    for note in notes:
        flags -= taken_back(note)
    return frozenset(flags)


def _ticked(text: str, need: str, age: int | None) -> frozenset[str]:
    """The need of a column's heading where a cell ticks it, and what else the cell says."""
    if _NO.fullmatch(text):
        return frozenset()
    if _YES.fullmatch(text):
        return read_flags(need, age=age)
    denied = re.match("[无没非否不]", text) or is_gone(text)
    return read_flags(text if denied else f"{need},{text}", age=age)
