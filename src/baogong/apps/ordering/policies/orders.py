"""Pure decisions about who may order what, and what becomes of earlier orders."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from baogong.apps.ordering.enums import Channel, LineKind, OnExisting
from baogong.apps.ordering.errors import (
    AlreadyOrdered,
    CardRevoked,
    ConsentMissing,
    CutoffPassed,
    EmptyOrder,
    MoreThanBought,
    NotADoor,
    NothingChanged,
    NotWaiting,
    OwnSlip,
    ReadBackMissing,
    ReasonMissing,
    RoundNotOpen,
    TooMany,
)
from baogong.apps.ordering.intents import OrderIntent, Wish
from baogong.values.money import FEN_PER_YUAN

MOST_OF_ONE = 99
MOST_PAID_FEN = 10_000 * FEN_PER_YUAN


class Act(Protocol):
    """What a door ordered or asked for."""

    pk: int
    channel: str


@dataclass(frozen=True, slots=True)
class RoundState:
    """A round as locked: its times and its estate."""

    estate_id: int
    estate_path: str
    opens_at: datetime
    cutoff_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class DoorState:
    """A place as locked, and the card that is good for it now."""

    path: str
    is_door: bool
    card_id: int | None = None
    card_epoch: int | None = None


def check_round_takes_orders(state: RoundState, *, now: datetime, may_wait: bool = False) -> None:
    """Raises RoundNotOpen, where one may not ask ahead, or CutoffPassed."""
    if now < state.opens_at and not may_wait:
        raise RoundNotOpen(opens_at=state.opens_at)
    if state.closed_at or now >= state.cutoff_at:
        raise CutoffPassed(cutoff_at=stopped_at(state.cutoff_at, closed_at=state.closed_at))


def stopped_at(cutoff_at: datetime, *, closed_at: datetime | None) -> datetime:
    """When a round takes no more orders: at its cut-off, or earlier where it was closed before."""
    return min(cutoff_at, closed_at or cutoff_at)


def check_may_ask(intent: OrderIntent, *, door: DoorState | None, estate_path: str) -> None:
    """Raises NotADoor, CardRevoked, ReadBackMissing, ConsentMissing, EmptyOrder or TooMany."""
    if door is None or not door.is_door or not door.path.startswith(estate_path):
        raise NotADoor
    has_card = door.card_epoch is not None and intent.card_epoch == door.card_epoch
    if intent.placed_by_id is None and not has_card:
        raise CardRevoked
    if intent.channel == Channel.PHONE and not intent.read_back:
        raise ReadBackMissing
    if intent.channel == Channel.HELPER and not intent.consent:
        raise ConsentMissing
    if not intent.wishes:
        raise EmptyOrder
    check_counts(intent.wishes)


def check_counts(wishes: Iterable[Wish]) -> None:
    """Raises EmptyOrder or TooMany."""
    for wish in wishes:
        if wish.quantity <= 0:
            raise EmptyOrder
        if wish.quantity > MOST_OF_ONE:
            raise TooMany(most=MOST_OF_ONE)


def check_line(kind: LineKind, asks: Sequence[Mapping[int, int]]) -> None:
    """An order holds something; a change may drop a package with 0. Raises EmptyOrder, TooMany."""
    if not asks:
        raise EmptyOrder
    for packages in asks:
        if any(quantity > MOST_OF_ONE for quantity in packages.values()):
            raise TooMany(most=MOST_OF_ONE)
        nothing = not any(packages.values()) if kind == LineKind.ORDER else not packages
        if nothing and kind != LineKind.CANCEL:
            raise EmptyOrder


def paid_in_tool(told_fen: int | None) -> int | None:
    """What a file says was paid for an order, in fen; None where that is no payment, or more than
    is written down without a person."""
    return told_fen if told_fen and 0 < told_fen <= MOST_PAID_FEN else None


def is_beside(intent: OrderIntent, act: Act) -> bool:
    """Whether an order or ask of the door is no other way of asking for the same.

    A group-buy tool numbers what it sells: two numbers of a door are two orders.
    """
    return act.pk in intent.keeps or intent.channel == act.channel == Channel.GROUP_BUY


def check_not_ordered_yet(intent: OrderIntent, *, numbers: Mapping[int, str]) -> None:
    """Raises AlreadyOrdered when the door has orders of which nobody said what becomes of them.

    ``numbers``: of the door's orders, by id. Who replaces orders has said so of those they saw.
    """
    match intent.on_existing:
        case OnExisting.ADD:
            return
        case OnExisting.REPLACE if intent.replaces is None or numbers.keys() <= intent.replaces:
            return
    if numbers:
        raise AlreadyOrdered(numbers=", ".join(numbers.values()))


def is_replaced(intent: OrderIntent, order_id: int) -> bool:
    """Whether an intent takes the place of this live order of its door."""
    match intent.on_existing:
        case OnExisting.REPLACE:
            return intent.replaces is None or order_id in intent.replaces
        case OnExisting.ADD:
            return intent.replaces is not None and order_id in intent.replaces
    return False


def check_correction(intent: OrderIntent, *, had: Mapping[int, int], reason: str) -> None:
    """``had``: what it holds, by listing. Raises ReasonMissing, TooMany or NothingChanged."""
    if not reason.strip():
        raise ReasonMissing
    check_counts(intent.wishes)
    if {wish.listing_id: wish.quantity for wish in intent.wishes} == dict(had):
        raise NothingChanged


def check_no_more(
    intent: OrderIntent, *, had: Mapping[int, int], names: Mapping[int, str]
) -> None:
    """Nobody promises what nobody has bought. Raises MoreThanBought."""
    for wish in intent.wishes:
        if wish.quantity > had.get(wish.listing_id, 0):
            raise MoreThanBought(name=names[wish.listing_id])


def check_second_reader(
    *, number: str, waits: bool, typist_id: int | None, reader_id: int
) -> None:
    """Raises NotWaiting or OwnSlip."""
    if not waits:
        raise NotWaiting(number=number)
    if typist_id == reader_id:
        raise OwnSlip
