"""The only way into the ledger: postings with both sides of what they move."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter

from django.db import connection, models
from django.utils import timezone

from baogong.apps.money.enums import AccountKind, PostingKind
from baogong.apps.money.models import Account, Posting, Transfer
from baogong.apps.money.services.cash import CASH_KINDS, check_cash
from baogong.apps.money.services.refund_queue import look_at_credits
from baogong.plumbing.bulk import copy_rows, reserve_ids


@dataclass(frozen=True, slots=True)
class Holder:
    """An account by what it stands for: its kind, its place and whoever holds it."""

    kind: AccountKind
    place_id: int
    person_id: int | None = None
    supplier_id: int | None = None


DECIDED = {
    PostingKind.CANCELED,
    PostingKind.REFUND,
    PostingKind.SHORT,
    PostingKind.WEIGHED,
    PostingKind.UNBOUGHT,
}
POSTING_COLUMNS = (
    "id",
    "kind",
    "source_type",
    "source_id",
    "order_id",
    "actor",
    "occurred_at",
    "recorded_at",
)
HOLDER_COLUMNS = attrgetter("kind", "place_id", "person_id", "supplier_id")


@dataclass(frozen=True, slots=True)
class Move:
    """``fen`` from the account that is credited to the one that is debited.

    Below 0 it moves the other way; 0 moves nothing and leaves no row.
    """

    debit: Holder
    credit: Holder
    fen: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One event with its moves. ``actor``: as in the audit log. ``order_id``: the order that it is
    about."""

    kind: PostingKind
    source: models.Model
    moves: tuple[Move, ...]
    actor: str
    at: datetime
    order_id: int | None = None


def household(door_id: int) -> Holder:
    """What a door owes (above 0) or has to its credit."""
    return Holder(AccountKind.HOUSEHOLD, door_id)


def of_estate(kind: AccountKind, estate_id: int) -> Holder:
    return Holder(kind, estate_id)


def post(entries: Iterable[Entry]) -> None:
    """Write the entries in the caller's transaction, with a fixed number of statements.

    The caller holds the lock of each source. An entry that moves nothing is left out. Doors that
    are to get money back are looked at by a job of the same transaction. Raises IntegrityError
    where a source is posted twice as the same kind, and SafeHoldsLess or HandsHoldLess where a
    safe or somebody's hands would give cash that they do not hold.
    """
    moving = (
        replace(entry, moves=tuple(move for move in entry.moves if move.fen)) for entry in entries
    )
    written = [entry for entry in moving if entry.moves]
    if not written:
        return
    moves = [move for entry in written for move in entry.moves]
    accounts = _accounts(moves)
    check_cash(_cash_taken(written, accounts))
    ids = reserve_ids(Posting, len(written))
    now = timezone.now()
    copy_rows(
        Posting,
        POSTING_COLUMNS,
        [
            (
                pk,
                entry.kind,
                entry.source._meta.label_lower,
                entry.source.pk,
                entry.order_id,
                entry.actor,
                entry.at,
                now,
            )
            for pk, entry in zip(ids, written, strict=True)
        ],
    )
    copy_rows(
        Transfer,
        ("posting_id", "debit_id", "credit_id", "fen"),
        [
            (pk, *_sides(move, accounts), abs(move.fen))
            for pk, entry in zip(ids, written, strict=True)
            for move in entry.moves
        ],
    )
    look_at_credits({door for entry in written for door in _credited(entry)})


def _cash_taken(entries: Iterable[Entry], accounts: dict[Holder, int]) -> Counter[int]:
    """The cash that is to be given, by account; what is put in at the same time is less than
    nothing.

    A mistake that is taken back gives nothing: it says what was never in.
    """
    taken: Counter[int] = Counter()
    for entry in entries:
        if entry.kind is not PostingKind.UNDONE:
            for move in entry.moves:
                for side, fen in ((move.credit, move.fen), (move.debit, -move.fen)):
                    if side.kind in CASH_KINDS:
                        taken[accounts[side]] += fen
    return taken


def _credited(entry: Entry) -> Iterable[int]:
    """Doors that get money back by a decision."""
    if entry.kind in DECIDED:
        for move in entry.moves:
            gets = move.credit if move.fen > 0 else move.debit
            if gets.kind is AccountKind.HOUSEHOLD:
                yield gets.place_id


def _sides(move: Move, accounts: dict[Holder, int]) -> tuple[int, int]:
    """The accounts that are debited and credited."""
    debit, credit = accounts[move.debit], accounts[move.credit]
    return (debit, credit) if move.fen > 0 else (credit, debit)


def _accounts(moves: Sequence[Move]) -> dict[Holder, int]:
    """The ids of the accounts of the moves; those that are missing are made. Two statements.

    They are made in one order, so that two groups that make the same ones queue and do not lock
    each other out.
    """
    holders = sorted({holder for move in moves for holder in (move.debit, move.credit)}, key=_rank)
    columns = [list(column) for column in zip(*map(HOLDER_COLUMNS, holders), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO money_account (kind, place_id, person_id, supplier_id)"
            " SELECT * FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::bigint[])"
            " ON CONFLICT DO NOTHING",
            columns,
        )
    places = {holder.place_id for holder in holders}
    rows = Account.objects.filter(place__in=places).values_list(
        "kind", "place", "person", "supplier", "pk"
    )
    found = {Holder(AccountKind(kind), *who): pk for kind, *who, pk in rows}
    return {holder: found[holder] for holder in holders}


def _rank(holder: Holder) -> tuple[str, int, int, int]:
    return holder.kind, holder.place_id, holder.person_id or 0, holder.supplier_id or 0
