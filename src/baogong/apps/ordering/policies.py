"""Pure decisions about one intent against what the locked rows say."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time

from baogong.apps.ordering.enums import Channel, LineKind, OnExisting
from baogong.apps.ordering.errors import (
    AlreadyOrdered,
    BadTimes,
    CardRevoked,
    ConsentMissing,
    CutoffPassed,
    EmptyOrder,
    GoodLimitExceeded,
    GoodSoldOut,
    LimitExceeded,
    MoreThanBought,
    NotADoor,
    NothingChanged,
    NothingListed,
    NothingToPrint,
    NotOnOffer,
    NotWaiting,
    OwnSlip,
    ReadBackMissing,
    ReasonMissing,
    RoundNotOpen,
    SoldOut,
    TooMany,
)
from baogong.apps.ordering.intents import OrderIntent, Wish
from baogong.apps.suppliers.enums import SupplierKind
from baogong.apps.suppliers.queries import ShopRow
from baogong.values.money import FEN_PER_YUAN
from baogong.values.quantity import Amount

MOST_OF_ONE = 99
MOST_PAID_FEN = 10_000 * FEN_PER_YUAN
GROCERS = (SupplierKind.SUPERMARKET, SupplierKind.SMALL_SHOP, SupplierKind.FRESH)


@dataclass(slots=True)
class Shelf:
    """One listing while a group is decided: what is taken, and by whom."""

    name: str
    package_id: int
    round_id: int
    price_fen: int
    stock: int | None
    household_limit: int | None
    taken: int
    taken_by: dict[int, int] = field(default_factory=dict)
    change: int = 0

    def left(self, *, given_back: int) -> int | None:
        if self.stock is None:
            return None
        return self.stock - self.taken - self.change + given_back

    def take(self, household_id: int, quantity: int) -> None:
        self.change += quantity
        self.taken_by[household_id] = self.taken_by.get(household_id, 0) + quantity


@dataclass(slots=True)
class Pool:
    """What a round has of one good while a group is decided, in pieces or grams (``sold_by``).

    ``held_by``: how much of it one of each listing holds.
    """

    name: str
    sold_by: str
    round_id: int
    stock: int | None
    household_limit: int | None
    taken: int
    held_by: Mapping[int, int]
    taken_by: dict[int, int] = field(default_factory=dict)
    change: int = 0

    def quantity(self, counts: Iterable[tuple[int, int]]) -> int:
        """What so many of these listings hold of the good."""
        return sum(self.held_by.get(listing_id, 0) * count for listing_id, count in counts)

    def take(self, household_id: int, quantity: int) -> None:
        self.change += quantity
        self.taken_by[household_id] = self.taken_by.get(household_id, 0) + quantity


@dataclass(frozen=True, slots=True)
class RoundState:
    """A round as locked: its times and its estate."""

    estate_id: int
    estate_path: str
    opens_at: datetime
    cutoff_at: datetime
    closed: bool


@dataclass(frozen=True, slots=True)
class DoorState:
    """A place as locked, and the card that is good for it now."""

    path: str
    is_door: bool
    card_id: int | None = None
    card_epoch: int | None = None


def check_round_takes_orders(state: RoundState, *, now: datetime) -> None:
    """Raises RoundNotOpen or CutoffPassed."""
    if now < state.opens_at:
        raise RoundNotOpen(opens_at=state.opens_at)
    if state.closed or now >= state.cutoff_at:
        raise CutoffPassed(cutoff_at=state.cutoff_at)


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


def is_beside(intent: OrderIntent, channel: str) -> bool:
    """Whether an order that came by ``channel`` is no other way of asking for the same.

    A group-buy tool numbers what it sells: two numbers of a door are two orders.
    """
    return intent.channel == channel == Channel.GROUP_BUY


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


def check_shelves(
    intent: OrderIntent, *, shelves: Mapping[int, Shelf], given_back: Mapping[int, int]
) -> None:
    """Raises NotOnOffer, SoldOut or LimitExceeded.

    ``given_back`` is what the door's replaced orders return, by listing.
    """
    if len({wish.listing_id for wish in intent.wishes}) != len(intent.wishes):
        raise NotOnOffer
    for wish in intent.wishes:
        shelf = shelves.get(wish.listing_id)
        if shelf is None or shelf.round_id != intent.round_id:
            raise NotOnOffer
        back = given_back.get(wish.listing_id, 0)
        left = shelf.left(given_back=back)
        if left is not None and wish.quantity > left:
            raise SoldOut(name=shelf.name, left=max(left, 0))
        if shelf.household_limit is not None:
            check_limit(intent, shelf=shelf, shelves=shelves, given_back=given_back)


def check_limit(
    intent: OrderIntent,
    *,
    shelf: Shelf,
    shelves: Mapping[int, Shelf],
    given_back: Mapping[int, int],
) -> None:
    """A package counts once, whichever shop of the round it comes from. Raises LimitExceeded."""
    same = {
        pk: row
        for pk, row in shelves.items()
        if (row.round_id, row.package_id) == (shelf.round_id, shelf.package_id)
    }
    ordered = sum(
        row.taken_by.get(intent.household_id, 0) - given_back.get(pk, 0)
        for pk, row in same.items()
    )
    asked = sum(wish.quantity for wish in intent.wishes if wish.listing_id in same)
    if shelf.household_limit is not None and ordered + asked > shelf.household_limit:
        raise LimitExceeded(name=shelf.name, limit=shelf.household_limit, ordered=ordered)


def check_pools(
    intent: OrderIntent, *, pools: Iterable[Pool], given_back: Mapping[int, int]
) -> None:
    """Raises GoodSoldOut or GoodLimitExceeded. ``given_back`` as for ``check_shelves``."""
    wanted = [(wish.listing_id, wish.quantity) for wish in intent.wishes]
    for pool in pools:
        quantity = pool.quantity(wanted)
        if not quantity:
            continue
        back = pool.quantity(given_back.items())
        if pool.stock is not None:
            left = pool.stock - pool.taken - pool.change + back
            if quantity > left:
                raise GoodSoldOut(name=pool.name, left=Amount(max(left, 0), pool.sold_by))
        ordered = pool.taken_by.get(intent.household_id, 0) - back
        if pool.household_limit is not None and ordered + quantity > pool.household_limit:
            raise GoodLimitExceeded(
                name=pool.name, limit=Amount(pool.household_limit, pool.sold_by)
            )


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


def check_can_print(
    *, closed: bool, cutoff_at: datetime, doors: Collection[int], now: datetime
) -> None:
    """Slips may be printed before a round opens. Raises CutoffPassed or NothingToPrint."""
    if closed or now >= cutoff_at:
        raise CutoffPassed(cutoff_at=cutoff_at)
    if not doors:
        raise NothingToPrint


def check_round_plan(
    opens_at: datetime, cutoff_at: datetime, *, day_ends_at: datetime, offers: int
) -> None:
    """``day_ends_at``: the end of the delivery day. Raises BadTimes or NothingListed."""
    if not opens_at < cutoff_at <= day_ends_at:
        raise BadTimes
    if not offers:
        raise NothingListed


@dataclass(frozen=True, slots=True)
class SpareShop:
    """A shop with room for ``left`` more orders on a day."""

    shop: ShopRow
    left: int
    is_open: bool


def spare_shops(
    shops: Iterable[ShopRow],
    *,
    orders: Mapping[int, int],
    avoid: Collection[int],
    clock: time,
) -> list[SpareShop]:
    """Who takes over from full shops: grocers with known room, open ones and roomy ones first.

    ``orders``: how many orders each shop has on the day; ``avoid``: those that are full.
    """
    spare = [
        SpareShop(shop, shop.daily_orders - orders.get(shop.id, 0), shop.is_open(clock))
        for shop in shops
        if shop.daily_orders and shop.kind in GROCERS and shop.id not in avoid
    ]
    found = (row for row in spare if row.left > 0)
    return sorted(found, key=lambda row: (not row.is_open, -row.left, row.shop.name))
