"""A neighbourhood orders with group-buy tools, and the desk takes in their lists."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from baogong.apps.ordering.services import confirm_columns, enter_group_buys, take_group_buys
from baogong.apps.people.enums import Role
from baogong.apps.places.queries import doors_within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from baogong.apps.ordering.models import Round
    from baogong.apps.places.models import Place
    from baogong.cli.play.scene import Scene

KUAITUANTUAN = "跟团时间,订单号,团员昵称,收货电话,详细地址,商品,件数,订单状态,团员备注"
ANOTHER = "下单时间,单据编码,用户,手机号码,送货地址,货品名称,购买数量,状态,留言"
BASKETS = (
    (("蔬菜包", 2),),
    (("主食包", 1), ("蔬菜包", 1)),
    (("鸡蛋蔬菜包", 1),),
    (("蔬果组合", 1),),
    (("爱心菜家庭装", 1),),
    (("主食包", 2), ("鸡蛋蔬菜包", 1)),
)
REMARKS = ("", "放门口谢谢", "", "多一份葱", "")
PAID_BACK_EVERY, ROOM_ALONE_EVERY = 9, 7
ORDERS = 18


def export(scene: Scene, round_: Round, *, now: datetime) -> None:
    """One list is entered but for what needs a person; another one's columns wait for a word."""
    doors = list(reversed(doors_within(scene.estate)))[2::3]
    clerk = scene.crew[Role.CLERK][0]
    known = _table(KUAITUANTUAN, doors[:ORDERS], first=1, now=now)
    file = take_group_buys(known, name="快团团订单.csv", round_id=round_.pk, actor=clerk, now=now)
    confirm_columns(file.head["columns"], file_id=file.pk, actor=clerk, now=now)
    enter_group_buys(file_id=file.pk, actor=clerk, now=now)
    other = _table(ANOTHER, doors[ORDERS : 2 * ORDERS] or doors, first=ORDERS + 1, now=now)
    take_group_buys(other, name="水果团导出.csv", round_id=round_.pk, actor=clerk, now=now)


def _table(head: str, doors: Sequence[Place], *, first: int, now: datetime) -> bytes:
    text = StringIO()
    csv.writer(text).writerows([head.split(","), *_rows(doors, first=first, now=now)])
    return text.getvalue().encode("utf-8-sig")


def _rows(doors: Sequence[Place], *, first: int, now: datetime) -> Iterator[list[object]]:
    """An order of several goods goes on in rows that have nothing but the goods."""
    for n, door in enumerate(doors, start=first):
        room = door.label.rpartition("-")[2]
        address = room if n % ROOM_ALONE_EVERY == 0 else door.label
        state = "待发货" if n % PAID_BACK_EVERY else "已退款"
        number = f"KTT{now:%y%m%d}{n:05}"
        head = [f"{now:%Y-%m-%d %H:%M}", number, f"邻居{n}", f"1390000{n:04}", address]
        for good, count in BASKETS[n % len(BASKETS)]:
            yield [*head, good, count, state, REMARKS[n % len(REMARKS)]]
            head, state = [""] * len(head), ""
