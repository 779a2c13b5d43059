"""Settling with a supplier that too little or too much came."""

from datetime import datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.inventory.models import Lot
from baogong.apps.inventory.services import receive_lots
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import site_of
from baogong.apps.procurement.enums import DifferenceOutcome
from baogong.apps.procurement.errors import DifferenceSettled, NothingMissing
from baogong.apps.procurement.models import SupplierDifference
from baogong.plumbing import audit, locks


@transaction.atomic
def settle_supplier_difference(
    *, difference_id: int, outcome: DifferenceOutcome, note: str, actor: User, now: datetime
) -> None:
    """Brought later puts all that was missing on the shelf as a lot of its own.

    Raises DifferenceSettled, or NothingMissing where too much came.
    """
    difference = locks.lock_one(SupplierDifference.objects.all(), key=difference_id)
    if difference.settled_at is not None:
        raise DifferenceSettled
    if outcome is DifferenceOutcome.BROUGHT:
        difference.lot = _bring(difference, now=now)
    difference.outcome, difference.note = outcome, note
    difference.settled_at, difference.settled_by = now, actor
    difference.save(update_fields=["outcome", "note", "settled_at", "settled_by", "lot"])
    facts = {"outcome": str(outcome)}
    audit.record([audit.Act("supplier_difference.settled", difference, actor, now, facts)])


def _bring(difference: SupplierDifference, *, now: datetime) -> Lot:
    line = difference.line
    missing = line.expected - line.counted
    if missing <= 0:
        raise NothingMissing
    order = line.receipt.purchase_order
    lot = Lot(
        good_id=line.good_id,
        supplier_id=order.supplier_id,
        place=site_of(order.round.estate, PlaceKind.DEPOT),
        received_at=now,
        on_hand=missing,
    )
    [made] = receive_lots([lot], source=line.receipt, now=now)
    return made
