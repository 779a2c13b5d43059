"""A supply day under way, with one of each thing that has a page of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django.utils.timezone import localdate, localtime

from baogong.apps.catalog.enums import GoodCategory
from baogong.apps.control.enums import MovementRule
from baogong.apps.control.services import Basis, change_rule
from baogong.apps.delivery.queries import runs_of
from baogong.apps.delivery.services import prove_by_photo
from baogong.apps.filings.services import (
    NewSupplier,
    Terms,
    add_known,
    draft_filing,
    file_filing,
)
from baogong.apps.gate.services import FoundGoods, file_goods
from baogong.apps.inventory.enums import StockReason
from baogong.apps.inventory.queries import area_rows, shelf_of
from baogong.apps.inventory.services import (
    AreaPlan,
    Found,
    count_area,
    count_stock,
    plan_areas,
)
from baogong.apps.ordering.enums import Channel, OnExisting
from baogong.apps.ordering.intents import OrderIntent, Wish
from baogong.apps.ordering.queries import offers_for_door
from baogong.apps.ordering.queries.listings import listing_ids
from baogong.apps.ordering.services import (
    RoundPlan,
    check_slip,
    deal_due,
    decide_order,
    print_slips,
)
from baogong.apps.people.enums import Role
from baogong.apps.people.services import pair_up
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import buildings_within, doors_within, grids_of, site_of
from baogong.apps.places.services import approve_plan, assign_parts, draw_plan
from baogong.apps.procurement.enums import PhotoOf
from baogong.apps.procurement.queries import arrivals
from baogong.apps.procurement.services import keep_arrival_photos
from baogong.apps.reporting.queries.specimens import specimens
from baogong.apps.reporting.services import close_day
from baogong.cli.play import modes, prices, rosters, under_way
from baogong.cli.play.scene import announce_round

if TYPE_CHECKING:
    from datetime import datetime

    from baogong.cli.play.scene import Scene

BUILDING = "A1"  # stands in the small estate and in the large one
GRIDS = 11


def set_stage(size: under_way.Size, *, password: str, public_url: str, now: datetime) -> Scene:
    """The demo's first estate with rosters, people, grids and a rule."""
    scene = under_way.load(size, password=password, public_url=public_url, now=now)
    estate, boss = scene.estate, scene.commander
    rosters.load_register(estate, building=BUILDING, by=boss, now=now)
    rosters.take_register(estate, building=BUILDING, by=boss, now=now)
    buildings = [place.label for place in buildings_within(estate)]
    rosters.load_people(estate, buildings=buildings, by=boss, now=now)
    _divide(scene, now=now)
    modes.decide(scene, to_point=BUILDING, to_entrance="A2", now=now)
    _prove(scene, now=now)
    _see_to_the_store(scene, now=now)
    _report(scene, now=now)
    _photograph(scene, now=now)
    _read_a_slip(scene, now=now)
    _ask_ahead(scene, now=now)
    _draw(scene, now=now)
    _pair(scene, now=now)
    _file(scene, now=now)
    prices.change_prices(scene, now=now)
    return scene


def _ask_ahead(scene: Scene, *, now: datetime) -> None:
    """The first door asks by phone for something of a round that opens tomorrow."""
    opens_at, by = now + timedelta(days=1), scene.crew[Role.CLERK][0]
    day = localdate(opens_at + timedelta(days=1))
    plan = RoundPlan(f"{day:%m-%d}", opens_at, opens_at + timedelta(hours=4), day)
    round_ = announce_round(scene, plan, now=now)
    ask = OrderIntent(
        key=uuid4(),
        round_id=round_.pk,
        household_id=doors_within(scene.estate)[0].pk,
        wishes=(Wish(listing_ids(round_id=round_.pk)[0], 1),),
        occurred_at=now,
        channel=Channel.PHONE,
        placed_by_id=by.pk,
        read_back=True,
    )
    decide_order(ask, now=now)


def _report(scene: Scene, *, now: datetime) -> None:
    """The day that is under way, reported before it is over."""
    close_day(
        estate_id=scene.estate.pk,
        day=localdate(now),
        reason="-",
        actor=scene.commander,
        now=now,
    )


def _see_to_the_store(scene: Scene, *, now: datetime) -> None:
    """An area below par with its refill, and a piece of one good that was thrown away."""
    depot, by = site_of(scene.estate, PlaceKind.DEPOT), scene.commander
    plan_areas({GoodCategory.LEAF: AreaPlan(by.pk, 500_000)}, depot=depot, actor=by, now=now)
    [area] = area_rows(depot_id=depot.pk)
    count_area(key=uuid4(), area_id=area.id, grams=100_000, actor=by, now=now)
    row = next(row for row in shelf_of(depot_id=depot.pk) if row.on_hand)
    lost = Found(uuid4(), row.good_id, StockReason.SPOILED, 1, row.on_hand, photo=b"-")
    count_stock(lost, depot=depot, actor=by, now=now)


