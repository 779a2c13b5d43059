"""R1, R2, R4, R9, R18: the demo's two estates, as the stories tell them."""

from random import Random

import pytest
from django.utils import timezone

from baogong.apps.control.enums import MovementRule, ZoneLevel
from baogong.apps.control.queries import level_at, rule_at
from baogong.apps.delivery.models import Run
from baogong.apps.filings.enums import FilingState
from baogong.apps.filings.models import Filing
from baogong.apps.filings.queries import filings_of
from baogong.apps.money.enums import AccountKind, PostingKind
from baogong.apps.money.models import Account, CashCount, Transfer
from baogong.apps.money.queries import account_balance
from baogong.apps.ordering.models import GroupBuyFile
from baogong.apps.people.enums import Role
from baogong.apps.people.models import Person
from baogong.apps.places.models import CareFlag, Place, RosterConflict
from baogong.apps.places.queries import (
    buildings_within,
    grid_totals,
    grids_of,
    live_plan,
    plan_parts,
)
from baogong.apps.places.services import add_estate, add_town, load_doors
from baogong.cli import demo
from baogong.cli.play import eleven_grids, estates, filings, rosters, under_way
from baogong.cli.play.scene import CREW
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW

PASSWORD = "correct horse 22"
SAFE_KINDS = (PostingKind.COUNT, PostingKind.FLOAT_OUT, PostingKind.FLOAT_BACK)


def test_the_large_estate_has_over_ten_thousand_people():
    doors = eleven_grids.door_lines(eleven_grids.FLOORS)

    assert len(doors) == len({line.door for line in doors}) == 3696
    assert sum(line.people for line in doors) > 10_000


def test_somebody_of_each_role_of_the_crew_stands_where_to_click():
    listed = {username for username, *_ in demo.STAFF}

    assert {f"{role}1" for role in CREW} <= listed


@pytest.mark.django_db(transaction=True)
def test_both_estates_are_at_work_side_by_side():
    now, address = timezone.now(), "http://localhost:8000"
    scene = under_way.load(under_way.SIX_DOORS, password=PASSWORD, public_url=address, now=now)
    small, boss = eleven_grids.SMALL, scene.commander
    estate = eleven_grids.load(scene, small, password=PASSWORD, random=Random(1), now=now)
    buildings = [place.label for place in buildings_within(scene.estate)]
    rosters.load_people(scene.estate, buildings=buildings, by=boss, now=now)
    rosters.let_volunteers_apply(estate, random=Random(2), by=boss, now=now)

    filings.file_group_buys(scene, other=estate, now=now)

    assert_eleven_grids(estate)
    assert_group_buys_filed(scene, estate)
    assert_cash_was_counted_before_it_was_paid_out(scene)
    assert (level_at(estate, now), rule_at(estate, now)) == (
        ZoneLevel.LOCKDOWN,
        MovementRule.STAY_IN_GRID,
    )
    assert Run.objects.filter(entrance__path__startswith=estate.path).exists()
    assert [file.name for file in GroupBuyFile.objects.filter(read_at=None)] == ["水果团导出.csv"]
    here = Person.objects.filter(place__path__startswith=scene.estate.path)
    assert here.count() == rosters.PEOPLE
    assert here.filter(cadre=True).count() == rosters.CADRES
    assert Person.objects.filter(state="applied").count() == rosters.VOLUNTEERS


def assert_group_buys_filed(scene, other):
    """X2: one waits for the commander; one is approved, its round open, its truck booked."""
    look = {"viewer": scene.commander, "roles": [Role.COMMANDER]}
    [waiting] = filings_of(states=[FilingState.FILED], most=9, **look)
    [approved] = filings_of(states=[FilingState.APPROVED], most=9, **look)

    assert (waiting.title, waiting.estate_id) == ("鸡蛋蔬菜团购", scene.estate.pk)
    assert (approved.title, approved.estate_id) == ("蔬菜团购", other.pk)
    filed = Filing.objects.get(pk=approved.id)
    assert filed.round.closed_at is None
    assert filed.slot.begins_at == filed.arrives_at


def assert_cash_was_counted_before_it_was_paid_out(scene):
    """R40: the safe never stood below zero, and what lies in it was signed for by two."""
    moved = Transfer.objects.filter(posting__kind__in=SAFE_KINDS)
    safe, stands = Account.objects.get(kind=AccountKind.SAFE, place=scene.estate), []
    for row in moved.order_by("posting__occurred_at", "pk"):
        change = row.fen * ((row.debit_id == safe.pk) - (row.credit_id == safe.pk))
        stands.append((stands[-1] if stands else 0) + change)

    assert min(stands) >= 0
    assert account_balance(safe.pk) == stands[-1] > 0
    assert not CashCount.objects.filter(signed_at=None).exists()


def assert_eleven_grids(estate):
    plan = live_plan(estate_id=estate.pk)
    parts = plan_parts(estate=estate, plan_id=plan.id)
    totals = grid_totals(parts, grids_of(estate_id=estate.pk))
    assert [row.doors for row in totals] == [*[24] * 11, 0]


@pytest.mark.django_db
def test_the_register_of_a_building_leaves_things_to_settle():
    estate = add_estate(
        town=add_town(code="t", name="T"), code="e", name="E", actor=SYSTEM, now=NOW
    )
    lines = [line for line in estates.door_lines() if line.building == "E6"]
    load_doors(lines, estate=estate, actor=SYSTEM, now=NOW)
    rosters.load_register(estate, building="E6", by=SYSTEM, now=NOW)

    assert Place.objects.doors().filter(occupied=None).count() == 0
    assert CareFlag.objects.count() == 4
    kinds = RosterConflict.objects.values_list("kind", flat=True)
    assert {"bad_phone", "duplicate_differs"} <= set(kinds)
