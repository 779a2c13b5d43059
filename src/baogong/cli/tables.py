"""The tables of doors and goods that commands read a file with."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from baogong.plumbing.processes.folder import CannotRun
from baogong.readers.addresses import Door, DoorTable
from baogong.readers.doors import Doubt, read_doors
from baogong.readers.goods import read_goods

CURES = {
    "not_a_table": "this is no table; save it as CSV in UTF-8",
    "column_missing": "the column is missing; add it to the first row",
    "empty": "it is empty; fill it in",
    "twice": "it stands there twice; remove one",
    "same_address": "another door has this address; correct one of them",
    "not_a_number": "it must be a whole number",
    "not_count_or_weight": "it must be count or weight",
    "bad_name": "it is too long, or has a / or an invisible character",
    "too_many_rows": "the file has too many rows; split it",
    "cut_short": "the table breaks off; save it again",
}


def add_doors(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    columns = "CSV: door,lane,building,entrance,floor,room,aliases"
    parser.add_argument("--doors", type=Path, required=required, help=columns)


def add_goods(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    columns = "CSV: sku,name,aliases,unit,price_fen,sold_by,pack_note"
    parser.add_argument("--goods", type=Path, required=required, help=columns)


def door_table(path: Path) -> DoorTable:
    """Raises CannotRun for a table with a bad row, or with none."""
    read = read_doors(content_of(path))
    _check(path, read.lines, read.doubts)
    return DoorTable(
        Door(d.door, d.building, d.entrance, d.room, d.lane, d.floor, d.aliases)
        for d in read.lines
    )


def goods_rows(path: Path) -> Sequence[Mapping[str, str]]:
    """Raises CannotRun for a table with a bad row, or with none."""
    read = read_goods(content_of(path))
    _check(path, read.rows, read.doubts)
    return read.rows


def content_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotRun(f"{path}: {error.strerror}") from error


def _check(path: Path, rows: Sequence[object], doubts: Sequence[Doubt]) -> None:
    if doubts:
        first = doubts[0]
        where = f"row {first.row}" + (f", field {first.field}" if first.field else "")
        said = f" ({first.value})" if first.value else ""
        more = f"; {len(doubts) - 1} more like this" if len(doubts) > 1 else ""
        raise CannotRun(f"{path}: {where}{said}: {CURES.get(first.why, first.why)}{more}")
    if not rows:
        raise CannotRun(f"{path}: row 2: the table is empty; add a row for each")
