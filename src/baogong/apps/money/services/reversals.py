"""A row that was a mistake is taken back by another posting, never edited."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from baogong.apps.accounts.models import User
from baogong.apps.money.enums import PostingKind
from baogong.apps.money.models import Reversible
from baogong.apps.money.services.post import Entry, Move, post


def reverse_row(
    row: Reversible,
    moves: Iterable[Move],
    *,
    why: str,
    actor: User,
    now: datetime,
    kind: PostingKind = PostingKind.UNDONE,
) -> None:
    """Mark a row that the caller has locked and checked as taken back, and with it its ``moves``,
    given as they were posted."""
    row.reversed_by, row.reversed_at, row.reversed_why = actor, now, why
    row.save(update_fields=["reversed_by", "reversed_at", "reversed_why"])
    back = tuple(replace(move, fen=-move.fen) for move in moves)
    post([Entry(kind, row, back, actor.audit_name, now)])
