"""``baogong roster read FILE``: what a roster says, without taking it in."""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from baogong.cli import tables
from baogong.plumbing.processes.folder import CannotRun
from baogong.readers.rosters import RosterRead, RosterSpoiled, Where, read_roster

CURES = {
    "empty": "the file is empty",
    "too_large": "the file is too large; leave out the sheets that list no households",
    "locked": "the file has a password; save it without one",
    "old_excel": "this is the old Excel format; save it as .xlsx",
    "damaged": "the file is damaged; open it in Excel and save it again",
    "not_a_table": "this is no table; save it as .xlsx or .csv",
    "no_table": "no table of homes was found in it; it needs a heading such as 房号 or 地址",
    "unknown_encoding": "the text's encoding is unknown; save it as UTF-8",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("read",))
    parser.add_argument("file", type=Path, help="a roster: .xlsx or .csv")
    tables.add_doors(parser)
    parser.add_argument("--json", action="store_true", help="print everything as JSON")


def run(options: argparse.Namespace) -> int:
    """Print households, conflicts and refused rows. Raises CannotRun for a spoiled file."""
    doors = tables.door_table(options.doors) if options.doors else None
    try:
        read = read_roster(tables.content_of(options.file), doors=doors, name=options.file.name)
    except RosterSpoiled as error:
        raise CannotRun(f"{options.file}: {CURES.get(error.why, error.why)}") from error
    if not read.households and not read.refusals:
        raise CannotRun(f"{options.file}: {CURES['no_table']}")
    if options.json:
        json.dump(as_json(read), sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        _print(read)
    return 0


def as_json(read: RosterRead) -> dict[str, Any]:
    return {
        "households": {
            household.door.code: {
                "people": household.said.people,
                "occupied": household.said.occupied,
                "phones": household.said.phones,
                "flags": household.said.flags,
            }
            for household in read.households
        },
        "conflicts": [
            {**_rows(conflict.rows), "kind": conflict.kind, "doors": conflict.doors}
            for conflict in read.conflicts
        ],
        "refused": [
            {
                "sheet": refusal.where.sheet,
                "row": refusal.where.row,
                "why": refusal.why,
                "raw": refusal.raw,
            }
            for refusal in read.refusals
        ],
    }


def _rows(rows: tuple[Where, ...]) -> dict[str, Any]:
    """Rows by number, or as ``sheet!row`` where they stand on several sheets."""
    sheets = {where.sheet for where in rows}
    if len(sheets) == 1:
        return {"sheet": sheets.pop(), "rows": [where.row for where in rows]}
    return {"sheet": None, "rows": [f"{where.sheet}!{where.row}" for where in rows]}


def _print(read: RosterRead) -> None:
    occupied = sum(household.said.occupied for household in read.households)
    print(f"{len(read.households)} households, {occupied} lived in")
    for kind, count in Counter(conflict.kind for conflict in read.conflicts).most_common():
        print(f"{count:6} {kind}")
    for refusal in read.refusals:
        print(
            f"refused {refusal.where.sheet} row {refusal.where.row}: {refusal.why}: {refusal.raw}"
        )
    print(f"{len(read.ignored)} rows are titles, headings, totals or notes")
