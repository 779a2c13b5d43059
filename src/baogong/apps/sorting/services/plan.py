"""A closed round becomes a wave: bags for each order, one crate for each entrance."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db import transaction

from baogong.apps.ordering.models import ListingItem, OrderLine, Round
from baogong.apps.ordering.models.order import OrderQuerySet
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place
from baogong.apps.places.queries import setting, site_of
from baogong.apps.places.settings import BAG_GRAMS
from baogong.apps.sorting import policies
from baogong.apps.sorting.events import WavePlanned
from baogong.apps.sorting.models import Bag, BagLine, Crate, Wave
from baogong.plumbing import audit, events, locks
from baogong.plumbing.bulk import copy_rows, reserve_ids
from baogong.plumbing.statistics import refresh_statistics
from baogong.values.codes import random_code


@transaction.atomic
def plan_wave(*, round_id: int, now: datetime) -> Wave | None:
    """Plan bags and crates of a closed round, once; None when that was done before.

    Statements do not grow with the orders.
    """
    round_ = locks.lock_one(Round.objects.exclude(closed_at=None), key=round_id)
    if Wave.objects.filter(round=round_).exists():
        return None
    depot = site_of(round_.estate, PlaceKind.DEPOT)
    wave = Wave.objects.create(round=round_, depot=depot, planned_at=now)
    orders = round_.orders.live()
    plan_bags(wave, orders=orders, limit=setting(BAG_GRAMS, place=depot, at=now))
    entrances = Place.objects.filter(pk__in=orders.values("household__parent"))
    Crate.objects.bulk_create(
        Crate(wave=wave, entrance=entrance, code=random_code())
        for entrance in entrances.order_by("pk")
    )
    refresh_statistics(Wave, Bag, BagLine, Crate)
    planned = {"orders": orders.count()}
    audit.record([audit.Act("wave.planned", wave, audit.SYSTEM, now, planned)])
    events.publish(WavePlanned(wave_id=wave.pk))
    return wave


@dataclass(frozen=True, slots=True)
class _Recipe:
    """What one package of a listing holds, and weighs."""

    items: tuple[tuple[int, int], ...]
    grams: int


class _Wanted(NamedTuple):
    """An order line as it is read: so many packages of a listing. ``alone``: its order shares no
    bag, as it waits for a second reading."""

    order_id: int
    household_id: int
    alone: bool
    line_id: int
    listing_id: int
    quantity: int


class _Draft(NamedTuple):
    """A bag to be: the order line of each package in it."""

    part: int
    parts: int
    packages: list[_Wanted]

    @property
    def order_ids(self) -> list[int]:
        return list(dict.fromkeys(line.order_id for line in self.packages))


def plan_bags(wave: Wave, *, orders: OrderQuerySet, limit: int) -> None:
    """Write the bags of some orders of the wave's round; orders of a door that fit into one bag
    share it. Statements do not grow with them."""
    recipes = _recipes(wave.round_id)
    drafts = [draft for door in _doors(orders) for draft in _bags_of_door(door, recipes, limit)]
    ids = reserve_ids(Bag, len(drafts))
    copy_rows(
        Bag,
        ("id", "wave_id", "order_id", "household_id", "part", "parts", "code"),
        (
            (pk, wave.pk, *draft.packages[0][:2], draft.part, draft.parts, random_code())
            for pk, draft in zip(ids, drafts, strict=True)
        ),
    )
    copy_rows(
        Bag.orders.through,
        ("bag_id", "order_id"),
        (
            (pk, order_id)
            for pk, draft in zip(ids, drafts, strict=True)
            for order_id in draft.order_ids
        ),
    )
    copy_rows(
        BagLine,
        ("bag_id", "order_line_id", "good_id", "planned"),
        (
            (pk, *line)
            for pk, draft in zip(ids, drafts, strict=True)
            for line in _bag_lines(draft.packages, recipes)
        ),
    )


def _recipes(round_id: int) -> dict[int, _Recipe]:
    items: dict[int, list[ListingItem]] = defaultdict(list)
    for item in ListingItem.objects.filter(listing__round=round_id).select_related("good"):
        items[item.listing_id].append(item)
    return {
        listing_id: _Recipe(
            items=tuple((row.good_id, row.quantity) for row in rows),
            grams=sum(row.good.grams(row.quantity) for row in rows),
        )
        for listing_id, rows in items.items()
    }


def _doors(orders: OrderQuerySet) -> Iterable[list[list[_Wanted]]]:
    """The lines of each order, by door, the door that ordered first in front. One query."""
    lines = OrderLine.objects.filter(order__in=orders).order_by("order", "pk")
    of_order = ("order", "order__household", "order__waits_for_check")
    rows = lines.values_list(*of_order, "pk", "listing", "quantity")
    wanted = (_Wanted(*row) for row in rows.iterator())
    doors: dict[int, list[list[_Wanted]]] = defaultdict(list)
    for _, group in groupby(wanted, key=attrgetter("order_id")):
        order = list(group)
        doors[order[0].household_id].append(order)
    return doors.values()


def _bags_of_door(
    orders: Sequence[Sequence[_Wanted]], recipes: Mapping[int, _Recipe], limit: int
) -> Iterator[_Draft]:
    """A bag for orders that fit into one together; an order that does not has bags of its own."""
    together = [order for order in orders if not order[0].alone]
    weights = [
        sum(recipes[line.listing_id].grams * line.quantity for line in order) for order in together
    ]
    for positions in policies.split_into_bags(weights, limit=limit):
        yield from _bags_of([line for n in positions for line in together[n]], recipes, limit)
    for order in orders:
        if order[0].alone:
            yield from _bags_of(order, recipes, limit)


def _bags_of(
    lines: Sequence[_Wanted], recipes: Mapping[int, _Recipe], limit: int
) -> Iterator[_Draft]:
    """Bags in which every package has one order line."""
    packages = [line for line in lines for _ in range(line.quantity)]
    weights = [recipes[line.listing_id].grams for line in packages]
    split = policies.split_into_bags(weights, limit=limit)
    for part, positions in enumerate(split, start=1):
        yield _Draft(part, len(split), [packages[position] for position in positions])


def _bag_lines(
    packages: Iterable[_Wanted], recipes: Mapping[int, _Recipe]
) -> Iterator[tuple[int, int, int]]:
    """(order line, good, pieces or grams) of a bag."""
    for line, count in Counter(packages).items():
        for good_id, quantity in recipes[line.listing_id].items:
            yield line.line_id, good_id, count * quantity
