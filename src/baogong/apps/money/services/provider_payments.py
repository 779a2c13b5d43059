"""Payments by phone: begun with the provider, and written down once it says that they are paid."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from baogong.apps.money.enums import PayMethod, PayWay, ProviderState
from baogong.apps.money.errors import ChargeDiffers, NothingOwed, ProviderRefused, UnknownPayment
from baogong.apps.money.models import PaymentPart, ProviderPayment
from baogong.apps.money.provider import Bill, Charge, ChargeState, Provider
from baogong.apps.money.queries.balances import household_balances
from baogong.apps.money.queries.coverage import owed_by_order
from baogong.apps.money.queries.provider_payments import parts_of
from baogong.apps.money.services.payments import Paid, Till, take_payment
from baogong.apps.money.services.refund_queue import look_at_credits
from baogong.apps.places.models import Place
from baogong.apps.places.queries import estate_of, public_url
from baogong.plumbing import audit, locks

logger = logging.getLogger(__name__)

LASTS = {PayWay.NATIVE: timedelta(minutes=15), PayWay.H5: timedelta(minutes=5)}
UNDER_WAY = timedelta(seconds=30)  # longer than the provider is waited for
SETTLED_AS = {
    ChargeState.CLOSED: ProviderState.CLOSED,
    ChargeState.REFUNDED: ProviderState.REFUNDED,
}


@dataclass(frozen=True, slots=True)
class Payer:
    """A household that wants to pay what it owes, and how. ``notice_path``: of our own page that
    the provider reports to."""

    door_id: int
    way: PayWay
    ip: str
    notice_path: str


def begin_payment(
    payer: Payer, *, provider: Provider, actor: audit.Actor, now: datetime
) -> ProviderPayment:
    """Ask the provider for a payment of all that the household owes, and write down for what.

    At most one waits for each household: the same way and orders again is the same payment; one
    that waits otherwise is asked about and closed first. If it was paid, it is what is returned.
    Not atomic: the provider is called outside of transactions. A process that dies in between
    leaves a payment that nobody can open, which ``ask_provider`` closes. Raises NothingOwed,
    PublicUrlMissing, Busy, ProviderDown, ProviderRefused or ChargeDiffers.
    """
    if waiting := _waiting(payer.door_id):
        if _goes_on(waiting, payer, now=now):
            return waiting
        waiting = ask_provider(waiting, provider=provider, now=now, give_up=True)
        if waiting.state == ProviderState.PAID:
            return waiting
    row, bill = _written_down(payer, actor=actor, now=now)
    try:
        opens = provider.start(bill)
    except Exception:
        settle(Charge(row.number, ChargeState.CLOSED), now=now)
        raise
    mine = ProviderPayment.objects.filter(pk=row.pk, state=ProviderState.WAITING)
    if not mine.update(opens=opens):
        raise locks.Busy
    row.opens = opens
    return row


def ask_provider(
    row: ProviderPayment, *, provider: Provider, now: datetime, give_up: bool = False
) -> ProviderPayment:
    """Ask the provider how a payment stands and write that down.

    One that nobody paid is closed there once it expired, or at once with ``give_up``. Raises
    ProviderDown, ProviderRefused or ChargeDiffers.
    """
    charge = provider.look_up(row.number)
    if charge.state is ChargeState.OPEN and (give_up or now >= row.expires_at):
        try:
            provider.close(row.number)
        except ProviderRefused:
            charge = provider.look_up(row.number)  # it was paid while we asked
        else:
            charge = replace(charge, state=ChargeState.CLOSED)
    return settle(charge, now=now)


@transaction.atomic
def settle(charge: Charge, *, now: datetime) -> ProviderPayment:
    """Write down what the provider says of a payment, once, however often and late it says so.

    Money that came for a payment that was closed is money all the same. Locks the door, then the
    payment. Raises UnknownPayment, ChargeDiffers or Busy.
    """
    row = _locked(charge.number)
    if row.state in {ProviderState.PAID, ProviderState.REFUNDED}:
        return row
    if charge.state is ChargeState.PAID:
        return _paid(row, charge, now=now)
    if row.state == ProviderState.WAITING:
        row.asked_at = now
        if charge.state in SETTLED_AS:
            row.state, row.settled_at = SETTLED_AS[charge.state], now
        row.save(update_fields=["asked_at", "state", "settled_at"])
    return row


def _paid(row: ProviderPayment, charge: Charge, *, now: datetime) -> ProviderPayment:
    if charge.fen != row.fen or not charge.transaction_id:
        raise ChargeDiffers(number=row.number)
    till = Till(row.estate_id, PayMethod.WECHAT, charge.transaction_id)
    row.payment = take_payment(
        Paid(row.household_id, row.fen, till),
        key=row.key,
        actor=audit.SYSTEM,
        now=charge.paid_at or now,
    )
    row.state, row.settled_at = ProviderState.PAID, now
    row.transaction_id = charge.transaction_id
    row.save(update_fields=["payment", "state", "settled_at", "transaction_id"])
    if household_balances([row.household_id])[row.household_id] < 0:
        look_at_credits([row.household_id])  # it was paid twice, or taken back before it was paid
    return row


def _locked(number: str) -> ProviderPayment:
    """The payment, its door locked before it. Raises UnknownPayment."""
    try:
        found = ProviderPayment.objects.filter(key=UUID(number)).first()
    except ValueError:
        found = None
    if found is None:
        raise UnknownPayment(number=number)
    locks.lock_rows(Place.objects.all(), keys=[found.household_id])
    return locks.lock_one(ProviderPayment.objects.all(), key=found.pk)


def _waiting(door_id: int) -> ProviderPayment | None:
    return ProviderPayment.objects.filter(household=door_id, state=ProviderState.WAITING).first()


def _goes_on(waiting: ProviderPayment, payer: Payer, *, now: datetime) -> bool:
    """Whether the payment that waits is what is asked for. Raises Busy while another is begun."""
    if not waiting.opens and now - waiting.begun_at < UNDER_WAY:
        raise locks.Busy
    if not waiting.opens or now >= waiting.expires_at or waiting.way != payer.way:
        return False
    return parts_of([waiting.pk]).get(waiting.pk) == owed_by_order(door_id=payer.door_id)


@transaction.atomic
def _written_down(
    payer: Payer, *, actor: audit.Actor, now: datetime
) -> tuple[ProviderPayment, Bill]:
    door = locks.lock_one(Place.objects.all(), key=payer.door_id)
    if _waiting(door.pk):
        raise locks.Busy  # somebody of the household was quicker
    parts = owed_by_order(door_id=door.pk)
    owed = sum(fen for _, fen in parts)
    if owed <= 0:
        raise NothingOwed
    estate = estate_of(door)
    address = public_url(place=door, at=now)
    row = ProviderPayment.objects.create(
        key=uuid4(),
        household=door,
        estate=estate,
        way=payer.way,
        fen=owed,
        begun_at=now,
        expires_at=now + LASTS[payer.way],
    )
    PaymentPart.objects.bulk_create(
        PaymentPart(begun=row, order_id=order_id, fen=fen) for order_id, fen in parts
    )
    audit.record([audit.Act("money.begun", row, actor, now, {"fen": owed})])
    bill = Bill(
        number=row.number,
        fen=owed,
        way=payer.way,
        description=estate.label,
        notice_url=address + payer.notice_path,
        expires_at=row.expires_at,
        payer_ip=payer.ip,
    )
    return row, bill
