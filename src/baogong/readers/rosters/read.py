"""A file of a property company or a committee, read in one go."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence

from baogong.readers.addresses import DoorTable
from baogong.readers.rosters.finder import DoorFinder
from baogong.readers.rosters.lines import Line, with_entrance
from baogong.readers.rosters.reconcile import reconcile
from baogong.readers.rosters.rows import Block, Refusal, RosterRead, RosterSpoiled
from baogong.readers.rosters.sheet_reader import Mapped, SheetReader
from baogong.readers.rosters.sheets import Sheet, read_sheets

_OLD_SHEET = re.compile("作废|旧版|模板|样表|示例|填写说明|备份")


def read_roster(
    content: bytes,
    *,
    doors: DoorTable | None = None,
    mapping: Mapped | None = None,
    name: str = "",
) -> RosterRead:
    """Read a workbook or a CSV.

    ``doors``: the estate's doors; a row about any other is refused. Without it the doors are made
    of what is read. ``mapping``: a person's correction, (sheet, first row of a block) -> field ->
    columns; it replaces what the headings say. ``name``: the file's; it supplies a lane or a
    building that nothing in it names. Raises RosterSpoiled, and nothing else.

    A file with rows but without a table that is understood gives blocks without columns and no
    household, so that a person can say what its columns are.
    """
    sheets = read_sheets(content)
    reader = SheetReader(finder=DoorFinder(doors), mapping=mapping or {})
    _read_all(sheets, reader)
    if shared := reader.finder.unsaid.shared(name, doors):
        reader = SheetReader(finder=DoorFinder(doors, shared=shared), mapping=mapping or {})
        _read_all(sheets, reader)
    if not reader.blocks:
        raise RosterSpoiled("no_table")
    lines, care = (reader.lines, reader.care) if reader.lines else (reader.care, [])
    if doors is None:
        known = _entrances([*lines, *care])
        lines = _with_entrances(lines, known, reader.refusals)
        care = _with_entrances(care, known, reader.refusals)
    households, conflicts = reconcile(lines, care)
    return RosterRead(
        households=households,
        conflicts=conflicts,
        refusals=tuple(reader.refusals),
        blocks=tuple(reader.blocks),
        ignored=tuple(reader.ignored),
        kind=_kind(reader.blocks),
    )


def _read_all(sheets: Sequence[Sheet], reader: SheetReader) -> None:
    for sheet in sheets:
        if sheet.hidden or _OLD_SHEET.search(sheet.name):
            reader.leave_out(sheet)
        else:
            reader.read(sheet)
    for sheet in sheets if not reader.blocks else ():
        reader.read_without_headings(sheet)


def _entrances(lines: Sequence[Line]) -> dict[str, set[str]]:
    """Building -> the entrances that the file names."""
    known: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        if line.door.entrance:
            known[line.door.building].add(line.door.entrance)
    return known


def _with_entrances(
    lines: Sequence[Line], known: dict[str, set[str]], refusals: list[Refusal]
) -> list[Line]:
    """Without a table of doors: an entrance left out is the building's only one, else 1."""
    settled = []
    for line in lines:
        entrances = known.get(line.door.building) or {"1"}
        if line.door.entrance:
            settled.append(line)
        elif len(entrances) > 1:
            refusals.append(Refusal(line.where, why="ambiguous_door", raw=line.door.code))
        else:
            settled.append(with_entrance(line, *entrances))
    return settled


def _kind(blocks: Sequence[Block]) -> str:
    heads = sorted({"|".join(block.heads.values()) for block in blocks})
    return hashlib.sha256("\n".join(heads).encode()).hexdigest()[:16]
