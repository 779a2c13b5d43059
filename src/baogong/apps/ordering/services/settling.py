"""What people and refusals do to lines that were read, of a chain or of a file."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.ordering.enums import LineState
from baogong.apps.ordering.errors import (
    CutoffPassed,
    LineEntered,
    LineMoved,
    OrderingError,
    kept,
)
from baogong.apps.ordering.models import ChainLine, ReadLine
from baogong.plumbing import audit, locks

LineT = TypeVar("LineT", bound=ReadLine)


@transaction.atomic
def leave_line_out(line: ReadLine, *, actor: User, now: datetime) -> None:
    """Nothing is ordered for a line; it stays readable. Raises LineEntered or LineMoved."""
    line = waiting(line)
    settle(line, line.left_out, actor=actor, now=now)


@transaction.atomic
def look_again(line: ReadLine, *, actor: User, now: datetime) -> None:
    """A line that is ready or left out waits for a person once more.

    Raises LineEntered or LineMoved.
    """
    settle(waiting(line), LineState.REVIEW, actor=actor, now=now)


def waiting(line: LineT) -> LineT:
    """The line as it is once nobody is entering what it came with.

    Raises LineEntered, and LineMoved where it is part of something else meanwhile.
    """
    source = line.source
    locks.lock_rows(type(source)._default_manager.only("pk"), keys=[source.pk])
    now = type(line)._default_manager.get(pk=line.pk)
    if now.source != source:
        raise LineMoved
    if now.state == LineState.ENTERED:
        raise LineEntered
    return now


def settle(line: ReadLine, state: LineState, *, actor: User, now: datetime) -> None:
    """A locked line gets its state from a person."""
    line.state, line.settled_by, line.settled_at = state, actor, now
    line.save(update_fields=["state", "settled_by", "settled_at"])
    is_chain = isinstance(line, ChainLine)
    action = "chain_line.settled" if is_chain else "group_buy_order.settled"
    audit.record([audit.Act(action, line, actor, now, {"outcome": state.value})])


def raise_if_round_is_shut(refusals: Iterable[OrderingError | None]) -> None:
    """What refuses one line of a round refuses all. Raises CutoffPassed."""
    for refusal in refusals:
        if isinstance(refusal, CutoffPassed):
            raise refusal


def send_back(lines: type[LineT], refused: Iterable[tuple[LineT, OrderingError]]) -> int:
    """Locked lines that were refused wait for a person again, with the reason; how many."""
    back = []
    for line, refusal in refused:
        line.state, line.reasons = LineState.REVIEW, [kept(refusal)]
        back.append(line)
    return lines._default_manager.bulk_update(back, ["state", "reasons"])
