"""What a payment provider sends to the bank, less the commission that it keeps (R22)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from baogong.apps.accounts.models import User
from baogong.apps.money import policies
from baogong.apps.money.enums import AccountKind, PostingKind
from baogong.apps.money.errors import (
    DayToCome,
    PayoutKnown,
    PayoutOfOthersKnown,
    PayoutReused,
    ReferenceMissing,
)
from baogong.apps.money.models import Payout, PayoutPart
from baogong.apps.money.queries.balances import balances_of
from baogong.apps.money.queries.payouts import payout_of_number, payout_row
from baogong.apps.money.services.post import Entry, Move, of_estate, post
from baogong.apps.money.services.reversals import reverse_row
from baogong.plumbing import audit, locks
from baogong.values.money import format_yuan


@dataclass(frozen=True, slots=True)
class PaidOut:
    """``gross_fen`` left the provider under ``number``: it kept ``fee_fen``, and ``net_fen`` came
    to the bank on ``paid_date``."""

    number: str
    paid_date: date
    gross_fen: int
    fee_fen: int
    net_fen: int

    def is_that_of(self, payout: Payout) -> bool:
        known = payout_row(payout)
        said = (self.number.strip(), self.paid_date, self.gross_fen, self.fee_fen, self.net_fen)
        return said == (
            known.number,
            known.paid_date,
            known.gross_fen,
            known.fee_fen,
            known.net_fen,
        )


@dataclass(frozen=True, slots=True)
class PutIn:
    """``fen`` went from the bank to the provider under ``number``, for an estate's refunds."""

    number: str
    paid_date: date
    estate_id: int
    fen: int

    def is_that_of(self, payout: Payout) -> bool:
        known = payout_row(payout)
        parts = [(part.estate_id, -part.gross_fen) for part in known.parts]
        said = (self.number.strip(), self.paid_date, [(self.estate_id, self.fen)])
        return said == (known.number, known.paid_date, parts)


@transaction.atomic
def book_payout(
    said: PaidOut, *, estates: Collection[int], key: UUID, actor: User, now: datetime
) -> Payout:
    """Write a payout down; each estate has part in it by what the provider holds for it.

    ``estates``: those in the actor's care. The same key again is the same payout. Raises
    NothingPaid, SumsDiffer, HeldForOthers, ProviderHoldsLess, PayoutKnown, PayoutOfOthersKnown,
    ReferenceMissing, DayToCome, PayoutReused or Busy.
    """
    locks.lock_name("payouts")  # one account at the provider for all estates
    number = said.number.strip()
    if known := _sent_before(key, said):
        return known
    held = balances_of(AccountKind.PROVIDER)
    policies.check_held_for(held, estates=estates)
    _check_named(number, said.paid_date, estates=estates, now=now)
    policies.check_payout(said.gross_fen, fee_fen=said.fee_fen, net_fen=said.net_fen, held=held)
    gross = policies.divide_payout(said.gross_fen, held)
    fees = policies.divide_payout(said.fee_fen, gross)
    parts = [
        PayoutPart(estate_id=estate, gross_fen=fen, fee_fen=fees[estate])
        for estate, fen in gross.items()
        if fen
    ]
    payout = Payout(key=key, number=number, paid_date=said.paid_date, written_by=actor)
    return _write(payout, parts, now=now)


@transaction.atomic
def book_put_in(
    put: PutIn, *, estates: Collection[int], key: UUID, actor: User, now: datetime
) -> Payout:
    """Write down what the bank sent to the provider, so that it can give back what it lacked.

    ``estates``: those in the actor's care. The same key again is the same payout. Raises
    NothingPaid, PayoutKnown, PayoutOfOthersKnown, ReferenceMissing, DayToCome, PayoutReused or
    Busy.
    """
    locks.lock_name("payouts")
    number = put.number.strip()
    if known := _sent_before(key, put):
        return known
    _check_named(number, put.paid_date, estates=estates, now=now)
    policies.check_put_in(put.fen)
    part = PayoutPart(estate_id=put.estate_id, gross_fen=put.fen, fee_fen=0)
    facts = {"number": number, "paid_date": put.paid_date, "is_put_in": True}
    return _write(Payout(key=key, written_by=actor, **facts), [part], now=now)


@transaction.atomic
def reverse_payout(*, payout_id: int, why: str, actor: User, now: datetime) -> None:
    """Take back a payout that was written down by mistake: the provider holds it again.

    Raises UndoneAlready or WhyMissing.
    """
    payout = locks.lock_one(Payout.objects.all(), key=payout_id)
    policies.check_reversal(payout, why=why)
    reverse_row(payout, _moves(payout), why=why, actor=actor, now=now)
    audit.record([audit.Act("payout.reversed", payout, actor, now)])


def _sent_before(key: UUID, said: PaidOut | PutIn) -> Payout | None:
    known = Payout.objects.filter(key=key).first()
    if known and (known.reversed_at or not said.is_that_of(known)):
        raise PayoutReused
    return known


def _write(payout: Payout, parts: list[PayoutPart], *, now: datetime) -> Payout:
    payout.occurred_at = min(now, _end_of(payout.paid_date))
    payout.save()
    for part in parts:
        part.payout = payout
    PayoutPart.objects.bulk_create(parts)
    actor, is_in, fen = payout.written_by, payout.is_put_in, sum(part.gross_fen for part in parts)
    kind = PostingKind.PUT_IN if is_in else PostingKind.PAID_OUT
    post([Entry(kind, payout, _moves(payout), actor.audit_name, payout.occurred_at)])
    action = "payout.put_in" if is_in else "payout.booked"
    audit.record([audit.Act(action, payout, actor, now, {"fen": fen})])
    return payout


def _check_named(number: str, day: date, *, estates: Collection[int], now: datetime) -> None:
    if not number:
        raise ReferenceMissing
    if day > timezone.localdate(now):
        raise DayToCome
    if known := payout_of_number(number):
        if not {part.estate_id for part in known.parts} <= set(estates):
            raise PayoutOfOthersKnown(number=known.number)
        raise PayoutKnown(
            number=known.number,
            gross=format_yuan(abs(known.gross_fen)),
            day=known.paid_date,
            who=known.written_by,
        )


def _end_of(day: date) -> datetime:
    """Its last moment in the town's zone, so that it stands in the books after all of the day."""
    return timezone.make_aware(datetime.combine(day, time.max))


def _moves(payout: Payout) -> tuple[Move, ...]:
    """From the provider to the bank and into the fees, estate by estate; back where it was put
    in."""
    sign = -1 if payout.is_put_in else 1
    return tuple(
        Move(
            of_estate(kind, part.estate_id),
            of_estate(AccountKind.PROVIDER, part.estate_id),
            sign * fen,
        )
        for part in payout.parts.order_by("pk")
        for kind, fen in ((AccountKind.BANK, part.net_fen), (AccountKind.FEES, part.fee_fen))
    )
