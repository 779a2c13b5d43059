"""Goods that were called back come out of a bag that was packed before."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import F

from baogong.apps.accounts.models import User
from baogong.apps.inventory.services import put_back
from baogong.apps.sorting.enums import ShortReason
from baogong.apps.sorting.errors import BagLeft
from baogong.apps.sorting.models import Bag, ShortLine
from baogong.apps.sorting.queries.recalled import recalled_in
from baogong.plumbing import audit, locks


@transaction.atomic
def take_out_recalled(*, bag_id: int, depot_id: int, actor: User, now: datetime) -> None:
    """The called-back goods of a bag lie on the shelf again, and its lines are short of them.

    The bag keeps its label and its crate; a line that was short before, its reason and photo.
    Nothing to do when none is in it. Raises BagLeft.
    """
    bag = locks.lock_one(Bag.objects.select_related("unit__holder"), key=bag_id)
    if bag.unit is None or bag.unit.holder.place_id != depot_id:
        raise BagLeft
    goods = recalled_in(bag_id=bag.pk)
    put_back([(good.lot_id, good.bag_line_id, good.quantity) for good in goods], now=now)
    out: Counter[int] = Counter()
    for good in goods:
        out[good.bag_line_id] += good.quantity
    for line_id, quantity in out.items():
        line, made = ShortLine.objects.get_or_create(
            bag_line_id=line_id,
            defaults={
                "quantity": quantity,
                "reason": ShortReason.RECALLED,
                "recorded_by": actor,
                "occurred_at": now,
            },
        )
        if not made:
            ShortLine.objects.filter(pk=line.pk).update(quantity=F("quantity") + quantity)
    if goods:
        audit.record([audit.Act("bag.recalled_out", bag, actor, now, {"short": out.total()})])
