"""``baogong chain read FILE``: what a pasted chain orders, without taking it in."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from baogong.plumbing.processes.folder import CannotRun
from baogong.readers.addresses import Door, DoorTable
from baogong.readers.chains import ChainReading, GoodsTable, Line, SignUp, read_chain
from baogong.readers.doors import Doubt, read_doors
from baogong.readers.goods import read_goods
from baogong.values.quantity import plain

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


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("read",))
    parser.add_argument("file", type=Path, help="the pasted text")
    parser.add_argument(
        "--doors",
        type=Path,
        required=True,
        help="CSV: door,lane,building,entrance,floor,room,aliases",
    )
    parser.add_argument(
        "--goods",
        type=Path,
        required=True,
        help="CSV: sku,name,aliases,unit,price_fen,sold_by,pack_note",
    )
    parser.add_argument("--previous", type=Path, help="an older copy that was read before")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")


def run(options: argparse.Namespace) -> int:
    """Print entries and the orders they come to. Raises CannotRun for a spoiled file."""
    doors = read_doors(_content(options.doors))
    _refuse(options.doors, doors.doubts)
    goods = read_goods(_content(options.goods))
    _refuse(options.goods, goods.doubts)
    if not doors.lines or not goods.goods:
        empty = options.goods if doors.lines else options.doors
        raise CannotRun(f"{empty}: row 2: the table is empty; add a row for each")
    reading = read_chain(
        _text(options.file),
        doors=DoorTable(
            Door(d.door, d.building, d.entrance, d.room, d.lane, d.floor, d.aliases)
            for d in doors.lines
        ),
        goods=GoodsTable(goods.goods),
        previous=_text(options.previous) if options.previous else None,
    )
    if options.json:
        json.dump(as_json(reading), sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        _print(reading)
    return 0


def as_json(reading: ChainReading) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "lines": [_line(line) for line in reading.lines],
        "merged_orders": [
            {"door": door, "items": [_item(sku, held[sku]) for sku in held]}
            for door, held in reading.merged.items()
        ],
    }
    if reading.withdrawn:
        answer["withdrawn"] = [_line(line) for line in reading.withdrawn]
    return answer


def _line(line: Line) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "no": line.no,
        "raw": line.raw,
        "status": line.status,
        "kind": line.kind,
        "orders": [
            {"door": order.door, "items": [_item(i.sku, i.quantity) for i in order.items]}
            for order in line.orders
        ],
        "paid": line.paid,
        "reasons": [
            {"code": reason.code, "text": reason.text, "candidates": list(reason.candidates)}
            for reason in line.reasons
        ],
    }
    return answer | ({"signup": _signup(line.signup)} if line.signup else {})


def _item(sku: str, quantity: Decimal) -> dict[str, str]:
    return {"sku": sku, "qty": plain(quantity)}


def _signup(signup: SignUp) -> dict[str, Any]:
    return {
        "person": signup.person,
        "building": signup.building,
        "skills": list(signup.skills),
        "slots": list(signup.slots),
        "offers": signup.offers,
    }


def _print(reading: ChainReading) -> None:
    for status, count in Counter(line.status for line in reading.lines).most_common():
        print(f"{count:6} {status}")
    for line in reading.lines:
        if line.status == "review":
            why = ", ".join(f"{reason.code} {reason.text}".strip() for reason in line.reasons)
            print(f"line {line.first}: {line.raw.strip()}\n       {why}")
    print(f"{len(reading.merged)} doors have an order")


def _refuse(path: Path, doubts: Sequence[Doubt]) -> None:
    if not doubts:
        return
    first = doubts[0]
    where = f"row {first.row}" + (f", field {first.field}" if first.field else "")
    said = f" ({first.value})" if first.value else ""
    more = f"; {len(doubts) - 1} more like this" if len(doubts) > 1 else ""
    raise CannotRun(f"{path}: {where}{said}: {CURES.get(first.why, first.why)}{more}")


def _text(path: Path) -> str:
    """The chain as text: UTF-8, else GB 18030. Raises CannotRun."""
    content = _content(path)
    if not content.strip():
        raise CannotRun(f"{path}: the file is empty; paste the chain into it")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise CannotRun(f"{path}: the text's encoding is unknown; save it as UTF-8")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotRun(f"{path}: {error.strerror}") from error
