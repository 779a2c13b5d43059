"""What residents say, and what the desk answers, as it comes in."""

from dataclasses import dataclass
from uuid import UUID

from baogong.apps.tickets.enums import Rating, Remedy, TicketKind, TicketOutcome


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something is wrong with goods of an order.

    ``key`` is made by the page, so a repeated send is the same ticket. ``photo``: a JPEG that
    ``readers.photos`` made small.
    """

    key: UUID
    kind: TicketKind
    good_ids: frozenset[int]
    remedy: Remedy
    note: str = ""
    photo: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the household reads. ``refund_fen`` belongs to a refund alone."""

    outcome: TicketOutcome
    text: str
    refund_fen: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a household found a delivered order, and which of its goods were not fresh."""

    freshness: Rating
    price: Rating
    stale_ids: frozenset[int] = frozenset()
