"""``baogong orders read FILE``: what an export of orders says, without taking it in."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from baogong.cli import roster, tables
from baogong.plumbing.processes.folder import CannotRun
from baogong.readers.exports import (
    ExportRead,
    Good,
    GoodsTable,
    Item,
    Order,
    UnknownField,
    parts_of,
    read_export,
)
from baogong.values.quantity import plain

CURES = {
    **roster.CURES,
    "too_large": "the file is too large; export fewer orders at a time",
    "no_headings": "no table of orders was found in it; it needs headings such as 订单号 and 商品",
    "no_orders": "there is no order below its headings",
    "column_missing": "no column is understood as {field}; name it in a mapping, or add it",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("read",))
    parser.add_argument("file", type=Path, help="an export of orders: .xlsx or .csv")
    tables.add_doors(parser)
    tables.add_goods(parser)
    parser.add_argument("--mapping", type=Path, help="JSON: what the columns are, as printed")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")


def run(options: argparse.Namespace) -> int:
    """Print orders and rows that are none. Raises CannotRun for a file that cannot be read."""
    doors = tables.door_table(options.doors) if options.doors else None
    goods = GoodsTable(map(Good.of, tables.goods_rows(options.goods))) if options.goods else None
    mapping = _mapping(options.mapping) if options.mapping else None
    try:
        read = read_export(
            tables.content_of(options.file), doors=doors, goods=goods, mapping=mapping
        )
    except UnknownField as error:
        raise CannotRun(f"{options.mapping}: there is no field {error}") from error
    if not read.orders:
        raise CannotRun(f"{options.file}: {_cure(read)}")
    if options.json:
        json.dump(as_json(read), sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        _print(read)
    return 0


def as_json(read: ExportRead) -> dict[str, Any]:
    headed = read.headed
    return {
        "orders": [_order(order) for order in read.orders],
        "mapping": headed
        and {
            "sheet": headed.sheet,
            "row": headed.row,
            "fingerprint": headed.fingerprint,
            "columns": headed.columns,
        },
        "problems": [
            {
                "sheet": problem.sheet,
                "row": problem.row,
                "why": problem.why,
                "field": problem.field,
                "value": problem.value,
            }
            for problem in read.problems
        ],
    }


def _order(order: Order) -> dict[str, Any]:
    return {
        "order_no": order.order_no,
        "status": order.status,
        "door": order.door and parts_of(order.door),
        "door_code": order.door and order.door.code,
        "candidates": [door.code for door in order.candidates],
        "items": [_item(item) for item in order.items],
        "reasons": [
            {"why": r.why, "row": r.row, "field": r.field, "value": r.value} for r in order.reasons
        ],
        "sheet": order.sheet,
        "rows": order.rows,
        "buyer": order.buyer,
        "receiver": order.receiver,
        "phones": order.phones,
        "placed_at": order.placed_at and order.placed_at.isoformat(),
        "paid_fen": order.paid_fen,
    }


def _item(item: Item) -> dict[str, str]:
    """``sku`` only where the goods were given and one of them is meant."""
    known = {"sku": item.sku} if item.sku else {}
    return {**known, "name": item.name, "spec": item.spec, "qty": plain(item.quantity)}


def _print(read: ExportRead) -> None:
    for status, count in Counter(order.status for order in read.orders).most_common():
        print(f"{count:6} {status}")
    for order in read.orders:
        for reason in order.reasons:
            print(
                f"{order.status} {order.order_no or '-'} row {reason.row}: {reason.why} "
                f"{reason.field} {reason.value}".rstrip()
            )
    for problem in read.problems:
        print(f"passed over {problem.sheet} row {problem.row}: {problem.why} {problem.value}")


def _cure(read: ExportRead) -> str:
    """What is wrong with the file and what to do, with sheet and row where there is one."""
    problem = next((p for p in read.problems if p.why in CURES), None)
    if problem is None:
        return CURES["no_orders"]
    cure = CURES[problem.why].format(field=problem.field)
    return f"{problem.sheet} row {problem.row}: {cure}" if problem.row else cure


def _mapping(path: Path) -> Mapping[str, str]:
    """Heading -> field, alone or as ``columns`` of what was printed before."""
    try:
        told = json.loads(tables.content_of(path))
        columns = told.get("mapping", told).get("columns", told)
        return {str(heading): str(field) for heading, field in columns.items()}
    except (ValueError, AttributeError, RecursionError) as error:
        raise CannotRun(f"{path}: this is no mapping of headings to fields") from error
