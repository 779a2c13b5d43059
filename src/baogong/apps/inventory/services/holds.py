"""Lots that nobody may pack from for a while."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from baogong.apps.inventory.models import Lot
from baogong.plumbing import locks


@transaction.atomic
def hold_lots(lot_ids: Collection[int], *, until: datetime) -> None:
    """Hold lots until a moment. A later hold that stands already is never shortened.

    Packing takes the lots' locks too, so nothing leaves them after this.
    """
    lots = locks.lock_rows(Lot.objects.all(), keys=lot_ids)
    longer = [pk for pk, lot in lots.items() if lot.hold_until is None or lot.hold_until < until]
    Lot.objects.filter(pk__in=longer).update(hold_until=until)


@transaction.atomic
def change_hold(lot_ids: Collection[int], *, was: datetime, until: datetime) -> None:
    """Let a hold that ends at ``was`` end at ``until``; other holds of the lots stay."""
    locks.lock_rows(Lot.objects.all(), keys=lot_ids)
    Lot.objects.filter(pk__in=lot_ids, hold_until=was).update(hold_until=until)
