"""A neighbourhood orders with group-buy tools, and the desk takes in their lists."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from baogong.apps.ordering.enums import LineState
from baogong.apps.ordering.queries import (
    goods_unknown,
    group_buy_order_for,
    group_buy_orders,
    group_buy_states,
)
from baogong.apps.ordering.services import (
    DoorAsk,
    confirm_columns,
    enter_group_buys,
    mend_group_buy,
    name_goods,
    take_group_buys,
)
from baogong.apps.people.enums import Role
from baogong.apps.places.queries import doors_within

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from baogong.apps.ordering.models import GroupBuyFile, Round
    from baogong.apps.places.models import Place
    from baogong.cli.play.scene import Scene

KUAITUANTUAN = "跟团时间,订单号,团员昵称,收货电话,详细地址,商品,件数,实付金额,订单状态,团员备注"
ANOTHER = "下单时间,单据编码,用户,手机号码,送货地址,货品名称,购买数量,实付款,状态,留言"
UNKNOWN = "爱心菜家庭装"
BASKETS = (
    (("蔬菜包", 2),),
    (("主食包", 1), ("蔬菜包", 1)),
    (("鸡蛋蔬菜包", 1),),
    (("蔬果组合", 1),),
    ((UNKNOWN, 1),),
    (("主食包", 2), ("鸡蛋蔬菜包", 1)),
)
REMARKS = ("", "放门口谢谢", "", "多一份葱", "")
PAID_BACK_EVERY, ROOM_ALONE_EVERY = 9, 7
ORDERS = 18


def export(scene: Scene, round_: Round, *, now: datetime) -> None:
    """One list is entered but for what needs a person; another one's columns wait for a word."""
    doors = list(reversed(doors_within(scene.estate)))[2::3]
    clerk = scene.crew[Role.CLERK][0]
    known = _table(scene, KUAITUANTUAN, doors[:ORDERS], first=1, now=now)
    file = take_group_buys(known, name="快团团订单.csv", round_id=round_.pk, actor=clerk, now=now)
    confirm_columns(file.head["columns"], file_id=file.pk, actor=clerk, now=now)
    enter_group_buys(file_id=file.pk, actor=clerk, now=now)
    other = _table(scene, ANOTHER, doors[ORDERS : 2 * ORDERS] or doors, first=ORDERS + 1, now=now)
    take_group_buys(other, name="水果团导出.csv", round_id=round_.pk, actor=clerk, now=now)


def order(scene: Scene, round_: Round, doors: Sequence[Place], *, now: datetime) -> dict[str, int]:
    """An order in the tool for each door, some of them paid back there: columns confirmed, a good
    named, what is not clear mended, all entered; who ordered elsewhere too is asked and adds."""
    clerk = scene.crew[Role.CLERK][0]
    table = _table(scene, KUAITUANTUAN, doors, first=1, now=now)
    file = take_group_buys(table, name="快团团订单.csv", round_id=round_.pk, actor=clerk, now=now)
    confirm_columns(file.head["columns"], file_id=file.pk, actor=clerk, now=now)
    vegetables = scene.packages[1].pk
    named = {words: vegetables for words, _ in goods_unknown(file)}
    name_goods(named, file_id=file.pk, actor=clerk, now=now)
    mended = _mend(scene, file, doors, adds=False, now=now)
    first = enter_group_buys(file_id=file.pk, actor=clerk, now=now)
    added = _mend(scene, file, doors, adds=True, now=now)
    second = enter_group_buys(file_id=file.pk, actor=clerk, now=now)
    rows = group_buy_orders(list(group_buy_states(file)))
    return {
        "orders": len(rows),
        "paid_back_in_the_tool": sum(row.state is LineState.IGNORED for row in rows),
        "mended": mended,
        "added_to_another": added,
        "entered": first.orders + second.orders,
        "paid_fen": sum(row.paid_fen or 0 for row in rows if row.has_order),
    }


def _mend(
    scene: Scene, file: GroupBuyFile, doors: Sequence[Place], *, adds: bool, now: datetime
) -> int:
    """A clerk who knows the doors says what the orders mean that wait; how many they were."""
    clerk = scene.crew[Role.CLERK][0]
    ids = {package.name: package.pk for package in scene.packages}
    ids[UNKNOWN] = scene.packages[1].pk
    waiting = [pk for pk, state in group_buy_states(file).items() if state is LineState.REVIEW]
    for row in group_buy_orders(waiting):
        n = int(row.number[-5:])
        asked = {ids[good]: count for good, count in BASKETS[n % len(BASKETS)]}
        line = group_buy_order_for(viewer=clerk, roles=[Role.CLERK], pk=row.id)
        ask = DoorAsk(doors[n - 1].pk, asked)
        mend_group_buy(ask, line=line, adds=adds, actor=clerk, now=now)
    return len(waiting)


def _table(scene: Scene, head: str, doors: Sequence[Place], *, first: int, now: datetime) -> bytes:
    text = StringIO()
    prices = {package.name: package.price_fen // 100 for package in scene.packages}
    prices[UNKNOWN] = scene.packages[1].price_fen // 100
    rows = _rows(doors, prices, first=first, now=now)
    csv.writer(text).writerows([head.split(","), *rows])
    return text.getvalue().encode("utf-8-sig")


def _rows(
    doors: Sequence[Place], prices: Mapping[str, int], *, first: int, now: datetime
) -> Iterator[list[object]]:
    """An order of several goods goes on in rows that have nothing but the goods."""
    for n, door in enumerate(doors, start=first):
        room = door.label.rpartition("-")[2]
        address = room if n % ROOM_ALONE_EVERY == 0 else door.label
        state = "待发货" if n % PAID_BACK_EVERY else "已退款"
        number = f"KTT{now:%y%m%d}{n:05}"
        head = [f"{now:%Y-%m-%d %H:%M}", number, f"邻居{n}", f"1390000{n:04}", address]
        basket = BASKETS[n % len(BASKETS)]
        told = [str(sum(prices[good] * count for good, count in basket)), state]
        for good, count in basket:
            yield [*head, good, count, *told, REMARKS[n % len(REMARKS)]]
            head, told = [""] * len(head), ["", ""]
