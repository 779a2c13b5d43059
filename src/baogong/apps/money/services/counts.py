"""Cash goes from hands into the safe, counted by one and signed by another."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.money import policies
from baogong.apps.money.enums import AccountKind, PostingKind
from baogong.apps.money.errors import CountClosed, CountedAlready, NoCash
from baogong.apps.money.models import Account, CashCount
from baogong.apps.money.queries.balances import account_balance
from baogong.apps.money.services.post import Entry, Holder, Move, of_estate, post
from baogong.plumbing import audit, locks


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted of the cash that somebody holds for an estate."""

    estate_id: int
    holder_id: int
    fen: int


@transaction.atomic
def count_cash(counted: Counted, *, key: UUID, actor: User, now: datetime) -> CashCount:
    """Write down what was counted of a holder's cash; it waits for a second name.

    The same key again is the same count. Raises NoCash or CountedAlready.
    """
    account = _lock_cash(counted.estate_id, counted.holder_id)
    if known := CashCount.objects.filter(key=key).first():
        return known
    waiting = CashCount.objects.filter(signed_at=None, dropped_at=None)
    if waiting.filter(estate=counted.estate_id, holder=counted.holder_id).exists():
        raise CountedAlready
    count = CashCount.objects.create(
        key=key,
        estate_id=counted.estate_id,
        holder_id=counted.holder_id,
        counted_fen=counted.fen,
        expected_fen=account_balance(account.pk),
        counted_by=actor,
        counted_at=now,
    )
    audit.record([audit.Act("cash.counted", count, actor, now, {"fen": counted.fen})])
    return count


@transaction.atomic
def sign_count(*, count_id: int, why: str, actor: User, now: datetime) -> None:
    """A second person agrees: the cash goes into the safe, a difference into its own account.

    Raises CountClosed, OwnCount, CashMoved or WhyMissing.
    """
    estate_id, holder_id = CashCount.objects.values_list("estate", "holder").get(pk=count_id)
    account = _lock_cash(estate_id, holder_id)
    count = locks.lock_one(CashCount.objects.all(), key=count_id)
    policies.check_signature(
        open_=count.signed_at is None and count.dropped_at is None,
        own=count.counted_by_id == actor.pk,
        counted_fen=count.counted_fen,
        then_fen=count.expected_fen,
        now_fen=account_balance(account.pk),
        why=why,
    )
    count.signed_by, count.signed_at, count.why = actor, now, why
    count.save(update_fields=["signed_by", "signed_at", "why"])
    cash = Holder(AccountKind.CASH, estate_id, person_id=holder_id)
    moves = (
        Move(of_estate(AccountKind.SAFE, estate_id), cash, count.counted_fen),
        Move(cash, of_estate(AccountKind.OVER_SHORT, estate_id), count.difference_fen),
    )
    post([Entry(PostingKind.COUNT, count, moves, actor.audit_name, now)])
    audit.record([audit.Act("cash.signed", count, actor, now, {"fen": count.counted_fen})])


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


def _lock_cash(estate_id: int, holder_id: int) -> Account:
    """The holder's account, against two who count it at once. Raises NoCash."""
    account = Account.objects.filter(
        kind=AccountKind.CASH, place=estate_id, person=holder_id
    ).first()
    if account is None:
        raise NoCash
    return locks.lock_one(Account.objects.all(), key=account.pk)
