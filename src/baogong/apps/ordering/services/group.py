"""The rows that a group of intents is decided on, locked and loaded in one fixed order."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import F, Q

from baogong.apps.ordering.enums import Rule
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

ActT = TypeVar("ActT", Order, Ask)


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
    standing: dict[tuple[int, int], list[Ask]]
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
    in common queue here, so stock and limits counted below hold until the commit. All groups of a
    rush want the same listings: what rounds and doors already hold still is read before those are
    locked.
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
    states, doors = _round_states(rounds), _door_states(places)
    known = {order.key: order for order in Order.objects.filter(key__in=keys)}
    titles = _titles(listing_ids)
    granted = _granted(titles.values(), doors=doors)
    had = _had(titles.values(), rounds=rounds, doors=doors)
    held_by = goods_in(listing_ids)
    listings = locks.lock_rows(Listing.objects.all(), keys=listing_ids)
    shelves = _shelves(listings, titles=titles, granted=granted, had=had)
    _add_held(shelves, orders=orders, lines_of=lines_of)
    return Group(
        rounds=states,
        doors=doors,
        shelves=shelves,
        pools=_pools(lock_goods(held_by), lines_of=lines_of, orders=orders),
        known=known,
        live=_by_round_and_door(orders),
        lines_of=lines_of,
        known_asks={ask.key: ask for ask in found},
        standing=_by_round_and_door(asks),
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


def _by_round_and_door(acts: Iterable[ActT]) -> dict[tuple[int, int], list[ActT]]:
    found: dict[tuple[int, int], list[ActT]] = defaultdict(list)
    for act in acts:
        found[act.round_id, act.household_id].append(act)
    return found


def _round_states(rounds: dict[int, Round]) -> dict[int, RoundState]:
    paths = Place.objects.in_bulk([row.estate_id for row in rounds.values()])
    return {
        pk: RoundState(
            estate_id=row.estate_id,
            estate_path=paths[row.estate_id].path,
            opens_at=row.opens_at,
            cutoff_at=row.cutoff_at,
            closed_at=row.closed_at,
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


@dataclass(frozen=True, slots=True)
class _Title:
    """What of a listing never changes: its package, its day and its limit."""

    package_id: int
    name: str
    day: date
    household_limit: int | None
    limit_days: int


def _titles(listing_ids: Collection[int]) -> dict[int, _Title]:
    """By listing. One query."""
    rows = Listing.objects.filter(pk__in=listing_ids).values_list(
        "pk",
        "package",
        "package__name",
        "round__delivery_date",
        "household_limit",
        "limit_days",
    )
    return {
        pk: _Title(package_id, name, day, limit, days or 1)
        for pk, package_id, name, day, limit, days in rows
    }


def _granted(
    titles: Iterable[_Title], *, doors: Collection[int]
) -> dict[int, list[LimitException]]:
    """What was granted to these doors above the limits, by package. One query, where there are
    any."""
    limited = [title for title in titles if title.household_limit is not None]
    granted: dict[int, list[LimitException]] = defaultdict(list)
    if limited:
        for row in LimitException.objects.holding().filter(
            household__in=doors,
            package__in={title.package_id for title in limited},
            until__gte=min(title.day for title in limited),
        ):
            granted[row.package_id].append(row)
    return granted


def _had(
    titles: Iterable[_Title], *, rounds: dict[int, Round], doors: Collection[int]
) -> dict[int, dict[int, dict[date, int]]]:
    """What these doors hold in other rounds, by package that is limited over days, door and day.
    One query, where there are any.

    Others decide in those rounds at the same time, but not for these doors, which are locked.
    """
    over_days = [title for title in titles if title.limit_days > 1]
    had: dict[int, dict[int, dict[date, int]]] = {}
    if not over_days:
        return had
    rows = held_since(
        min(title.day - timedelta(days=title.limit_days - 1) for title in over_days),
        estates={row.estate_id for row in rounds.values()},
        packages={title.package_id for title in over_days},
    )
    others = rows.filter(order__household__in=doors).exclude(order__round__in=rounds)
    for household_id, _, package_id, day, quantity in others:
        by_day = had.setdefault(package_id, {}).setdefault(household_id, {})
        by_day[day] = by_day.get(day, 0) + quantity
    return had


def _shelves(
    listings: dict[int, Listing],
    *,
    titles: Mapping[int, _Title],
    granted: Mapping[int, Iterable[LimitException]],
    had: Mapping[int, dict[int, dict[date, int]]],
) -> dict[int, Shelf]:
    """The shelves with what was ``granted`` and ``had`` of their packages."""
    shelves = {}
    for pk, row in listings.items():
        title = titles[pk]
        shelves[pk] = shelf = Shelf(
            name=title.name,
            package_id=title.package_id,
            round_id=row.round_id,
            day=title.day,
            price_fen=row.price_fen,
            stock=row.stock,
            household_limit=title.household_limit,
            limit_days=title.limit_days,
            taken=row.taken,
            waiting=row.waiting,
            has_rule=row.rule != Rule.FIRST_COME,
            is_divided=row.is_divided,
            had=had.get(title.package_id, {}),
        )
        for exception in granted.get(title.package_id, ()):
            if title.day <= exception.until:
                more = shelf.more.get(exception.household_id, 0)
                shelf.more[exception.household_id] = more + exception.quantity
    return shelves


def _add_held(
    shelves: Mapping[int, Shelf], *, orders: Iterable[Order], lines_of: dict[int, list[OrderLine]]
) -> None:
    """Write down what the doors' orders hold of the shelves."""
    for order in orders:
        for line in lines_of[order.pk]:
            taken_by = shelves[line.listing_id].taken_by
            taken_by[order.household_id] = taken_by.get(order.household_id, 0) + line.quantity


def lock_goods(held_by: Mapping[int, dict[int, int]]) -> dict[int, Pool]:
    """The goods of locked listings of which their rounds have only so much, locked too.

    ``held_by``: as ``goods_in`` says of those listings.
    """
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


def goods_in(listings: Collection[int]) -> dict[int, dict[int, int]]:
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
