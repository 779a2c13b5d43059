"""Cash goes into the safe and out of it, counted by one and signed by another."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.money import policies
from baogong.apps.money.enums import AccountKind, CashSource, PostingKind
from baogong.apps.money.errors import CountClosed, CountedAlready, NoCash
from baogong.apps.money.models import Account, CashCount
from baogong.apps.money.queries.balances import account_balance, balance_of
from baogong.apps.money.services.cash import check_safe_of
from baogong.apps.money.services.post import Entry, Holder, Move, of_estate, post
from baogong.apps.places.models import Place
from baogong.plumbing import audit, locks


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted of the cash that somebody holds for an estate; ``is_out``: of the cash in
    its safe, that the holder is to get.

    Without a holder it comes from another ``source``, or goes there; ``why`` says who brings or
    takes it or by which receipt.
    """

    estate_id: int
    holder_id: int | None
    fen: int
    source: CashSource = CashSource.HANDS
    why: str = ""
    is_out: bool = False


@transaction.atomic
def count_cash(counted: Counted, *, key: UUID, actor: User, now: datetime) -> CashCount:
    """Write down what was counted; it waits for a second name.

    The same key again is the same count. Raises NoCash or CountedAlready; of cash that was in
    nobody's hands NothingPaid or SourceMissing; of cash that is to leave the safe also
    NotYourHands, SafeHoldsLess or MoreThanLent.
    """
    account = _lock_cash(counted.estate_id, counted.holder_id, is_out=counted.is_out)
    if known := CashCount.objects.filter(key=key).first():
        return known
    _check_counted(counted, actor=actor)
    count = CashCount.objects.create(
        key=key,
        estate_id=counted.estate_id,
        source=counted.source,
        holder_id=counted.holder_id,
        is_out=counted.is_out,
        counted_fen=counted.fen,
        expected_fen=account_balance(account.pk) if account else counted.fen,
        counted_by=actor,
        counted_at=now,
        why=counted.why if counted.holder_id is None else "",
    )
    facts = {"fen": count.into_safe_fen}
    audit.record([audit.Act("cash.counted", count, actor, now, facts)])
    return count


@transaction.atomic
def sign_count(*, count_id: int, why: str, actor: User, now: datetime) -> None:
    """A second person agrees: the cash goes into the safe or out of it, a difference into its own
    account.

    Raises CountClosed, OwnCount, CashMoved or WhyMissing; where it leaves the safe also
    SafeHoldsLess or MoreThanLent.
    """
    facts = CashCount.objects.values_list("estate", "holder", "is_out").get(pk=count_id)
    estate_id, holder_id, is_out = facts
    account = _lock_cash(estate_id, holder_id, is_out=is_out)
    count = locks.lock_one(CashCount.objects.all(), key=count_id)
    policies.check_signature(
        open_=count.signed_at is None and count.dropped_at is None,
        own=count.counted_by_id == actor.pk,
        counted_fen=count.counted_fen,
        then_fen=count.expected_fen,
        now_fen=account_balance(account.pk) if account else count.expected_fen,
        why=why,
    )
    if is_out:
        _check_leaves(estate_id, CashSource(count.source), fen=count.counted_fen)
    count.signed_by, count.signed_at = actor, now
    count.why = why if account else count.why
    count.save(update_fields=["signed_by", "signed_at", "why"])
    source = _source(count)
    moves = (
        Move(of_estate(AccountKind.SAFE, estate_id), source, count.into_safe_fen),
        Move(source, of_estate(AccountKind.OVER_SHORT, estate_id), count.difference_fen),
    )
    post([Entry(PostingKind.COUNT, count, moves, actor.audit_name, now)])
    signed = {"fen": count.into_safe_fen}
    audit.record([audit.Act("cash.signed", count, actor, now, signed)])


@transaction.atomic
def drop_count(*, count_id: int, actor: User, now: datetime) -> None:
    """Give a count up, to count anew. Raises CountClosed once it is signed."""
    count = locks.lock_one(CashCount.objects.all(), key=count_id)
    if count.signed_at is not None:
        raise CountClosed
    if count.dropped_at is None:
        count.dropped_at = now
        count.save(update_fields=["dropped_at"])
        audit.record([audit.Act("cash.count_dropped", count, actor, now)])


def _check_counted(counted: Counted, *, actor: User) -> None:
    if counted.holder_id is None:
        policies.check_elsewhere(counted.fen, why=counted.why)
    else:
        _check_waits_for_nobody(counted)
    if counted.is_out:
        policies.check_taken(counted.fen, own=counted.holder_id in (None, actor.pk))
        check_safe_of(counted.estate_id, fen=counted.fen)
        _check_leaves(counted.estate_id, counted.source, fen=counted.fen)


def _check_waits_for_nobody(counted: Counted) -> None:
    waiting = CashCount.objects.filter(signed_at=None, dropped_at=None)
    if waiting.filter(estate=counted.estate_id, holder=counted.holder_id).exists():
        raise CountedAlready


def _check_leaves(estate_id: int, source: CashSource, *, fen: int) -> None:
    """No more start money goes back than was lent; the caller holds the estate's lock."""
    if source is CashSource.ADVANCE:
        policies.check_given_back(fen, lent_fen=-balance_of(AccountKind.ADVANCE, estate_id))


def _source(count: CashCount) -> Holder:
    """The account that the cash comes from, or goes to."""
    if count.holder_id is None:
        return of_estate(AccountKind(count.source), count.estate_id)
    return Holder(AccountKind.CASH, count.estate_id, person_id=count.holder_id)


def _lock_cash(estate_id: int, holder_id: int | None, *, is_out: bool) -> Account | None:
    """Against two who count the same cash at once: the holder's account, or the estate where cash
    is counted that lies in nobody's hands. Who gets cash out of the safe may have both.

    Returns the account whose cash is counted, if it is one. Raises NoCash.
    """
    if is_out or holder_id is None:
        locks.lock_one(Place.objects.all(), key=estate_id)
    if holder_id is None:
        return None
    account = Account.objects.filter(
        kind=AccountKind.CASH, place=estate_id, person=holder_id
    ).first()
    if account is not None:
        locks.lock_one(Account.objects.all(), key=account.pk)
    elif not is_out:
        raise NoCash
    return None if is_out else account
