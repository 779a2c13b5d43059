"""A neighbourhood ordered with a group-buy tool, and its list waits at the desk."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from baogong.apps.ordering.services import take_group_buys
from baogong.apps.people.enums import Role
from baogong.apps.places.queries import doors_within

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from baogong.apps.ordering.models import Round
    from baogong.apps.places.models import Place
    from baogong.cli.play.scene import Scene

HEAD = (
    "跟团时间",
    "订单号",
    "团员昵称",
    "收货电话",
    "详细地址",
    "商品",
    "件数",
    "订单状态",
    "团员备注",
)
BASKETS = (
    (("蔬菜包", 2),),
    (("主食包", 1), ("蔬菜包", 1)),
    (("鸡蛋蔬菜包", 1),),
    (("蔬果组合", 1),),
    (("爱心菜家庭装", 1),),
    (("主食包", 2), ("鸡蛋蔬菜包", 1)),
)
HABITS = ("{0}", "{0}室", "{1}", "{0}", "{0}", "{0}")
REMARKS = ("", "放门口谢谢", "", "少放辣椒多一份葱", "", "")
FIRST_DOOR = 40  # the chat's households have ordered there
ORDERS = 18


def export(scene: Scene, round_: Round, *, now: datetime) -> None:
    """Most of it is clear; some goods, doors and remarks need a person, two were paid back."""
    doors = doors_within(scene.estate)
    doors = doors[FIRST_DOOR : FIRST_DOOR + 3 * ORDERS : 3] or doors
    text = StringIO()
    csv.writer(text).writerows([HEAD, *_rows(doors, now=now)])
    take_group_buys(
        text.getvalue().encode("utf-8-sig"),
        name="快团团订单.csv",
        round_id=round_.pk,
        actor=scene.crew[Role.CLERK][0],
        now=now,
    )


def _rows(doors: Sequence[Place], *, now: datetime) -> list[list[object]]:
    """An order of several goods goes on in rows that have nothing but the goods."""
    rows: list[list[object]] = []
    for n, door in enumerate(doors):
        room = door.label.rpartition("-")[2]
        state = "已退款" if n % 9 == 8 else "待发货"
        address = HABITS[n % len(HABITS)].format(door.label, room)
        phone = f"1390000{n:04}"
        head = [f"{now:%Y-%m-%d %H:%M}", f"KTT{now:%y%m%d}{n:05}", f"邻居{n + 1}", phone, address]
        for good, count in BASKETS[n % len(BASKETS)]:
            rows.append([*head, good, count, state, REMARKS[n % len(REMARKS)]])
            head, state = [""] * len(head), ""
    return rows
