"""Asking the provider for refunds until it has given a last answer, and writing that down."""

import logging
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

from baogong.apps.accounts.models import User
from baogong.apps.money.enums import (
    OPEN_REFUNDS,
    AccountKind,
    PayMethod,
    PostingKind,
    RefundState,
)
from baogong.apps.money.errors import (
    ChargeDiffers,
    ProviderDown,
    ProviderRefused,
    RefundGoesOn,
    RefundOver,
    UnknownRefund,
)
from baogong.apps.money.models import GIVEN_UP, REASON_LENGTH, Payment, ProviderRefund
from baogong.apps.money.provider import (
    NOTICE_PATH,
    Provider,
    Refund,
    RefundOrder,
    RefundOutcome,
    configured_provider,
)
from baogong.apps.money.services.payments import (
    Paid,
    Till,
    payment_row,
    reverse_payment,
    write_payments,
)
from baogong.apps.money.services.post import Entry, Move, of_estate, post
from baogong.apps.money.services.refund_queue import REFUND, queue_refunds
from baogong.apps.places.errors import PublicUrlMissing
from baogong.apps.places.models import Place
from baogong.apps.places.queries import public_url
from baogong.plumbing import audit, locks
from baogong.plumbing.locks import Busy
from baogong.values.errors import DomainError

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 100
LONGEST_WAIT = timedelta(hours=1)
NO_MONEY = "NOT_ENOUGH"  # the merchant's account is empty just now; payments fill it again
NO_ANSWER = "NO_ANSWER"
PATIENCE = timedelta(days=1)


@transaction.atomic
def order_refund_asks(now: datetime) -> None:
    """The sweep: queue one look at the provider while refunds are due to be asked for."""
    if configured_provider() is None or not _due(now).exists():
        return
    queued = ProcrastinateJob.objects.filter(task_name=REFUND, status__in=("todo", "doing"))
    if not queued.exists():
        queue_refunds()


def ask_refunds(provider: Provider, *, now: datetime) -> None:
    """Ask for each refund that is due, those first that wait for the longest.

    Each has its own next time, later after each try. A provider that does not answer is left
    alone for this time. Twice is the same as once.
    """
    for row in _due(now).select_related("paid__estate").order_by("next_at", "pk")[:MOST_AT_ONCE]:
        try:
            ask_refund(row, provider=provider, now=now)
        except ProviderDown:
            _wait(row, NO_ANSWER, now=now)
            return
        except Busy:
            continue  # somebody is writing it down just now
        except DomainError as error:
            logger.error(
                "a refund by phone needs a look", extra={"number": row.number, "code": error.code}
            )
            _wait(row, error.code.upper(), now=now)


def ask_refund(row: ProviderRefund, *, provider: Provider, now: datetime) -> ProviderRefund:
    """Order a refund, or ask how it stands, outside of transactions; write the answer down.

    Ordered twice it goes back once, so a process may end anywhere in here. Raises ProviderDown,
    ProviderRefused, ChargeDiffers or Busy.
    """
    if row.state == RefundState.WAITING:
        try:
            said = provider.refund(_order(row, now=now))
        except ProviderRefused as refused:
            # An order that got no answer may have been taken: then it is not refused.
            if (known := provider.look_up_refund(row.number)) is None:
                return _refused(row, str(refused.data["reason"]), now=now)
            said = known
    elif (known := provider.look_up_refund(row.number)) is not None:
        said = known
    else:
        raise UnknownRefund(number=row.number)
    return settle_refund(said, now=now)


@transaction.atomic
def settle_refund(said: Refund, *, now: datetime) -> ProviderRefund:
    """Write down what the provider says of a refund, once, however often and late it says so.

    One that did not go is a credit again. One that went although it was given up is money that
    went all the same. Locks the door, then the refund. Raises UnknownRefund, ChargeDiffers or
    Busy.
    """
    row = _locked(said.number)
    if said.fen != row.fen or not said.refund_id:
        raise ChargeDiffers(number=row.number)
    if row.state == RefundState.DONE:
        return row
    row.refund_id = said.refund_id
    if said.outcome is RefundOutcome.DONE:
        return _done(row, now=now, at=said.at or now)
    if row.state == RefundState.FAILED:
        return row
    if said.outcome is RefundOutcome.CLOSED:
        return _fail(row, RefundOutcome.CLOSED.name, actor=audit.SYSTEM, now=now)
    if said.outcome is RefundOutcome.ABNORMAL:
        row.state, row.reason = RefundState.ABNORMAL, RefundOutcome.ABNORMAL.name
    elif row.state != RefundState.ABNORMAL:
        row.state, row.reason = RefundState.UNDER_WAY, ""
    return _put_off(row, now=now)


