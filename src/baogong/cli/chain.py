"""``baogong chain read FILE``: what a pasted chain orders, without taking it in."""

import argparse
import json
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from baogong.cli import tables
from baogong.plumbing.processes.folder import CannotRun
from baogong.readers.chains import ChainReading, Good, GoodsTable, Line, SignUp, read_chain
from baogong.values.quantity import plain


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("read",))
    parser.add_argument("file", type=Path, help="the pasted text")
    tables.add_doors(parser, required=True)
    tables.add_goods(parser, required=True)
    parser.add_argument("--previous", type=Path, help="an older copy that was read before")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")


def run(options: argparse.Namespace) -> int:
    """Print entries and the orders they come to. Raises CannotRun for a spoiled file."""
    doors = tables.door_table(options.doors)
    goods = GoodsTable(map(Good.of, tables.goods_rows(options.goods)))
    reading = read_chain(
        _text(options.file),
        doors=doors,
        goods=goods,
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


def _text(path: Path) -> str:
    """The chain as text: UTF-8, else GB 18030. Raises CannotRun."""
    content = tables.content_of(path)
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
