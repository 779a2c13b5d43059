"""Pure decisions about what is left, and how much of it one household may have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from baogong.apps.ordering.enums import Channel
from baogong.apps.ordering.errors import (
    DividedLater,
    GoodSoldOut,
    NotOnOffer,
    SoldOut,
)
from baogong.apps.ordering.intents import OrderIntent, Wish
from baogong.apps.ordering.policies.orders import RoundState
from baogong.values.quantity import Amount

# What is taken in from writing: nobody can be asked back.
WRITTEN = frozenset({Channel.SHEET, Channel.CHAIN, Channel.GROUP_BUY})


@dataclass(slots=True)
class Shelf:
    """One listing while a group is decided: what is taken, and by whom, and what is kept for
    those who wait. ``has_rule``: it is divided at a moment; ``is_divided``: that is to come.

    ``had``: by household and delivery day, what orders of other rounds hold of the package, where
    the limit counts over ``limit_days``. ``more``: what a household may have above the limit.
    """

    name: str
    package_id: int
    round_id: int
    day: date
    price_fen: int
    stock: int | None
    household_limit: int | None
    limit_days: int
    taken: int
    waiting: int = 0
    has_rule: bool = False
    is_divided: bool = False
    taken_by: dict[int, int] = field(default_factory=dict)
    had: dict[int, dict[date, int]] = field(default_factory=dict)
    more: dict[int, int] = field(default_factory=dict)
    change: int = 0
    waiting_change: int = 0

    def left(self, *, given_back: int = 0) -> int | None:
        """What is kept for those who wait is kept of what is free, not of what a door has."""
        if self.stock is None:
            return None
        waiting = self.waiting + self.waiting_change
        return max(self.stock - self.taken - self.change - waiting, 0) + given_back

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

    def left(self, *, given_back: int = 0) -> int | None:
        if self.stock is None:
            return None
        return self.stock - self.taken - self.change + given_back

    def take(self, household_id: int, quantity: int) -> None:
        self.change += quantity
        self.taken_by[household_id] = self.taken_by.get(household_id, 0) + quantity


def check_on_offer(intent: OrderIntent, *, shelves: Mapping[int, Shelf]) -> None:
    """Raises NotOnOffer."""
    listings = [wish.listing_id for wish in intent.wishes]
    known = (shelves.get(pk) for pk in listings)
    if len({*listings}) != len(listings) or any(
        shelf is None or shelf.round_id != intent.round_id for shelf in known
    ):
        raise NotOnOffer


def split_wishes(
    intent: OrderIntent,
    *,
    state: RoundState,
    shelves: Mapping[int, Shelf],
    pools: Iterable[Pool],
    given_back: Mapping[int, int],
    now: datetime,
) -> tuple[tuple[Wish, ...], tuple[Wish, ...]]:
    """What can be ordered at once, and what is asked for.

    Everything waits until the round opens; what is divided, until its draw; what is sold out,
    where the household waits for it.
    """
    if now < state.opens_at:
        return (), intent.wishes
    used: dict[int, int] = {}
    at_once, later = [], []
    pools = tuple(pools)
    for wish in intent.wishes:
        shelf = shelves[wish.listing_id]
        count = 0 if shelf.is_divided else wish.quantity
        if count and _waits_for(shelf, intent):
            room = _room(wish, shelf=shelf, pools=pools, given_back=given_back, used=used)
            count = min(count, room)
        if count:
            at_once.append(Wish(wish.listing_id, count))
        if count < wish.quantity:
            later.append(Wish(wish.listing_id, wish.quantity - count))
    return tuple(at_once), tuple(later)


def _waits_for(shelf: Shelf, intent: OrderIntent) -> bool:
    """Whoever is late for a draw in writing comes behind those who were in time."""
    return intent.waits or (shelf.has_rule and intent.channel in WRITTEN)


def _room(
    wish: Wish,
    *,
    shelf: Shelf,
    pools: Sequence[Pool],
    given_back: Mapping[int, int],
    used: dict[int, int],
) -> int:
    """For how many there is enough of the listing and its shared goods.

    ``used``: by place among ``pools``, what the wishes before took of each; this one is added.
    """
    left = shelf.left(given_back=given_back.get(wish.listing_id, 0))
    room = wish.quantity if left is None else min(left, wish.quantity)
    holding = []
    for n, pool in enumerate(pools):
        left = pool.left(given_back=pool.quantity(given_back.items()))
        if left is not None and (held := pool.held_by.get(wish.listing_id)):
            room = min(room, (left - used.get(n, 0)) // held)
            holding.append((n, held))
    room = max(room, 0)
    for n, held in holding:
        used[n] = used.get(n, 0) + room * held
    return room


def check_not_divided(wishes: Iterable[Wish], *, shelves: Mapping[int, Shelf]) -> None:
    """Before its draw nobody has any of what is divided. Raises DividedLater."""
    for wish in wishes:
        if shelves[wish.listing_id].is_divided:
            raise DividedLater(name=shelves[wish.listing_id].name)


def check_left(
    wishes: Iterable[Wish],
    *,
    shelves: Mapping[int, Shelf],
    pools: Iterable[Pool],
    given_back: Mapping[int, int],
) -> None:
    """Raises SoldOut or GoodSoldOut. ``given_back`` is what the door's replaced orders return, by
    listing."""
    wanted = {wish.listing_id: wish.quantity for wish in wishes}
    for listing_id, quantity in wanted.items():
        shelf = shelves[listing_id]
        left = shelf.left(given_back=given_back.get(listing_id, 0))
        if left is not None and quantity > left:
            raise SoldOut(name=shelf.name, left=left)
    for pool in pools:
        quantity = pool.quantity(wanted.items())
        left = pool.left(given_back=pool.quantity(given_back.items()))
        if quantity and left is not None and quantity > left:
            raise GoodSoldOut(name=pool.name, left=Amount(max(left, 0), pool.sold_by))
