"""A round with tomatoes that are weighed at the depot (R21): 3 斤 for ¥18.00."""

from datetime import datetime, timedelta
from uuid import uuid4

from baogong.apps.catalog.enums import Family, SoldBy
from baogong.apps.catalog.models import Good, Package, PackageItem
from baogong.apps.ordering.services import Offer, RoundPlan, open_round
from baogong.apps.people.enums import Role
from baogong.apps.sorting.models import Bag, BagLine, Weighing
from baogong.apps.sorting.services import Reading, weigh
from tests.factories.chain import receive
from tests.factories.world import NOW, World, make_world, order, packages, ripe_round

TOMATO_GRAMS, TOMATO_FEN = 1500, 1800


def tomatoes() -> Package:
    good = Good.objects.create(sku="TOM", name="番茄", sold_by=SoldBy.GRAM)
    package = Package.objects.create(
        code="TOM3",
        name="番茄 3 斤",
        price_fen=TOMATO_FEN,
        stated_grams=TOMATO_GRAMS,
        family=Family.PRODUCE,
        published_at=NOW,
        at_scale=True,
    )
    PackageItem.objects.create(package=package, good=good, quantity=TOMATO_GRAMS)
    return package


def weighing_world(*, now: datetime = NOW) -> World:
    """The round offers tomatoes by weight and the package of eggs and cabbage."""
    world = make_world()
    _veg, eggs = packages()
    world.round = open_round(
        estate=world.estate,
        plan=RoundPlan(
            title="R21",
            opens_at=now - timedelta(hours=1),
            cutoff_at=now + timedelta(hours=8),
            delivery_date=(now + timedelta(days=1)).date(),
        ),
        offers=[Offer(package, world.supplier) for package in (tomatoes(), eggs)],
        actor=world.staff[Role.COMMANDER],
        now=now,
    )
    return world


def ready_to_weigh(*quantities: int, spare: int = 2000, **changes) -> World:
    """The first door's order waits on the table; ``spare`` grams of tomatoes lie there too."""
    world = weighing_world()
    order(world, world.doors[0], *(quantities or (1, 1)), **changes)
    ripe_round(world)
    receive(world, TOM=-spare)
    return world


def the_bag() -> Bag:
    return Bag.objects.get(lines__good__sku="TOM")


def tomato_line(bag: Bag) -> BagLine:
    return bag.lines.get(good__sku="TOM")


def put_on_scale(world: World, bag: Bag, grams: int, **changes) -> Weighing:
    fields = {"key": uuid4(), "bag_line_id": tomato_line(bag).pk, "grams": grams}
    return weigh(Reading(**fields | changes), actor=world.staff[Role.SORTER], now=NOW)