@transaction.atomic
def give_up_refund(*, refund_id: int, actor: User, now: datetime) -> None:
    """What the provider cannot give to the payer becomes a credit again, to be paid by hand.

    Raises RefundOver, or RefundGoesOn where it may still arrive.
    """
    row = _locked(ProviderRefund.objects.get(pk=refund_id).number)
    _check_open(row)
    if row.state != RefundState.ABNORMAL:
        raise RefundGoesOn
    _fail(row, GIVEN_UP, actor=actor, now=now)
    audit.record([audit.Act("refund.given_up", row, actor, now, {"fen": row.fen})])


@transaction.atomic
def ask_again(*, refund_id: int, now: datetime) -> None:
    """Let the worker ask for a refund at once. Raises RefundOver."""
    row = _locked(ProviderRefund.objects.get(pk=refund_id).number)
    _check_open(row)
    row.next_at = now
    row.save(update_fields=["next_at"])
    queue_refunds()


def _check_open(row: ProviderRefund) -> None:
    if row.state not in OPEN_REFUNDS:
        raise RefundOver


def _due(now: datetime) -> QuerySet[ProviderRefund]:
    return ProviderRefund.objects.filter(settled_at=None, next_at__lte=now)


def _order(row: ProviderRefund, *, now: datetime) -> RefundOrder:
    try:
        notice_url = public_url(place=row.paid.estate, at=now) + NOTICE_PATH
    except PublicUrlMissing:
        notice_url = ""  # then it is only asked about
    return RefundOrder(
        number=row.number,
        transaction_id=row.paid.transaction_id,
        fen=row.fen,
        paid_fen=row.paid.fen,
        notice_url=notice_url,
    )


def _locked(number: str) -> ProviderRefund:
    """The refund, its door locked before it. Raises UnknownRefund."""
    try:
        found = ProviderRefund.objects.filter(key=UUID(number)).select_related("paid").first()
    except ValueError:
        found = None
    if found is None:
        raise UnknownRefund(number=number)
    locks.lock_rows(Place.objects.all(), keys=[found.paid.household_id])
    return locks.lock_one(ProviderRefund.objects.select_related("paid"), key=found.pk)


@transaction.atomic
def _wait(row: ProviderRefund, reason: str, *, now: datetime) -> ProviderRefund:
    """Try later, unless it was settled meanwhile."""
    row = _locked(row.number)
    if row.state in OPEN_REFUNDS:
        row.reason = reason[:REASON_LENGTH]
        _put_off(row, now=now)
    return row


def _put_off(row: ProviderRefund, *, now: datetime) -> ProviderRefund:
    """The first time a minute, then twice as long each time, at most an hour."""
    row.next_at = now + min(timedelta(minutes=2 ** min(row.tries, 10)), LONGEST_WAIT)
    row.tries = min(row.tries + 1, 30_000)
    row.save(update_fields=["state", "reason", "refund_id", "next_at", "tries"])
    return row


@transaction.atomic
def _refused(row: ProviderRefund, reason: str, *, now: datetime) -> ProviderRefund:
    """An empty account is waited for, for a day; any other refusal is the last word."""
    row = _locked(row.number)
    if row.state != RefundState.WAITING:
        return row
    if reason == NO_MONEY and now - row.ordered_at < PATIENCE:
        row.reason = reason
        return _put_off(row, now=now)
    return _fail(row, reason, actor=audit.SYSTEM, now=now)


def _fail(
    row: ProviderRefund, reason: str, *, actor: audit.Actor, now: datetime
) -> ProviderRefund:
    """The money did not go: it is a credit of the door again, on the list of those by hand."""
    reverse_payment(row.payment, why=f"WeChat Pay: {reason}", actor=actor, now=now)
    row.state, row.reason = RefundState.FAILED, reason[:REASON_LENGTH]
    row.settled_at, row.next_at = now, None
    row.save(update_fields=["state", "reason", "refund_id", "settled_at", "next_at"])
    return row


def _done(row: ProviderRefund, *, now: datetime, at: datetime) -> ProviderRefund:
    if row.state == RefundState.FAILED:
        row.payment = _gone_after_all(row, now=now)
    estate = row.paid.estate_id
    move = Move(
        of_estate(AccountKind.REFUNDING, estate), of_estate(AccountKind.PROVIDER, estate), row.fen
    )
    post([Entry(PostingKind.REFUNDED, row, (move,), audit.SYSTEM.audit_name, at)])
    row.state, row.reason, row.settled_at, row.next_at = RefundState.DONE, "", now, None
    row.save(update_fields=["state", "reason", "refund_id", "settled_at", "next_at", "payment"])
    audit.record([audit.Act("refund.arrived", row, audit.SYSTEM, now, {"fen": row.fen})])
    return row


def _gone_after_all(row: ProviderRefund, *, now: datetime) -> Payment:
    """It went although the account says that it did not: written down anew."""
    paid = row.paid
    till = Till(paid.estate_id, PayMethod.WECHAT, paid.transaction_id)
    payment = payment_row(
        Paid(paid.household_id, row.fen, till, is_back=True),
        key=uuid5(row.key, "after all"),
        actor=audit.SYSTEM,
        now=now,
    )
    write_payments([payment], actor=audit.SYSTEM)
    return payment
