"""Organisers hand over what a group-buy tool collected in their own account."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.money.enums import AccountKind, PayMethod, PostingKind
from baogong.apps.money.errors import PaymentReused
from baogong.apps.money.services import Entry, Move, of_estate, post, reverse_row
from baogong.apps.ordering import policies
from baogong.apps.ordering.models import Round, ToolHandover
from baogong.apps.ordering.queries.tool_money import left_in_tool
from baogong.plumbing import audit, locks


@dataclass(frozen=True, slots=True)
class HandedOver:
    """``fen`` that an organiser brought or sent, after the tool kept ``fee_fen``; ``closes``:
    nothing more comes of this round."""

    round_id: int
    organiser_id: int
    fen: int
    method: PayMethod
    reference: str = ""
    closes: bool = False
    why: str = ""
    fee_fen: int = 0


@transaction.atomic
def hand_over_tool_money(
    handed: HandedOver, *, key: UUID, actor: User, now: datetime
) -> ToolHandover:
    """Write down what was handed over of a round; cash, and what the organiser writes down
    themself, waits for a second name.

    The same key again is the same. Takes the round's lock. Raises NothingPaid, ReferenceMissing,
    NothingCollected, HandoverWaits, HandoverDiffers or PaymentReused.
    """
    round_ = locks.lock_one(Round.objects.all(), key=handed.round_id)
    if known := ToolHandover.objects.filter(key=key).first():
        if (known.round_id, known.fen, known.method) != (round_.pk, handed.fen, handed.method):
            raise PaymentReused
        return known
    found = ToolHandover(
        key=key,
        round=round_,
        organiser_id=handed.organiser_id,
        method=handed.method,
        reference=handed.reference,
        fen=handed.fen,
        fee_fen=handed.fee_fen,
        expected_fen=left_in_tool(round_),
        closes=handed.closes,
        why=handed.why,
        counted_by=actor,
        counted_at=now,
        two_names=policies.needs_second_name(handed.method, handed.organiser_id, actor.pk),
    )
    waiting = ToolHandover.objects.filter(round=round_, booked_at=None, reversed_at=None)
    policies.check_handover(found, waits=waiting.exists())
    found.booked_at = None if found.two_names else now
    found.save()
    audit.record([audit.Act("tool_money.counted", found, actor, now, {"fen": found.fen})])
    if found.booked_at:
        _book(found, actor=actor, now=now)
    return found


@transaction.atomic
def sign_handover(*, handover_id: int, actor: User, now: datetime) -> None:
    """A second person has counted the cash, or seen the transfer in the bank: it is booked.

    Raises HandoverSettled, OwnHandover or CollectedChanged.
    """
    found = _lock(handover_id)
    left_fen = left_in_tool(found.round)
    policies.check_second_name(found, actor_id=actor.pk, left_fen=left_fen)
    found.signed_by, found.booked_at = actor, now
    found.save(update_fields=["signed_by", "booked_at"])
    _book(found, actor=actor, now=now)
    audit.record([audit.Act("tool_money.signed", found, actor, now, {"fen": found.fen})])


@transaction.atomic
def reverse_handover(*, handover_id: int, why: str, actor: User, now: datetime) -> None:
    """Drop what waits, or take back what was booked, with a posting of its own.

    Raises HandoverSettled, OwnReversal or WhyMissing.
    """
    found = _lock(handover_id)
    policies.check_reversal(found, actor_id=actor.pk, why=why)
    _reverse(found, why=why, actor=actor, now=now)


@transaction.atomic
def drop_own_handover(*, handover_id: int, actor: User, now: datetime) -> None:
    """An organiser drops what they wrote down themself while nobody has signed for it.

    Raises HandoverSettled or NotOwnHandover.
    """
    found = _lock(handover_id)
    policies.check_own_drop(found, actor_id=actor.pk)
    _reverse(found, why="", actor=actor, now=now)


def _reverse(found: ToolHandover, *, why: str, actor: User, now: datetime) -> None:
    moves = _moves(found) if found.booked_at else ()
    reverse_row(found, moves, why=why, actor=actor, now=now)
    audit.record([audit.Act("tool_money.reversed", found, actor, now, {"fen": found.fen})])


def _lock(handover_id: int) -> ToolHandover:
    """With its round locked before it."""
    round_id = ToolHandover.objects.values_list("round", flat=True).get(pk=handover_id)
    locks.lock_one(Round.objects.all(), key=round_id)
    return locks.lock_one(ToolHandover.objects.select_related("round"), key=handover_id)


def _book(found: ToolHandover, *, actor: User, now: datetime) -> None:
    entry = Entry(PostingKind.HANDED_OVER, found, _moves(found), actor.audit_name, now)
    post([entry])


def _moves(found: ToolHandover) -> tuple[Move, ...]:
    """From the tool into the safe or the bank; fee and a difference into their own accounts."""
    into = AccountKind.SAFE if found.method == PayMethod.CASH else AccountKind.BANK
    parts = {
        into: found.fen,
        AccountKind.FEES: found.fee_fen,
        AccountKind.OVER_SHORT: found.written_off_fen,
    }
    estate = found.round.estate_id
    tool = of_estate(AccountKind.GROUP_BUY, estate)
    return tuple(Move(of_estate(kind, estate), tool, fen) for kind, fen in parts.items())
