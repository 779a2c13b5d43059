"""Cash from the safe that a shopper buys with, and what comes back (R40)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.money import policies
from baogong.apps.money.enums import AccountKind, PostingKind
from baogong.apps.money.errors import FloatOpen, PaymentReused
from baogong.apps.money.models import CashFloat, Purchase
from baogong.apps.money.queries.floats import left_of
from baogong.apps.money.services.cash import check_safe_of
from baogong.apps.money.services.post import Entry, Holder, Move, household, of_estate, post
from baogong.apps.money.services.reversals import reverse_row
from baogong.apps.places.models import Place
from baogong.apps.places.services import keep_photo
from baogong.plumbing import audit, locks


@dataclass(frozen=True, slots=True)
class Bought:
    """What was paid for a household: ``photo`` is the receipt's JPEG."""

    household_id: int
    fen: int
    what: str
    photo: bytes


@transaction.atomic
def hand_out_float(
    *, key: UUID, estate_id: int, shopper_id: int, fen: int, actor: User, now: datetime
) -> CashFloat:
    """Lay cash out for a shopper, who signs for it; nothing moves before.

    The same key again is the same float. Raises NothingPaid, OwnFloat, FloatOpen or
    SafeHoldsLess.
    """
    locks.lock_one(Place.objects.all(), key=estate_id)
    if known := CashFloat.objects.filter(key=key).first():
        return known
    policies.check_float(fen, own=shopper_id == actor.pk)
    if CashFloat.objects.filter(estate=estate_id, shopper=shopper_id, closed_at=None).exists():
        raise FloatOpen
    check_safe_of(estate_id, fen=fen)
    found = CashFloat.objects.create(
        key=key, estate_id=estate_id, shopper_id=shopper_id, fen=fen, given_by=actor, given_at=now
    )
    audit.record([audit.Act("float.laid_out", found, actor, now, {"fen": fen})])
    return found


@transaction.atomic
def take_float(*, float_id: int, actor: User, now: datetime) -> None:
    """The shopper signs: the cash is in their hands. Twice is once. Raises NotYourFloat
    or SafeHoldsLess."""
    found = _lock(float_id)
    policies.check_shopper(own=found.shopper_id == actor.pk)
    if found.taken_at is not None:
        return
    found.taken_at = now
    found.save(update_fields=["taken_at"])
    move = Move(_purse(found), of_estate(AccountKind.SAFE, found.estate_id), found.fen)
    post([Entry(PostingKind.FLOAT_OUT, found, (move,), actor.audit_name, now)])
    audit.record([audit.Act("float.taken", found, actor, now, {"fen": found.fen})])


@transaction.atomic
def buy_for(bought: Bought, *, float_id: int, key: UUID, actor: User, now: datetime) -> Purchase:
    """The shopper paid for a household, which owes it from now on.

    More than is left comes from the shopper's own pocket and is paid out at the close. The same
    key again is the same purchase. Raises NotYourFloat, FloatNotOut, NothingPaid or PaymentReused.
    """
    found = _lock(float_id)
    policies.check_shopper(own=found.shopper_id == actor.pk)
    if known := Purchase.objects.filter(key=key).first():
        if (known.household_id, known.fen) != (bought.household_id, bought.fen):
            raise PaymentReused
        return known
    policies.check_purchase(bought.fen, out=_is_out(found))
    door = Place.objects.get(pk=bought.household_id)
    purchase = Purchase.objects.create(
        key=key,
        cash_float=found,
        household=door,
        fen=bought.fen,
        what=bought.what,
        photo=keep_photo(bought.photo, key=key, place=door, actor=actor, now=now),
        occurred_at=now,
    )
    move = _bought(purchase, paid_from=_purse(found))
    post([Entry(PostingKind.BOUGHT, purchase, (move,), actor.audit_name, now)])
    audit.record([audit.Act("float.bought", purchase, actor, now, {"fen": bought.fen})])
    return purchase


@transaction.atomic
def reverse_purchase(*, purchase_id: int, why: str, actor: User, now: datetime) -> None:
    """Take back a receipt that was written down by mistake: the door owes it no more.

    As long as the float is out its shopper has to hold so much more; of a closed float it is cash
    over or short. Raises OwnPurchase, UndoneAlready or WhyMissing.
    """
    found = _lock(Purchase.objects.values_list("cash_float", flat=True).get(pk=purchase_id))
    purchase = Purchase.objects.get(pk=purchase_id)
    policies.check_purchase_reversal(purchase, own=found.shopper_id == actor.pk, why=why)
    purchase.reversed_late = not _is_out(found)
    purchase.save(update_fields=["reversed_late"])
    lacking = of_estate(AccountKind.OVER_SHORT, found.estate_id)
    move = _bought(purchase, paid_from=lacking if purchase.reversed_late else _purse(found))
    reverse_row(purchase, [move], why=why, actor=actor, now=now, kind=PostingKind.UNBOUGHT)
    audit.record(
        [audit.Act("float.purchase_reversed", purchase, actor, now, {"fen": purchase.fen})]
    )


@transaction.atomic
def bring_back(*, float_id: int, back_fen: int, actor: User, now: datetime) -> None:
    """The shopper counts what is left; it waits for whoever takes it. Raises NotYourFloat or
    FloatNotOut."""
    found = _lock(float_id)
    policies.check_shopper(own=found.shopper_id == actor.pk)
    policies.check_out(out=_is_out(found))
    found.back_fen = back_fen
    found.save(update_fields=["back_fen"])
    audit.record([audit.Act("float.brought_back", found, actor, now, {"fen": back_fen})])


@transaction.atomic
def close_float(*, float_id: int, back_fen: int, why: str, actor: User, now: datetime) -> None:
    """Somebody else counts what the shopper brings, and it lies in the safe again.

    What the shopper laid out beyond the float is paid from the safe.

    A float that nobody signed for is given up. Raises FloatClosed, OwnFloat, NotBroughtBack,
    CountsDiffer, WhyMissing or SafeHoldsLess.
    """
    found = _lock(float_id)
    left = left_of(found)
    in_hand, laid_out = max(left, 0), max(-left, 0)
    policies.check_close(
        closed=found.closed_at is not None,
        own=found.shopper_id == actor.pk,
        said_fen=found.back_fen if found.taken_at else 0,
        counted_fen=back_fen,
        left_fen=in_hand,
        why=why,
    )
    found.back_fen, found.why = back_fen, why
    found.closed_by, found.closed_at = actor, now
    found.save(update_fields=["back_fen", "why", "closed_by", "closed_at"])
    purse, estate = _purse(found), found.estate_id
    moves = (
        Move(of_estate(AccountKind.SAFE, estate), purse, back_fen - laid_out),
        Move(of_estate(AccountKind.OVER_SHORT, estate), purse, in_hand - back_fen),
    )
    post([Entry(PostingKind.FLOAT_BACK, found, moves, actor.audit_name, now)])
    audit.record([audit.Act("float.closed", found, actor, now, {"fen": back_fen})])


def _lock(float_id: int) -> CashFloat:
    return locks.lock_one(CashFloat.objects.all(), key=float_id)


def _is_out(found: CashFloat) -> bool:
    return found.taken_at is not None and found.closed_at is None


def _purse(found: CashFloat) -> Holder:
    return Holder(AccountKind.FLOAT, found.estate_id, person_id=found.shopper_id)


def _bought(purchase: Purchase, *, paid_from: Holder) -> Move:
    return Move(household(purchase.household_id), paid_from, purchase.fen)
