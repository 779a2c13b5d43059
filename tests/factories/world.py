from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from baogong.apps.accounts.models import User
from baogong.apps.catalog.enums import Family, SoldBy, Unit
from baogong.apps.catalog.models import Good, Package, PackageItem
from baogong.apps.ordering.intents import OrderIntent, Wish
from baogong.apps.ordering.models import Listing, Round
from baogong.apps.ordering.services import Offer, RoundPlan, close_round, decide_order, open_round
from baogong.apps.people.enums import Role
from baogong.apps.people.models import HouseholdCard
from baogong.apps.people.services import assign, hire, issue_cards
from baogong.apps.places.models import Place
from baogong.apps.places.services import add_estate, add_town, load_doors, set_setting
from baogong.apps.places.settings import SECOND_FACTOR
from baogong.apps.procurement.services import order_goods
from baogong.apps.sorting.services import plan_wave
from baogong.apps.suppliers.models import Supplier, SupplierMember
from baogong.plumbing.audit import SYSTEM
from baogong.readers.doors import DoorLine

NOW = datetime(2026, 4, 12, 2, 0, tzinfo=UTC)
PASSWORD = "correct horse 22"
CABBAGE_GRAMS, EGGS = 3000, 20


@dataclass
class World:
    """An estate E of town T: buildings x floors x 2 doors, one supplier, one round."""

    town: Place
    estate: Place
    supplier: Supplier
    round: Round
    staff: dict[Role, User] = field(default_factory=dict)

    @property
    def doors(self) -> list[Place]:
        return list(Place.objects.within(self.estate).doors().order_by("sort_key"))

    @property
    def listings(self) -> list[Listing]:
        return list(self.round.listings.order_by("pk"))


def make_world(
    *,
    buildings: int = 1,
    floors: int = 2,
    stock: int | None = None,
    limit: int | None = None,
    name: str = "E",
) -> World:
    """A vegetable package (3 kg cabbage) and an egg package (20 eggs, 1 kg cabbage)."""
    town = Place.objects.filter(path="/t/").first() or _town()
    estate = add_estate(town=town, code=name.lower(), name=name, actor=SYSTEM, now=NOW)
    boss = hire(username=f"boss-{name}", name="B", password=PASSWORD, actor=SYSTEM, now=NOW)
    load_doors(door_lines(buildings, floors), estate=estate, actor=boss, now=NOW)
    issue_cards(place=estate, actor=boss, now=NOW)
    supplier, _ = Supplier.objects.get_or_create(town=town, name=f"S-{name}")
    world = World(town, estate, supplier, _round(estate, supplier, boss, stock=stock, limit=limit))
    for role in Role:
        user = hire(username=f"{role}-{name}", name=role, password=PASSWORD, actor=SYSTEM, now=NOW)
        assign(user=user, role=role, place=estate, actor=SYSTEM, now=NOW)
        world.staff[role] = user
    SupplierMember.objects.create(supplier=supplier, user=world.staff[Role.SHOP])
    return world


def _town() -> Place:
    """A town that asks nobody for a second factor; tests of it switch it on."""
    town = add_town(code="t", name="T")
    set_setting(SECOND_FACTOR, 0, place=town, actor=SYSTEM, now=NOW)
    return town


def door_lines(buildings: int, floors: int) -> list[DoorLine]:
    return [
        DoorLine(
            door=f"B{b}-1-{f}0{r}",
            building=f"B{b}",
            entrance="1",
            floor=f,
            room=f"{f}0{r}",
            people=3,
        )
        for b in range(1, buildings + 1)
        for f in range(1, floors + 1)
        for r in (1, 2)
    ]


def add_houses(world: World, *rooms: str) -> list[Place]:
    """Houses right under the estate, beside its buildings."""
    lines = [DoorLine(room, "", "", None, room) for room in rooms]
    load_doors(lines, estate=world.estate, actor=SYSTEM, now=NOW)
    return list(Place.objects.filter(parent=world.estate, code__in=rooms).order_by("sort_key"))


