"""What somebody found on a depot's shelf, written into the ledger as a difference."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from baogong.apps.accounts.models import User
from baogong.apps.inventory import policies
from baogong.apps.inventory.enums import StockReason
from baogong.apps.inventory.models import Lot, Recall, StockCount, StockEntry
from baogong.apps.places.models import Place
from baogong.apps.places.services import keep_photo
from baogong.plumbing import audit, locks


@dataclass(frozen=True, slots=True)
class Found:
    """``quantity`` pieces or grams of a good lie there; spoiled or broken: so much goes.

    ``seen``: what the ledger said when the counting began. ``photo``: a small JPEG.
    """

    key: UUID
    good_id: int
    reason: StockReason
    quantity: int
    seen: int
    photo: bytes | None = None


@transaction.atomic
def count_stock(found: Found, *, depot: Place, actor: User, now: datetime) -> StockCount:
    """Let the ledger agree with what was found. The same key again changes nothing.

    What is missing leaves the oldest lots, what is too much joins the newest that was not called
    back; where all were, nobody may pack what is too much either. Packing takes the lots' locks
    too. Raises StockMoved or LostTooMuch.
    """
    shelf = Lot.objects.filter(place=depot, good=found.good_id)
    locked = locks.lock_rows(Lot.objects.all(), keys=shelf.values_list("pk", flat=True))
    if known := StockCount.objects.filter(key=found.key).first():
        return known
    lots = sorted(locked.values(), key=lambda lot: (lot.received_at, lot.pk))
    before = sum(lot.on_hand for lot in lots)
    after = policies.left_after(
        found.quantity, reason=found.reason, before=before, seen=found.seen
    )
    count = _written(found, span=(before, after), depot=depot, actor=actor, now=now)
    _move(lots, count=count)
    sums = {"good": found.good_id, "before": before, "after": after}
    audit.record([audit.Act(f"stock.{found.reason}", depot, actor, now, sums)])
    return count


def _written(
    found: Found, *, span: tuple[int, int], depot: Place, actor: User, now: datetime
) -> StockCount:
    photo = (
        keep_photo(found.photo, key=found.key, place=depot, actor=actor, now=now)
        if found.photo
        else None
    )
    before, after = span
    return StockCount.objects.create(
        key=found.key,
        depot=depot,
        good_id=found.good_id,
        reason=found.reason,
        before=before,
        after=after,
        photo=photo,
        counted_by=actor,
        occurred_at=now,
    )


def _move(lots: Sequence[Lot], *, count: StockCount) -> None:
    """Write the difference as entries of the lots."""
    moves = _spread(lots, count.after - count.before)
    StockEntry.objects.bulk_create(
        StockEntry(
            lot=lot,
            quantity=quantity,
            reason=count.reason,
            source_type="inventory.stockcount",
            source_id=count.pk,
            occurred_at=count.occurred_at,
        )
        for lot, quantity in moves
    )
    for lot, quantity in moves:
        Lot.objects.filter(pk=lot.pk).update(on_hand=F("on_hand") + quantity)


def _spread(lots: Sequence[Lot], difference: int) -> list[tuple[Lot, int]]:
    """Which lot grows or shrinks by how much; ``lots`` oldest first."""
    if difference > 0:
        recalled = set(Recall.objects.filter(lot__in=lots).values_list("lot", flat=True))
        packable = [lot for lot in lots if lot.pk not in recalled]
        return [((packable or lots)[-1], difference)]
    moves, missing = [], -difference
    for lot in lots:
        if gone := min(lot.on_hand, missing):
            moves.append((lot, -gone))
            missing -= gone
    return moves
