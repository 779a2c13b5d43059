"""R94: to the door, the entrance or a point; open bags follow, and their history says so."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baogong.apps.control.enums import MovementRule, ZoneLevel
from baogong.apps.control.errors import AuthorityMissing
from baogong.apps.control.services import Basis, change_level, change_rule
from baogong.apps.delivery.enums import Mode, Result
from baogong.apps.delivery.errors import ModeReasonMissing, PointMissing
from baogong.apps.delivery.models import ModeChange, Proof
from baogong.apps.delivery.queries import (
    Way,
    Whereabouts,
    order_track,
    way_at,
    way_changes,
    ways_of,
)
from baogong.apps.delivery.reports import as_payload, read_report
from baogong.apps.delivery.services import Decision, change_mode, reverse_mode
from baogong.apps.people.enums import Role
from baogong.apps.places.models import Place
from baogong.apps.reporting.queries import Happening, bag_history
from tests.factories import NOW, make_world
from tests.factories.chain import carried
from tests.factories.grids import building, grid, live_grids
from tests.factories.modes import let_go, pickup_point

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def world():
    return make_world(buildings=3, floors=1)


def entrance(world, code):
    return Place.objects.get(path=f"{world.estate.path}{code}/1/")


def basis(at=NOW):
    return Basis(at, "区指挥部")


def test_bags_go_to_the_door_where_nothing_was_decided(world):
    assert way_at(world.doors[0], NOW) == Way(Mode.DOOR)


def test_the_nearest_place_decides_and_each_change_counts_from_its_moment(world):
    point = pickup_point(world)
    let_go(world, Mode.POINT)
    let_go(world, Mode.ENTRANCE, place=building(world, "B2"), at=LATER)
    let_go(world, Mode.DOOR, place=entrance(world, "B3"))

    ways = [way_at(entrance(world, code), NOW) for code in ("B1", "B2", "B3")]
    assert ways == [Way(Mode.POINT, point.pk, point.label)] * 2 + [Way(Mode.DOOR)]
    assert way_at(entrance(world, "B2"), LATER) == Way(Mode.ENTRANCE)
    assert way_at(entrance(world, "B1"), NOW - timedelta(days=2)) == Way(Mode.DOOR)


def test_a_grid_decides_for_the_buildings_in_it(world):
    live_grids(world, ["B1"], ["B2"], now=NOW - timedelta(days=9))
    let_go(world, Mode.ENTRANCE, place=grid(world, 1))

    assert way_at(entrance(world, "B1"), NOW).mode is Mode.ENTRANCE
    assert way_at(entrance(world, "B2"), NOW).mode is Mode.DOOR


def test_nobody_is_called_to_where_a_level_or_rule_does_not_let_them_go(world):
    let_go(world, Mode.POINT)
    act = {"basis": basis(), "actor": world.staff[Role.COMMANDER], "now": NOW}
    change_level(place=building(world, "B1"), level=ZoneLevel.LOCKDOWN, **act)
    change_rule(place=building(world, "B2"), rule=MovementRule.STAY_IN_BUILDING, **act)
    change_rule(place=building(world, "B3"), rule=MovementRule.STAY_IN_HOME, **act)

    modes = [way_at(entrance(world, code), NOW).mode for code in ("B1", "B2", "B3")]
    assert modes == [Mode.DOOR, Mode.ENTRANCE, Mode.DOOR]


def test_a_taken_back_entry_gives_way_to_what_held_before(world):
    let_go(world, Mode.ENTRANCE)
    change = let_go(world, Mode.POINT, place=building(world, "B1"))
    act = {"reason": "填错", "actor": world.staff[Role.COMMANDER], "now": NOW}

    reversal = reverse_mode(change, **act)

    assert reverse_mode(change, **act) == reversal
    assert way_at(entrance(world, "B1"), NOW).mode is Mode.ENTRANCE


@pytest.mark.parametrize(
    ("decision", "authority", "error"),
    [
        (Decision(Mode.POINT, "防范区"), "区", PointMissing),
        (Decision(Mode.DOOR, " "), "区", ModeReasonMissing),
        (Decision(Mode.DOOR, "封控"), "", AuthorityMissing),
    ],
)
def test_a_change_without_point_reason_or_authority_is_refused(world, decision, authority, error):
    with pytest.raises(error):
        change_mode(
            place=world.estate,
            decision=decision,
            basis=Basis(NOW, authority),
            actor=world.staff[Role.COMMANDER],
            now=NOW,
        )
    assert not ModeChange.objects.exists()


def test_the_ways_of_many_places_cost_as_many_queries_as_of_one(world):
    live_grids(world, ["B1"], ["B2"], now=NOW - timedelta(days=9))
    let_go(world, Mode.POINT)

    def queries(*codes):
        places = [entrance(world, code).pk for code in codes]
        with CaptureQueriesContext(connection) as captured:
            ways_of(places, at=NOW)
        return len(captured)

    assert queries("B1") == queries("B1", "B2", "B3") == 10


def test_each_end_counts_as_delivered_and_the_proof_tells_which(world):
    there = carried(world)
    for bag, end in zip(there.bags, Mode, strict=False):
        report, _outcome = there.tap(bag, Result.GIVEN, end=end)
        assert read_report(as_payload(report)) == report

    assert list(Proof.objects.order_by("pk").values_list("end", flat=True)) == list(Mode)
    sums = there.sums()
    assert sums.bags.delivered == 3
    assert sums.balanced
    wheres = {
        track.where
        for bag in there.bags[:3]
        for track in order_track(order_id=bag.order_id).bags
        if track.code in {b.code for b in there.bags[:3]}
    }
    assert wheres == {Whereabouts.GIVEN, Whereabouts.AT_ENTRANCE, Whereabouts.COLLECTED}


def test_a_report_of_an_older_phone_was_given_at_the_door(world):
    there = carried(world)
    report, _outcome = there.tap(there.bags[0], Result.GIVEN)

    assert "end" not in as_payload(report)
    assert Proof.objects.get().end == Mode.DOOR


def test_an_end_that_nobody_knows_is_filed_and_not_guessed(world):
    there = carried(world)
    report, _outcome = there.tap(there.bags[0], Result.NOBODY_HOME)

    unread = read_report(as_payload(report) | {"result": "given", "end": "roof"})
    assert "roof" in unread.payload["raw"]


def test_the_history_of_an_open_bag_tells_each_change_of_its_mode(world):
    let_go(world, Mode.POINT)
    there = carried(world)
    bag = there.bags[0]
    change_level(
        place=building(world, "B1"),
        level=ZoneLevel.LOCKDOWN,
        basis=basis(LATER),
        actor=world.staff[Role.COMMANDER],
        now=NOW,
    )
    let_go(world, Mode.ENTRANCE, place=building(world, "B2"), at=LATER)  # another building

    history = bag_history(viewer=world.staff[Role.COMMANDER], roles={Role.COMMANDER}, pk=bag.pk)
    told = [(row.at, row.data["mode"]) for row in history.lines if row.kind is Happening.MODE]
    assert told == [(NOW, str(Mode.POINT.label)), (LATER, str(Mode.DOOR.label))]


def test_the_history_of_a_given_bag_ends_with_its_end(world):
    there = carried(world)
    there.tap(there.bags[0], Result.GIVEN)
    let_go(world, Mode.ENTRANCE, at=LATER)

    assert [way for _at, way in way_changes(place=world.doors[0], since=NOW, until=NOW)] == [
        Way(Mode.DOOR)
    ]
