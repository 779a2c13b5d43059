"""What stands at the gate of a demo: trucks by the clock, parcels, a batch, unfiled goods."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from baogong.apps.gate.enums import UnfiledOutcome
from baogong.apps.gate.services import (
    Booking,
    FoundGoods,
    ToldParcel,
    Wish,
    announce_parcels,
    book_slot,
    end_batch,
    file_goods,
    mark_arrived,
    mark_left,
    propose,
    receive_parcel,
    start_batch,
)
from baogong.apps.people.enums import Role
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import doors_within, site_of

if TYPE_CHECKING:
    from datetime import datetime

    from baogong.apps.accounts.models import User
    from baogong.apps.gate.models import Parcel
    from baogong.cli.play.scene import Scene

TRUCKS = (("平台甲", 40, 120), ("平台乙", 80, 60))  # who, in how many minutes, boxes
PARCELS = 12
HERE = 7


def guard(scene: Scene, *, now: datetime) -> None:
    """Seven of twelve parcels came and three of them rest; two lots of goods wait for a word."""
    by, gate_id = scene.crew[Role.GATE][0], site_of(scene.estate, PlaceKind.GATE).pk
    _book(gate_id, by, now=now)
    came = _bring_parcels(scene, gate_id, by, now=now - timedelta(minutes=30))
    sprayed = now - timedelta(minutes=10)
    ids = [parcel.pk for parcel in came[:3]]
    batch = start_batch(key=uuid4(), gate_id=gate_id, parcel_ids=ids, actor=by, now=sprayed)
    end_batch(batch_id=batch.pk, actor=by, now=sprayed)
    _file(gate_id, by, now=now)


def _book(gate_id: int, by: User, *, now: datetime) -> None:
    came = now - timedelta(hours=2)
    first = Booking(uuid4(), begins_at=came, boxes=90, who="平台丙")
    slot = book_slot(first, gate_id=gate_id, actor=by, now=came)
    mark_arrived(slot_id=slot.pk, actor=by, now=came)
    mark_left(slot_id=slot.pk, actor=by, now=came + timedelta(minutes=15))
    for who, minutes, boxes in TRUCKS:
        begins = now + timedelta(minutes=minutes)
        truck = Booking(uuid4(), begins_at=begins, boxes=boxes, who=who)
        book_slot(truck, gate_id=gate_id, actor=by, now=now)


def _bring_parcels(scene: Scene, gate_id: int, by: User, *, now: datetime) -> list[Parcel]:
    """A manifest, one row of it two pieces and one without a door, and those that came."""
    doors = doors_within(scene.estate)
    told = [
        ToldParcel(
            f"YT77{n:04}", doors[n % len(doors)].pk, phone_tail=f"{n:04}", platform="平台丙"
        )
        for n in range(PARCELS - 3)
    ]
    told += [
        ToldParcel("YT778801", doors[0].pk, platform="平台丙", pieces=2),
        ToldParcel("YT778802", None, address="东门旁 3 楼", platform="平台丙"),
    ]
    announce_parcels(told, gate_id=gate_id, actor=by, now=now)
    return [
        receive_parcel(one, key=uuid4(), gate_id=gate_id, actor=by, now=now).parcel
        for one in told[-HERE:]
    ]


def _file(gate_id: int, by: User, *, now: datetime) -> None:
    """One lot of goods came just now; the other is overdue and one guard would send it back."""
    noodles = FoundGoods(uuid4(), "方便面", 12, "不详", "岗亭右侧")
    file_goods(noodles, gate_id=gate_id, actor=by, now=now - timedelta(hours=1))
    long_ago = now - timedelta(hours=30)
    boxes = FoundGoods(uuid4(), "冷冻纸箱，无面单", 2, "平台乙", "冷柜")
    goods = file_goods(boxes, gate_id=gate_id, actor=by, now=long_ago)
    wish = Wish(uuid4(), UnfiledOutcome.SENDER, "面单脱落，平台可查")
    propose(wish, goods_id=goods.pk, actor=by, now=long_ago)
