"""Money of households that comes in and goes back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.money import policies
from baogong.apps.money.enums import AccountKind, Payer, PayMethod, PostingKind
from baogong.apps.money.errors import PaymentReused, ReferenceKnown, UndoneAlready
from baogong.apps.money.models import Payment
from baogong.apps.money.queries.balances import household_balances
from baogong.apps.money.queries.statements import entered_transfer
from baogong.apps.money.services.post import Entry, Holder, Move, household, of_estate, post
from baogong.apps.places.models import Place
from baogong.plumbing import audit, locks
from baogong.values.money import format_yuan


@dataclass(frozen=True, slots=True)
class Till:
    """Where the money of an estate's households lies; of a transfer, its number.

    ``is_another``: somebody says that it is another transfer than the one of that number which was
    written down before.
    """

    estate_id: int
    method: PayMethod
    reference: str = ""
    is_another: bool = False


@dataclass(frozen=True, slots=True)
class Paid:
    """``fen`` came from a household, or went back to it. ``order_id``: what it was paid for, where
    a group-buy tool says so. ``payer``: who paid for it, where somebody said; of a neighbour the
    door, where it is known."""

    household_id: int
    fen: int
    till: Till
    is_back: bool = False
    order_id: int | None = None
    payer: Payer | None = None
    payer_door_id: int | None = None

    def is_that_of(self, payment: Payment) -> bool:
        known = (payment.household_id, payment.fen, payment.is_back, payment.method)
        return known == (self.household_id, self.fen, self.is_back, self.till.method)


@transaction.atomic
def take_payment(paid: Paid, *, key: UUID, actor: audit.Actor, now: datetime) -> Payment:
    """Write down that a household paid, or was paid back. The same key again is the same payment.

    Takes the door's lock, so that two who pay back at once never pay back more than there is.
    Raises NothingPaid, ReferenceMissing, ReferenceKnown, TooMuchBack, HandsHoldLess or
    PaymentReused.
    """
    door_id, till = paid.household_id, paid.till
    locks.lock_rows(Place.objects.all(), keys=[door_id])
    if known := Payment.objects.filter(key=key).first():
        if not paid.is_that_of(known):
            raise PaymentReused
        return known
    policies.check_payment(paid.fen, method=till.method, reference=till.reference)
    if paid.is_back:
        policies.check_payback(paid.fen, balance_fen=household_balances([door_id])[door_id])
    check_number(till)
    payment = payment_row(paid, key=key, actor=actor, now=now)
    write_payments([payment], actor=actor)
    return payment


def check_number(till: Till) -> None:
    """Whether a transfer's number is new to the estate, or is said to be another one's.

    Takes the lock of the number, so that two who write down the same transfer at once, also for
    two doors, write it down once. Raises ReferenceKnown or Busy.
    """
    if till.method is not PayMethod.TRANSFER or till.is_another:
        return
    locks.lock_name(f"transfer {till.estate_id} {till.reference.strip().upper()}")
    if known := entered_transfer(estate_id=till.estate_id, reference=till.reference):
        raise ReferenceKnown(
            reference=till.reference,
            amount=format_yuan(known.fen),
            door=known.door,
            who=known.taken_by,
            at=known.at,
        )


def take_in_payments(
    payments: Mapping[UUID, Paid], *, actor: User, now: datetime
) -> Sequence[Payment]:
    """Write down what a list says that households paid, by key, with a fixed number of statements.

    What is known by its key stays as it is. The caller holds the locks of the doors, in its
    transaction. Raises NothingPaid.
    """
    known = set(Payment.objects.filter(key__in=payments).values_list("key", flat=True))
    new = [
        payment_row(paid, key=key, actor=actor, now=now)
        for key, paid in payments.items()
        if key not in known
    ]
    for payment in new:
        policies.check_payment(
            payment.fen, method=PayMethod(payment.method), reference=payment.reference
        )
    write_payments(new, actor=actor)
    return new


@transaction.atomic
def undo_payment(*, payment_id: int, why: str, actor: User, now: datetime) -> Payment:
    """Take back a payment that was written down by mistake, with a row of its own.

    Raises WhyMissing, NotUndoable, PaidByPhone or UndoneAlready.
    """
    payment = locks.lock_one(Payment.objects.all(), key=payment_id)
    policies.check_undo(
        is_undo=payment.undoes_id is not None, method=PayMethod(payment.method), why=why
    )
    if Payment.objects.filter(undoes=payment).exists():
        raise UndoneAlready
    return reverse_payment(payment, why=why, actor=actor, now=now)


def reverse_payment(payment: Payment, *, why: str, actor: audit.Actor, now: datetime) -> Payment:
    """Write the row that takes a locked payment back."""
    undo = Payment.objects.create(
        key=uuid5(payment.key, "undo"),
        household_id=payment.household_id,
        estate_id=payment.estate_id,
        is_back=not payment.is_back,
        method=payment.method,
        fen=payment.fen,
        reference=payment.reference,
        order_id=payment.order_id,
        payer=payment.payer,
        payer_door_id=payment.payer_door_id,
        taken_by=payment.taken_by,
        undoes=payment,
        why=why,
        occurred_at=now,
    )
    post([_entry(undo, PostingKind.UNDONE, actor=actor)])
    audit.record([audit.Act("payment.undone", undo, actor, now, {"fen": undo.fen})])
    return undo


def payment_row(paid: Paid, *, key: UUID, actor: audit.Actor, now: datetime) -> Payment:
    """A payment that is not written yet. What a provider reports nobody took."""
    return Payment(
        key=key,
        household_id=paid.household_id,
        estate_id=paid.till.estate_id,
        is_back=paid.is_back,
        method=paid.till.method,
        fen=paid.fen,
        reference=paid.till.reference,
        order_id=paid.order_id,
        payer=paid.payer or "",
        payer_door_id=paid.payer_door_id,
        taken_by=actor if isinstance(actor, User) else None,
        occurred_at=now,
    )


def write_payments(payments: Sequence[Payment], *, actor: audit.Actor) -> None:
    """With a fixed number of statements, however many doors are paid back at once."""
    Payment.objects.bulk_create(payments)
    post(_entry(row, _kind(row), actor=actor) for row in payments)
    audit.record(_act(row, actor=actor) for row in payments)


def _kind(payment: Payment) -> PostingKind:
    return PostingKind.PAYBACK if payment.is_back else PostingKind.PAYMENT


def _act(payment: Payment, *, actor: audit.Actor) -> audit.Act:
    goes_back = payment.is_back
    action = "payment.back" if goes_back else "payment.taken"
    return audit.Act(action, payment, actor, payment.occurred_at, {"fen": payment.fen})


def _entry(payment: Payment, kind: PostingKind, *, actor: audit.Actor) -> Entry:
    fen = -payment.fen if payment.is_back else payment.fen
    move = Move(debit=_till(payment), credit=household(payment.household_id), fen=fen)
    by, at = actor.audit_name, payment.occurred_at
    return Entry(kind, payment, (move,), by, at, payment.order_id)


def _till(payment: Payment) -> Holder:
    """Where the money of a payment lies; by phone it is under way until the provider paid it."""
    match PayMethod(payment.method):
        case PayMethod.CASH:
            return Holder(AccountKind.CASH, payment.estate_id, person_id=payment.taken_by_id)
        case PayMethod.TRANSFER:
            return of_estate(AccountKind.BANK, payment.estate_id)
        case PayMethod.GROUP_BUY:
            return of_estate(AccountKind.GROUP_BUY, payment.estate_id)
    goes_back = payment.is_back or payment.undoes_id is not None
    kind = AccountKind.REFUNDING if goes_back else AccountKind.PROVIDER
    return of_estate(kind, payment.estate_id)
