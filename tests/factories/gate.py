"""Trucks, batches, parcels and unfiled goods at a gate."""

from uuid import uuid4

from baogong.apps.gate.services import (
    Booking,
    FoundGoods,
    ToldParcel,
    book_slot,
    file_goods,
    receive_parcel,
    start_batch,
)
from baogong.apps.inventory.models import Lot
from tests.factories.world import NOW


def book_truck(gate, guard, *, now, begins=None, key=None):
    booking = Booking(key or uuid4(), begins or now, boxes=60, who="平台甲")
    return book_slot(booking, gate_id=gate.pk, actor=guard, now=now)


def spray(gate, guard, *, now, key=None):
    """Everything at the gate's estate, from now on."""
    lots = list(Lot.objects.filter(place__parent=gate.parent).values_list("pk", flat=True))
    return start_batch(key=key or uuid4(), gate_id=gate.pk, lot_ids=lots, actor=guard, now=now)


def bring(gate, guard, tracking, *, door, key=None, address="看不清", now=NOW):
    """A parcel with this number comes for a door, or for one that nobody can read."""
    told = ToldParcel(tracking, door_id=door and door.pk, address=address, phone_tail="1234")
    return receive_parcel(told, key=key or uuid4(), gate_id=gate.pk, actor=guard, now=now)


def file_boxes(gate, guard, *, now=NOW, key=None, photo=None):
    """Three boxes that nobody ordered."""
    found = FoundGoods(key or uuid4(), "不明纸箱", 3, "爱心单位", "门岗左侧", photo)
    return file_goods(found, gate_id=gate.pk, actor=guard, now=now)
