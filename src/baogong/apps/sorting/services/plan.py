"""A closed round becomes a wave: bags for each order, one crate for each entrance."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from baogong.apps.ordering.models import ListingItem, Order, OrderLine, Round
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import setting, site_of
from baogong.apps.places.settings import BAG_GRAMS
from baogong.apps.sorting import policies
from baogong.apps.sorting.events import WavePlanned
from baogong.apps.sorting.models import Bag, BagLine, Crate, Wave
from baogong.plumbing import audit, events, locks
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
    orders = list(round_.orders.live().select_related("household").prefetch_related("lines"))
    limit = setting(BAG_GRAMS, place=depot, at=now)
    _plan_bags(wave, orders=orders, limit=limit)
    Crate.objects.bulk_create(
        Crate(wave=wave, entrance_id=entrance_id, code=random_code())
        for entrance_id in sorted({order.household.entrance_id for order in orders})
    )
    refresh_statistics(Wave, Bag, BagLine, Crate)
    audit.record([audit.Act("wave.planned", wave, audit.SYSTEM, now, {"orders": len(orders)})])
    events.publish(WavePlanned(wave_id=wave.pk))
    return wave


@dataclass(frozen=True, slots=True)
class _Recipe:
    """What one package of a listing holds, and weighs."""

    items: tuple[tuple[int, int], ...]
    grams: int


def _plan_bags(wave: Wave, *, orders: Sequence[Order], limit: int) -> None:
    recipes = _recipes(wave.round_id)
    drafts = [draft for order in orders for draft in _bags_of(order, recipes, wave, limit)]
    Bag.objects.bulk_create([bag for bag, _ in drafts], batch_size=5000)
    BagLine.objects.bulk_create(
        (line for bag, lines in drafts for line in _bag_lines(bag, lines, recipes)),
        batch_size=5000,
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


def _bags_of(
    order: Order, recipes: dict[int, _Recipe], wave: Wave, limit: int
) -> Iterator[tuple[Bag, list[OrderLine]]]:
    """The order's bags, each with one order line for every package in it."""
    packages = [line for line in order.lines.all() for _ in range(line.quantity)]
    weights = [recipes[line.listing_id].grams for line in packages]
    split = policies.split_into_bags(weights, limit=limit)
    for part, positions in enumerate(split, start=1):
        bag = Bag(
            wave=wave,
            order=order,
            household_id=order.household_id,
            part=part,
            parts=len(split),
            code=random_code(),
        )
        yield bag, [packages[position] for position in positions]


def _bag_lines(
    bag: Bag, packages: Iterable[OrderLine], recipes: dict[int, _Recipe]
) -> Iterator[BagLine]:
    counts = Counter(package.pk for package in packages)
    listing_of = {package.pk: package.listing_id for package in packages}
    for line_id, count in counts.items():
        for good_id, quantity in recipes[listing_of[line_id]].items:
            yield BagLine(
                bag=bag, order_line_id=line_id, good_id=good_id, planned=count * quantity
            )
