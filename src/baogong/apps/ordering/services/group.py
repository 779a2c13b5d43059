"""The rows that a group of intents is decided on, locked and loaded in one fixed order."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.db.models import F, Q

from baogong.apps.ordering.intents import OrderIntent
from baogong.apps.ordering.models import (
    Ask,
    AskLine,
    LimitException,
    Listing,
    ListingItem,
    Order,
    OrderLine,
    Round,
    RoundGood,
)
from baogong.apps.ordering.policies import DoorState, Pool, RoundState, Shelf
from baogong.apps.ordering.queries.door_limits import held_since
from baogong.apps.people.models import HouseholdCard
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place
from baogong.plumbing import locks


@dataclass(slots=True)
class Group:
    """What ``decide_orders`` looks at: locked rounds, doors, shelves and pools, orders and asks.

    While the group is decided, ``known``, ``live``, ``standing``, the lines, shelves and pools
    take in what was accepted, so each intent sees those before it.
    """

    rounds: dict[int, RoundState]
    doors: dict[int, DoorState]
    shelves: dict[int, Shelf]
    pools: dict[int, Pool]
    known: dict[UUID, Order]
    live: dict[tuple[int, int], list[Order]]
    lines_of: dict[int, list[OrderLine]]
    known_asks: dict[UUID, Ask]
    standing: dict[tuple[int, int], Ask]
    ask_lines: dict[int, list[AskLine]]
    placed: list[Order] = field(default_factory=list)
    canceled: list[Order] = field(default_factory=list)
    asked: list[Ask] = field(default_factory=list)
    withdrawn: list[Ask] = field(default_factory=list)

    def keep_nothing(self) -> None:
        """Let what is kept for those who wait be had: it is theirs now, or nobody's any more."""
        for shelf in self.shelves.values():
            shelf.waiting = 0

    def take(self, household_id: int, counts: Mapping[int, int]) -> None:
        """Take so many of each listing, and the goods in them, off; negative gives back."""
        for listing_id, count in counts.items():
            self.shelves[listing_id].take(household_id, count)
        for pool in self.pools.values():
            if quantity := pool.quantity(counts.items()):
                pool.take(household_id, quantity)


def lock_group(intents: Sequence[OrderIntent]) -> Group:
    """Lock rounds (shared), then doors, listings and goods, each in the order of ids; then count.

    Closing a round waits for the groups that share it; two groups with a door, a listing or a good
    in common queue here, so stock and limits counted below hold until the commit.
    """
    round_ids = {intent.round_id for intent in intents}
    door_ids = {intent.household_id for intent in intents}
    rounds = locks.lock_rows(Round.objects.all(), keys=round_ids, shared=True)
    places = locks.lock_rows(Place.objects.all(), keys=door_ids)
    listing_ids = {wish.listing_id for intent in intents for wish in intent.wishes}
    orders = list(Order.objects.live().filter(round__in=round_ids, household__in=door_ids))
    keys = [intent.key for intent in intents]
    standing = Q(withdrawn_at=None, round__in=round_ids, household__in=door_ids)
    found = list(Ask.objects.filter(standing | Q(key__in=keys)))
    asks = [ask for ask in found if ask.withdrawn_at is None]
    lines_of, ask_lines = _lines_of(orders), lines_of_asks(asks)
    listing_ids |= {line.listing_id for lines in lines_of.values() for line in lines}
    listing_ids |= {line.listing_id for lines in ask_lines.values() for line in lines}
    listings = locks.lock_rows(Listing.objects.all(), keys=listing_ids)
    return Group(
        rounds=_round_states(rounds),
        doors=_door_states(places),
        shelves=_shelves(listings, rounds=rounds, doors=places, held=(orders, lines_of)),
        pools=_pools(lock_goods(listings), lines_of=lines_of, orders=orders),
        known={order.key: order for order in Order.objects.filter(key__in=keys)},
        live=_by_round_and_door(orders),
        lines_of=lines_of,
        known_asks={ask.key: ask for ask in found},
        standing={(ask.round_id, ask.household_id): ask for ask in asks},
        ask_lines=ask_lines,
    )


def lines_of_asks(asks: Sequence[Ask]) -> dict[int, list[AskLine]]:
    """By ask. One query, where there are any."""
    lines: dict[int, list[AskLine]] = defaultdict(list)
    for line in AskLine.objects.filter(ask__in=[ask.pk for ask in asks]) if asks else ():
        lines[line.ask_id].append(line)
    return lines


def _lines_of(orders: Sequence[Order]) -> dict[int, list[OrderLine]]:
    lines: dict[int, list[OrderLine]] = defaultdict(list)
    for line in OrderLine.objects.filter(order__in=[order.pk for order in orders]):
        lines[line.order_id].append(line)
    return lines


def _by_round_and_door(orders: Sequence[Order]) -> dict[tuple[int, int], list[Order]]:
    found: dict[tuple[int, int], list[Order]] = defaultdict(list)
    for order in orders:
        found[order.round_id, order.household_id].append(order)
    return found


def _round_states(rounds: dict[int, Round]) -> dict[int, RoundState]:
    paths = Place.objects.in_bulk([row.estate_id for row in rounds.values()])
    return {
        pk: RoundState(
            estate_id=row.estate_id,
            estate_path=paths[row.estate_id].path,
            opens_at=row.opens_at,
            cutoff_at=row.cutoff_at,
            closed=row.closed_at is not None,
        )
        for pk, row in rounds.items()
    }


def _door_states(places: dict[int, Place]) -> dict[int, DoorState]:
    cards = {
        card.household_id: card for card in HouseholdCard.objects.filter(household__in=places)
    }
    states = {}
    for pk, place in places.items():
        is_door = place.kind == PlaceKind.HOUSEHOLD
        if card := cards.get(pk):
            states[pk] = DoorState(place.path, is_door, card.pk, card.epoch)
        else:
            states[pk] = DoorState(place.path, is_door)
    return states


