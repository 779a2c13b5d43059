"""Exports of orders that tests write, and what was read from them in few words."""

from typing import Any

from baogong.readers.addresses import DoorTable
from baogong.readers.exports import ExportRead, Good, GoodsTable, read_export
from tests.readers.roster_files import Rows, book, door, rooms, separated

# M1 and M2 have the same rooms in two entrances, M3 and M5 one entrance each.
ESTATE = DoorTable(
    [
        *(door("", m, e, room) for m in ("M1", "M2") for e in "12" for room in rooms(9, 3)),
        *(door("", "M3", "1", room, f"望江楼{room}") for room in rooms(12, 4)),
        *(door("", "M5", "1", room) for room in rooms(6, 2)),
    ]
)
LANES = DoorTable(
    door(lane, hao, hao, room)
    for lane, numbers in (("88", "6 7 21"), ("310", "6 15 40"))
    for hao in numbers.split()
    for room in rooms(6, 3)
)
GOODS = GoodsTable(
    [
        Good("VEG", "蔬菜包", "份", "约10斤 8个品种", ("菜包", "应季蔬菜包"), 3900),
        Good("MEAT", "猪肉包", "份", "五花肉2斤+小排1斤", ("肉包",), 11800),
        Good("EGG", "鸡蛋", "板", "30枚/板", ("鲜鸡蛋", "草鸡蛋"), 3200),
        Good("EGGS", "整箱鸡蛋", "箱", "360枚/箱", (), 36000),
        Good("MILK", "纯牛奶", "箱", "250ml*16盒/箱", ("牛奶",), 4800),
        Good("RICE", "大米", "袋", "5kg/袋", ("东北大米",), 4200),
        Good("OIL", "菜籽油", "桶", "5L/桶", ("食用油",), 7900),
        Good("PAPER", "卷纸", "提", "12卷/提", ("卫生纸",), 2600),
        Good("TOM", "番茄", "斤", "", ("西红柿",), 500, by_weight=True),
    ]
)


def read(rows: Rows | bytes, *, doors: DoorTable | None = ESTATE, **more: Any) -> ExportRead:
    content = rows if isinstance(rows, bytes) else separated(rows)
    return read_export(content, doors=doors, **{"goods": GOODS, **more})


def in_short(found: ExportRead) -> dict[str, str]:
    """Order number -> ``M1-1-301 2 VEG 1 EGG``, ``? unknown_good no_room``, ``- cancelled``."""
    return {order.order_no: _in_short(order) for order in found.orders}


def _in_short(order: Any) -> str:
    whys = [reason.why for reason in order.reasons]
    if order.status != "ready":
        return " ".join(["?" if order.status == "review" else "-", *whys])
    items = [f"{item.quantity} {item.sku or item.name}" for item in order.items]
    return " ".join([order.door.code, *items])


def passed_over(found: ExportRead) -> dict[int, str]:
    return {problem.row: problem.why for problem in found.problems if problem.row}


__all__ = ["ESTATE", "GOODS", "LANES", "book", "in_short", "passed_over", "read", "separated"]
