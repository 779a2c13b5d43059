"""What is kept about people, for how long, and which rows go when the time is over.

An app registers what it keeps in its ``handlers`` module; people.services.erasure does the rest.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet


class Clock(StrEnum):
    """From when the days are counted."""

    STAND_DOWN = "stand_down"  # the end of the estate's last activation
    OWN = "own"  # each row's own date


def delete(rows: QuerySet[Any, Any]) -> None:
    """The usual way to forget rows."""
    rows.delete()


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind of personal data.

    ``label`` is an English msgid; ``days`` the key of the place setting; ``rows(estate, cutoff)``
    everything of the estate from before the cutoff that ``forget`` has not been to yet.
    ``by_hand``: the person in charge may erase it at once.
    """

    key: str
    label: str
    days: str
    clock: Clock
    rows: Callable[[Any, datetime], QuerySet[Any, Any]]
    forget: Callable[[QuerySet[Any, Any]], None] = delete
    by_hand: bool = True


_kept: dict[str, Kept] = {}


def register(*kinds: Kept) -> None:
    _kept.update({kept.key: kept for kept in kinds})


def registered() -> list[Kept]:
    return list(_kept.values())


def kept_as(key: str) -> Kept | None:
    """The kind of this key."""
    return _kept.get(key)
