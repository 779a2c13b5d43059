"""What is asked of ``decide_orders``, and what it answers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from baogong.apps.ordering.enums import Channel, Consent, OnExisting, OnShort
from baogong.apps.ordering.errors import OrderingError
from baogong.apps.ordering.models import order_number


@dataclass(frozen=True, slots=True)
class Wish:
    """``quantity`` of one listing."""

    listing_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class OrderIntent:
    """One act of asking. ``key`` is made by the page, so a repeated send is the same order.

    Either a household asks with its card (``card_epoch`` as its session says) or a member of staff
    or a helper asks for it (``placed_by_id``); ``consent``: how the household agreed, where the
    channel does not say it; ``by_door_id``: the neighbour's who wrote it. ``replaces``: ids of the
    orders that the page showed, of which alone it may take the place; None: of whatever there is.
    One that adds takes the place of those in ``replaces``, if any, and leaves the others.
    ``keeps``: ids of those that stay beside it, since it asks only for what is more.
    ``over_percent``: so much more of what is weighed may come without asking again. ``waits``:
    where something is sold out, the rest is ordered and the household waits for what may come
    back; in writing, of what was drawn, it always does.
    """

    key: UUID
    round_id: int
    household_id: int
    wishes: tuple[Wish, ...]
    occurred_at: datetime
    channel: Channel = Channel.PAGE
    card_epoch: int | None = None
    placed_by_id: int | None = None
    read_back: bool = False
    consent: Consent | None = None
    by_door_id: int | None = None
    on_existing: OnExisting = OnExisting.ASK
    replaces: frozenset[int] | None = None
    keeps: frozenset[int] = frozenset()
    over_percent: int = 0
    on_short: OnShort = OnShort.REFUND
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to one intent: an order, an ask for what has to wait, both, or why not.

    ``repeated``: it had been decided before.
    """

    intent: OrderIntent
    order_id: int | None = None
    ask_id: int | None = None
    total_fen: int = 0
    refusal: OrderingError | None = None
    repeated: bool = False

    @property
    def number(self) -> str:
        """That of the order and the ask; empty when it was refused."""
        pk = self.order_id or self.ask_id
        return order_number(pk) if pk else ""