def packages() -> list[Package]:
    cabbage, _ = Good.objects.get_or_create(sku="CAB", name="白菜", sold_by=SoldBy.GRAM)
    egg, _ = Good.objects.get_or_create(
        sku="EGG", name="鸡蛋", sold_by=SoldBy.PIECE, piece_grams=60
    )
    found = list(Package.objects.order_by("pk"))
    if found:
        return found
    published = {"family": Family.PRODUCE, "published_at": NOW, "tolerance_percent": 5}
    veg = Package.objects.create(
        code="VEG35", name="蔬菜包", price_fen=3500, stated_grams=CABBAGE_GRAMS, **published
    )
    eggs = Package.objects.create(
        code="EVG50", name="鸡蛋蔬菜包", price_fen=5000, stated_grams=2200, **published
    )
    PackageItem.objects.create(package=veg, good=cabbage, quantity=CABBAGE_GRAMS)
    PackageItem.objects.create(package=eggs, good=egg, quantity=EGGS)
    PackageItem.objects.create(package=eggs, good=cabbage, quantity=1000)
    return [veg, eggs]


def _round(
    estate: Place,
    supplier: Supplier,
    boss: User,
    *,
    stock: int | None,
    limit: int | None,
    now: datetime = NOW,
) -> Round:
    return open_round(
        estate=estate,
        plan=RoundPlan(
            title="R1",
            opens_at=now - timedelta(hours=1),
            cutoff_at=now + timedelta(hours=8),
            delivery_date=(now + timedelta(days=1)).date(),
        ),
        offers=[
            Offer(package, supplier, stock=stock, household_limit=limit) for package in packages()
        ],
        actor=boss,
        now=now,
    )


def announce(world: World, *, now: datetime) -> Round:
    """Another round of the world's two packages, open at ``now`` for eight hours."""
    world.round = _round(
        world.estate, world.supplier, world.staff[Role.COMMANDER], stock=None, limit=None, now=now
    )
    return world.round


def announce_pieces(
    world: World, named: Mapping[str, tuple[str, int, Unit]], *, now: datetime = NOW
) -> Round:
    """A round of packages of one piece each, code -> (name, price in fen, unit)."""
    plan = RoundPlan("R2", now, now + timedelta(hours=8), (now + timedelta(days=1)).date())
    offers = [Offer(_piece(code, *row), world.supplier) for code, row in named.items()]
    actor = world.staff[Role.COMMANDER]
    world.round = open_round(estate=world.estate, plan=plan, offers=offers, actor=actor, now=now)
    return world.round


def _piece(code: str, name: str, price_fen: int, unit: Unit) -> Package:
    good = Good.objects.create(sku=code, name=name, sold_by=SoldBy.PIECE, piece_grams=500)
    package = Package.objects.create(
        code=code,
        name=name,
        price_fen=price_fen,
        stated_grams=500,
        family=Family.KITCHEN,
        published_at=NOW,
        tolerance_percent=5,
        unit=unit,
    )
    PackageItem.objects.create(package=package, good=good, quantity=1)
    return package


def intent(world: World, door: Place, *quantities: int, **changes) -> OrderIntent:
    """An intent for so many of each listing, in their order, from the door's own card."""
    wishes = tuple(
        Wish(listing.pk, quantity)
        for listing, quantity in zip(world.listings, quantities, strict=False)
        if quantity
    )
    fields = {
        "key": uuid4(),
        "round_id": world.round.pk,
        "household_id": door.pk,
        "wishes": wishes,
        "occurred_at": NOW,
        "card_epoch": HouseholdCard.objects.get(household=door).epoch,
    }
    return OrderIntent(**fields | changes)


def order(world: World, door: Place, *quantities: int, **changes):
    return decide_order(intent(world, door, *quantities, **changes), now=NOW)


def ripe_round(world: World) -> None:
    """Close the round and do what its jobs do: purchase orders, bags, crates."""
    close_round(round_id=world.round.pk, actor=SYSTEM, now=NOW)
    order_goods(round_id=world.round.pk, now=NOW)
    plan_wave(round_id=world.round.pk, now=NOW)