def _shelves(
    listings: dict[int, Listing],
    *,
    rounds: dict[int, Round],
    doors: Collection[int],
    held: tuple[Sequence[Order], dict[int, list[OrderLine]]],
) -> dict[int, Shelf]:
    """The shelves with what the doors' orders ``held`` of them, and what else limits look at."""
    found = Listing.objects.filter(pk__in=listings)
    told = found.values_list("pk", "package__name", "round__delivery_date")
    names = {pk: (name, day) for pk, name, day in told}
    shelves = {
        pk: Shelf(
            name=names[pk][0],
            package_id=row.package_id,
            round_id=row.round_id,
            day=names[pk][1],
            price_fen=row.price_fen,
            stock=row.stock,
            household_limit=row.household_limit,
            limit_days=row.limit_days or 1,
            taken=row.taken,
            waiting=row.waiting,
            is_divided=row.is_divided,
        )
        for pk, row in listings.items()
    }
    orders, lines_of = held
    for order in orders:
        for line in lines_of[order.pk]:
            taken_by = shelves[line.listing_id].taken_by
            taken_by[order.household_id] = taken_by.get(order.household_id, 0) + line.quantity
    limited = [shelf for shelf in shelves.values() if shelf.household_limit is not None]
    if limited:
        _add_exceptions(limited, doors=doors)
    if over_days := [shelf for shelf in limited if shelf.limit_days > 1]:
        _add_had(over_days, rounds=rounds, doors=doors)
    return shelves


def _add_exceptions(shelves: Sequence[Shelf], *, doors: Collection[int]) -> None:
    """What was granted to these doors above the limits of the shelves. One query."""
    granted = LimitException.objects.filter(
        household__in=doors,
        package__in={shelf.package_id for shelf in shelves},
        until__gte=min(shelf.day for shelf in shelves),
    )
    for row in granted:
        for shelf in shelves:
            if shelf.package_id == row.package_id and shelf.day <= row.until:
                more = shelf.more.get(row.household_id, 0)
                shelf.more[row.household_id] = more + row.quantity


def _add_had(
    shelves: Sequence[Shelf], *, rounds: dict[int, Round], doors: Collection[int]
) -> None:
    """What these doors hold of the shelves' packages in other rounds. One query.

    Others decide in those rounds at the same time, but not for these doors, which are locked.
    """
    rows = held_since(
        min(shelf.day - timedelta(days=shelf.limit_days - 1) for shelf in shelves),
        estates={row.estate_id for row in rounds.values()},
        packages={shelf.package_id for shelf in shelves},
    )
    others = rows.filter(order__household__in=doors).exclude(order__round__in=rounds)
    for household_id, _, package_id, day, quantity in others:
        for shelf in shelves:
            if shelf.package_id == package_id:
                had = shelf.had.setdefault(household_id, {})
                had[day] = had.get(day, 0) + quantity


def lock_goods(listings: Collection[int]) -> dict[int, Pool]:
    """The goods of these locked listings of which their rounds have only so much, locked too."""
    held_by = _held_by(listings)
    if not held_by:
        return {}
    goods = locks.lock_rows(RoundGood.objects.select_related("good"), keys=held_by)
    return {
        pk: Pool(
            name=row.good.name,
            sold_by=row.good.sold_by,
            round_id=row.round_id,
            stock=row.stock,
            household_limit=row.household_limit,
            taken=row.taken,
            held_by=held_by[pk],
        )
        for pk, row in goods.items()
    }


def _held_by(listings: Collection[int]) -> dict[int, dict[int, int]]:
    """By round good: how much of it one of each listing holds. One query."""
    items = ListingItem.objects.filter(
        listing__in=list(listings), listing__round__goods__good=F("good")
    )
    held: dict[int, dict[int, int]] = defaultdict(dict)
    rows = items.values_list("listing__round__goods", "listing", "quantity")
    for pool_id, listing_id, quantity in rows:
        held[pool_id][listing_id] = quantity
    return held


def _pools(
    pools: dict[int, Pool], *, lines_of: dict[int, list[OrderLine]], orders: Sequence[Order]
) -> dict[int, Pool]:
    """The pools, with what the doors' orders hold of them."""
    for order in orders if pools else ():
        counts = [(line.listing_id, line.quantity) for line in lines_of[order.pk]]
        for pool in pools.values():
            if quantity := pool.quantity(counts):
                held = pool.taken_by
                held[order.household_id] = held.get(order.household_id, 0) + quantity
    return pools


def add_taken(changes: Mapping[int, int]) -> None:
    """Add to ``taken`` of locked listings; the database refuses to pass their stock."""
    _add(changes, to="ordering_listing")


def add_waiting(changes: Mapping[int, int]) -> None:
    """Add to what is kept of locked listings for those who wait."""
    if any(changes.values()):
        _add(changes, to="ordering_listing", column="waiting")


def add_taken_goods(changes: Mapping[int, int]) -> None:
    """Add to ``taken`` of locked round goods; the database refuses to pass their stock."""
    if any(changes.values()):
        _add(changes, to="ordering_roundgood")


def _add(changes: Mapping[int, int], *, to: str, column: str = "taken") -> None:
    ids = sorted(pk for pk, change in changes.items() if change)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {to} SET {column} = {column} + change.n"  # noqa: S608 - ours alone
            " FROM unnest(%s::bigint[], %s::int[]) AS change(id, n)"
            f" WHERE {to}.id = change.id",
            [ids, [changes[pk] for pk in ids]],
        )