def _divide(scene: Scene, *, now: datetime) -> None:
    """Eleven grids by a plan in force, a draft of the next one, and a rule that closes nothing."""
    estate, by = scene.estate, scene.commander
    plan = draw_plan(estate=estate, grids=GRIDS, actor=by, now=now)
    grids, buildings = grids_of(estate_id=estate.pk), buildings_within(estate)
    grid_of = {place.pk: grids[n % GRIDS].id for n, place in enumerate(buildings)}
    assign_parts(plan_id=plan.pk, grid_of=grid_of, actor=by, now=now)
    approve_plan(plan_id=plan.pk, seen=1, note="", actor=by, now=now)
    draw_plan(estate=estate, actor=by, now=now)
    basis = Basis(now, scene.town.label)
    change_rule(place=estate, rule=MovementRule.FREE, basis=basis, actor=by, now=now)


def _photograph(scene: Scene, *, now: datetime) -> None:
    """Damage on a truck, and goods that nobody ordered."""
    by = scene.crew[Role.GATE][0]
    order = arrivals(viewer=by, today=localdate(now))[0]
    damage = {PhotoOf.DAMAGE: b"-"}
    keep_arrival_photos(damage, key=uuid4(), purchase_order_id=order.id, actor=by, now=now)
    found = FoundGoods(uuid4(), "方便面", 3, "不详", "门岗左侧", photo=b"-")
    file_goods(found, gate_id=site_of(scene.estate, PlaceKind.GATE).pk, actor=by, now=now)


def _prove(scene: Scene, *, now: datetime) -> None:
    """A photo of one bag that was given on the day before."""
    officers = [user for users in scene.officers.values() for user in users]
    officer, bag = next(
        (officer, bag)
        for officer in officers
        for run in runs_of(viewer=officer, since=now - timedelta(days=3))
        for bag in run.bags
        if bag.is_given
    )
    prove_by_photo(key=uuid4(), bag_code=bag.code, image=b"-", officer=officer, now=now)


def _draw(scene: Scene, *, now: datetime) -> None:
    """Lots for the one door that asked by phone for some of the tomatoes of another round, which
    are its cheapest package."""
    opened, by = now - timedelta(hours=1), scene.crew[Role.CLERK][0]
    closes_at, draws_at = now + timedelta(hours=1), now - timedelta(minutes=1)
    plan = RoundPlan("抽签", opened, closes_at, localdate(closes_at), draws_at=draws_at)
    round_ = announce_round(scene, plan, now=opened)
    ask = OrderIntent(
        key=uuid4(),
        round_id=round_.pk,
        household_id=doors_within(scene.estate)[0].pk,
        wishes=(Wish(listing_ids(round_id=round_.pk)[0], 1),),
        occurred_at=opened,
        channel=Channel.PHONE,
        placed_by_id=by.pk,
        read_back=True,
    )
    decide_order(ask, now=opened)
    deal_due(now)


def _pair(scene: Scene, *, now: datetime) -> None:
    """The officer of the first run orders for the first door."""
    found = specimens()
    pair_up(
        helper_id=found["run_officer"],
        place_ids=[found["door"]],
        estate=scene.estate,
        actor=scene.commander,
        now=now,
    )


def _file(scene: Scene, *, now: datetime) -> None:
    """A group buy of a new shop that waits for approval."""
    by, estate = scene.crew[Role.CLERK][0], scene.estate
    noon = localtime(now).replace(hour=12, minute=0, second=0, microsecond=0)
    comes = noon + timedelta(days=1)
    terms = Terms(
        title="面包团购",
        gate_id=site_of(estate, PlaceKind.GATE).pk,
        arrives_at=comes,
        delivery_date=comes.date(),
        cutoff_at=now + timedelta(hours=2),
        supplier=NewSupplier("新店", "9131", photo=b"-"),
    )
    filing = draft_filing(terms, key=uuid4(), estate_id=estate.pk, actor=by, now=now)
    package_id = scene.packages[0].pk
    add_known(package_id=package_id, stock=None, filing_id=filing.pk, actor=by, now=now)
    file_filing(filing_id=filing.pk, actor=by, now=now)


def _read_a_slip(scene: Scene, *, now: datetime) -> None:
    """A paper slip that was printed, and that two people read differently."""
    door = doors_within(scene.estate)[-1]
    offer = offers_for_door(path=door.path, now=now)[-1]
    print_slips(round_id=offer.id, door_ids=[door.pk], actor=scene.commander, now=now)
    slip = OrderIntent(
        key=uuid4(),
        round_id=offer.id,
        household_id=door.pk,
        wishes=(Wish(offer.listings[0].id, 1),),
        occurred_at=now,
        channel=Channel.SHEET,
        placed_by_id=scene.crew[Role.CLERK][0].pk,
        on_existing=OnExisting.ADD,
    )
    order_id = decide_order(slip, now=now).order_id or 0
    check_slip(act_id=order_id, key=uuid4(), wishes=(), actor=scene.commander, now=now)
