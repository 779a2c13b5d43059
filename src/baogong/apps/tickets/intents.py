"""What residents say, and what the desk answers, as it comes in."""

from dataclasses import dataclass
from uuid import UUID

from baogong.apps.tickets.enums import (
    EnquiryChannel,
    Rating,
    Remedy,
    TicketKind,
    TicketOutcome,
)


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something is wrong with goods of an order.

    ``key`` is made by the page, so a repeated send is the same ticket. ``photo``: a JPEG that
    ``readers.photos`` made small. ``placed_by_id``: who wrote it down for a caller.
    """

    key: UUID
    kind: TicketKind
    good_ids: frozenset[int]
    remedy: Remedy
    note: str = ""
    photo: bytes | None = None
    placed_by_id: int | None = None


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


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wanted from the estate's number. ``key`` is made by the page.

    ``errand``: something is to be done. ``reply_id``: a kept answer that was given at once.
    """

    key: UUID
    estate_id: int
    channel: EnquiryChannel
    wanted: str
    household_id: int | None = None
    phone: str = ""
    errand: bool = False
    reply_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewReply:
    """An answer as the desk writes it. ``kept``: it goes into the FAQ."""

    key: UUID
    question: str
    text: str
    kept: bool
