"""Pure decisions about what may leave the shelf, and what lies on it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import timezone

from baogong.apps.inventory.enums import StockReason
from baogong.apps.inventory.errors import (
    LostTooMuch,
    PlanMissing,
    PlanShort,
    StockExpired,
    StockHeld,
    StockMoved,
    StockResting,
    StockShort,
)
from baogong.apps.inventory.models import Lot
from baogong.values.errors import DomainError

UNTIL_TOLD = datetime(9000, 1, 1, tzinfo=UTC)  # held, and nobody can say yet until when


def is_expired(lot: Lot, *, now: datetime) -> bool:
    """Whether the lot's last good day is over at the town's clock."""
    return lot.expires_on is not None and lot.expires_on < timezone.localdate(now)


def is_held(lot: Lot, *, now: datetime) -> bool:
    return lot.hold_until is not None and lot.hold_until > now


def may_leave(lot: Lot, *, now: datetime) -> bool:
    return not is_expired(lot, now=now) and not is_held(lot, now=now)


def check_enough(
    lots: Sequence[Lot], *, good_id: int, name: str, wanted: int, now: datetime
) -> None:
    """Raises StockResting, StockHeld, StockExpired or StockShort unless ``wanted`` may leave.

    What only rests counts as there: nobody is to mark it as short.
    """
    good = [lot for lot in lots if not is_expired(lot, now=now)]
    if sum(lot.on_hand for lot in good if not is_held(lot, now=now)) >= wanted:
        return
    left = sum(lot.on_hand for lot in good)
    if left >= wanted:
        raise _held(good, name=name, wanted=wanted, now=now)
    last_days = [lot.expires_on for lot in lots if lot.expires_on and is_expired(lot, now=now)]
    if last_days:
        raise StockExpired(name=name, left=left, on=max(last_days).isoformat())
    raise StockShort(name=name, good_id=good_id, wanted=wanted, left=left)


def _held(lots: Sequence[Lot], *, name: str, wanted: int, now: datetime) -> DomainError:
    """The refusal that names the first moment at which enough is free."""
    there, until = 0, now
    for lot in sorted(lots, key=lambda lot: lot.hold_until or now):
        there += lot.on_hand
        until = max(until, lot.hold_until or now)
        if there >= wanted:
            break
    return StockHeld(name=name) if until == UNTIL_TOLD else StockResting(name=name, until=until)


def left_after(quantity: int, *, reason: StockReason, before: int, seen: int) -> int:
    """What lies there after a count, or after ``quantity`` was thrown away.

    A count is of the moment at which it began: raises StockMoved when the ledger moved since.
    Raises LostTooMuch when more is to go than there is.
    """
    if reason == StockReason.COUNTED:
        if before != seen:
            raise StockMoved(before=before)
        return quantity
    if quantity > before:
        raise LostTooMuch(left=before)
    return before - quantity


@dataclass(frozen=True, slots=True)
class PlanTargets:
    """How many varieties a day is to have at least, and how many grams of each."""

    varieties: int
    grams: int

    def short(self, grams: int) -> int:
        """What a variety lacks."""
        return max(self.grams - grams, 0)

    def varieties_short(self, planned: int) -> int:
        return max(self.varieties - planned, 0)


def check_plan_ready(grams: Collection[int], *, targets: PlanTargets, reason: str) -> None:
    """``grams``: of each variety in the plan.

    Raises PlanMissing, or PlanShort unless a reason is given.
    """
    if not grams:
        raise PlanMissing
    short = sum(1 for n in grams if targets.short(n))
    varieties = targets.varieties_short(len(grams))
    if (short or varieties) and not reason.strip():
        raise PlanShort(short=short, varieties=varieties)
