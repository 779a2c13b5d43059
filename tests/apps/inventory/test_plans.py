"""R23: a day has so many varieties and so much of each, or somebody writes why it is enough."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from baogong.apps.catalog.models import Good
from baogong.apps.inventory.errors import PlanMissing, PlanShort
from baogong.apps.inventory.models import StockPlan
from baogong.apps.inventory.policies import PlanTargets, check_plan_ready
from baogong.apps.inventory.queries import planned_before, stock_plan
from baogong.apps.inventory.queries.plans import plan_targets
from baogong.apps.inventory.services import say_plan_ready, write_stock_plan
from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PLAN_VARIETIES
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from tests.factories import NOW, make_world
from tests.factories.racing import RACERS, race

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 13)
JIN = 500


@pytest.fixture
def world():
    return planning_world()


def planning_world():
    world = make_world()
    world.goods = [
        Good.objects.create(sku=f"V{n}", name=f"菜{n:02}", sold_by="gram") for n in range(11)
    ]
    return world


def plan(world, *jin, day=DAY):
    grams = {good.pk: n * JIN for good, n in zip(world.goods, jin, strict=False)}
    return write_stock_plan(grams, estate=world.estate, day=day, actor=SYSTEM, now=NOW)


def ready(world, reason=""):
    actor = world.staff[Role.CLERK]
    say_plan_ready(estate=world.estate, day=DAY, reason=reason, actor=actor, now=NOW)


def row(world):
    return stock_plan(estate=world.estate, day=DAY)


def test_a_variety_of_800_jin_is_200_short_and_the_plan_is_not_ready(world):
    plan(world, *[1000] * 10, 800)
    found = row(world)
    assert [(line.good, line.short) for line in found.short_lines] == [("菜10", 200 * JIN)]
    assert (len(found.lines), found.varieties_short) == (11, 0)
    with pytest.raises(PlanShort):
        ready(world)
    assert row(world).ready_at is None


def test_too_few_varieties_are_short_too(world):
    plan(world, *[1000] * 9)
    assert row(world).varieties_short == 1
    with pytest.raises(PlanShort):
        ready(world, reason="  ")
    ready(world, reason="街道另有储备")
    found = row(world)
    assert (found.ready_at, found.reason) == (NOW, "街道另有储备")


def test_a_full_plan_is_ready_without_a_reason_and_once(world):
    plan(world, *[1000] * 10)
    ready(world)
    ready(world, reason="again")
    assert row(world).reason == ""
    assert AuditEntry.objects.filter(action="stock_plan.ready").count() == 1


def test_a_plan_that_changes_is_not_ready_any_more(world):
    plan(world, *[1000] * 10)
    ready(world)
    plan(world, *[1000] * 10)
    assert row(world).ready_at == NOW
    plan(world, *[1000] * 9, 900)
    assert row(world).ready_at is None


def test_a_setting_of_the_place_says_what_is_enough(world):
    plan(world, 1000, 1000)
    set_setting(PLAN_VARIETIES, 2, place=world.estate, actor=SYSTEM, now=NOW)
    ready(world)
    assert row(world).ready_at == NOW


def test_what_is_enough_from_midnight_on_is_for_the_next_day(world):
    midnight = timezone.make_aware(datetime.combine(DAY + timedelta(days=1), time()))
    set_setting(PLAN_VARIETIES, 2, place=world.estate, actor=SYSTEM, now=midnight)
    plan(world, 1000, 1000)
    assert row(world).varieties_short == 8
    tomorrow = plan_targets(estate=world.estate, day=DAY + timedelta(days=1))
    assert tomorrow.varieties == 2


def test_nothing_planned_is_not_ready(world):
    with pytest.raises(PlanMissing):
        ready(world, reason="r")
    plan(world)
    with pytest.raises(PlanMissing):
        ready(world, reason="r")


def test_a_new_plan_begins_with_the_last_one_before_it(world):
    plan(world, 700, day=date(2026, 4, 11))
    plan(world, 900, day=date(2026, 4, 12))
    plan(world, 500, day=date(2026, 4, 14))
    assert planned_before(estate=world.estate, day=DAY) == {world.goods[0].pk: 900 * JIN}


@pytest.mark.parametrize("grams", [[100], [99, 100]])
def test_less_than_the_target_needs_a_reason(grams):
    targets = PlanTargets(varieties=2, grams=100)
    with pytest.raises(PlanShort):
        check_plan_ready(grams, targets=targets, reason="")
    check_plan_ready(grams, targets=targets, reason="r")


@pytest.mark.django_db(transaction=True)
def test_many_who_plan_the_same_day_make_one_plan():
    world = planning_world()
    race(*[lambda n=n: plan(world, *[1000 + n] * 10) for n in range(RACERS)])
    [made] = StockPlan.objects.all()
    assert len(set(made.lines.values_list("grams", flat=True))) == 1
    assert made.lines.count() == 10
