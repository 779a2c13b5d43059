"""R2, R3, R14, C5: recording what holds, from which minute on, and telling people."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baogong.apps.control.enums import MovementRule, ZoneLevel
from baogong.apps.control.models import MovementChange, ZoneChange
from baogong.apps.control.queries import level_at, rule_at
from baogong.apps.people.enums import Role
from baogong.apps.people.services import assign, hire
from baogong.apps.places.enums import PlaceKind
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world
from tests.factories.grids import grid, live_grids
from tests.factories.world import PASSWORD
from tests.web.setup.town import town_world

pytestmark = pytest.mark.django_db
FIELDS = {
    "what": "rule:stay_in_grid",
    "date": "2026-02-17",
    "clock": "24:00",
    "authority": "宜昌市指挥部",
    "document_no": "第 7 号令",
}


def record(client, place, **changes):
    return client.post(reverse("setup:timeline", args=[place.pk]), FIELDS | changes)


def take_back(client, change, reason="填错", kind="rule"):
    url = reverse("setup:take_back", args=[kind, change.pk])
    return client.post(url, {"reason": reason})


def grid_leader(world, number=1):
    user = hire(username="leader", name="L", password=PASSWORD, actor=SYSTEM, now=NOW)
    assign(user=user, role=Role.GRID_LEADER, place=grid(world, number), actor=SYSTEM, now=NOW)
    return user


def test_a_rule_from_24_oclock_on_is_recorded_and_the_notice_is_ready(client):
    """R14: 17 February 24:00 is the first moment of the 18th; C5.4: the notice can be pasted."""
    world = town_world(client)
    answer = record(client, world.estate)
    change = MovementChange.objects.get()

    assert timezone.localtime(change.starts_at).isoformat() == "2026-02-18T00:00:00+08:00"
    minute = timedelta(minutes=1)
    door = world.doors[0]
    assert rule_at(door, change.starts_at - minute) == MovementRule.FREE
    assert rule_at(door, change.starts_at + minute) == MovementRule.STAY_IN_GRID
    [(zh, chinese), (en, english)] = client.get(answer.url).context["notices"]
    assert (zh, en) == ("zh-hans", "en")
    assert "2月17日" in chinese
    assert "24:00" in chinese
    assert "足不出区域" in chinese
    assert "宜昌市指挥部决定（第 7 号令）" in chinese
    assert "24:00" in english
    assert "Stay inside the grid" in english


def test_the_notice_of_a_grid_names_its_estate(client):
    world = town_world(client)
    live_grids(world, ["B1"])
    answer = record(client, grid(world, 1))
    texts = client.get(answer.url).context["notices"]

    assert texts[0][1].startswith("【E 网格 1通知】")
    assert texts[1][1].startswith("Notice for E 网格 1:")


def test_a_level_is_recorded_beside_the_rule(client):
    world = town_world(client)
    record(client, world.estate, what="level:lockdown")

    assert level_at(world.doors[0], timezone.now()) == ZoneLevel.LOCKDOWN
    assert rule_at(world.doors[0], timezone.now()) == MovementRule.FREE


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("what", "rule:fly"),
        ("what", "rule"),
        ("date", "17.2."),
        ("date", "9999-12-31"),
        ("date", "0001-01-01"),
        ("clock", "24:01"),
        ("clock", ""),
        ("authority", " "),
        ("authority", "x" * 81),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_is_recorded(client, field, value):
    world = town_world(client)
    answer = record(client, world.estate, **{field: value})

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not MovementChange.objects.exists()


def test_an_entry_is_taken_back_with_a_reason_and_stays_on_the_page(client):
    world = town_world(client)
    record(client, world.estate)
    change = MovementChange.objects.get()
    assert take_back(client, change, reason="").status_code == 422
    assert rule_at(world.doors[0], timezone.now()) == MovementRule.STAY_IN_GRID
    assert take_back(client, change).status_code == 302

    assert rule_at(world.doors[0], timezone.now()) == MovementRule.FREE
    [row] = client.get(reverse("setup:timeline", args=[world.estate.pk])).context["held"].entries
    assert (row.stands, row.reason) == (False, "填错")
    assert take_back(client, change, kind="nothing").status_code == 404


def test_the_page_of_an_estate_tells_what_holds_in_its_parts(client):
    world = town_world(client, buildings=2)
    live_grids(world, ["B1"], ["B2"])
    record(client, grid(world, 2))
    below = client.get(reverse("setup:timeline", args=[world.estate.pk])).context["below"]

    assert {row.label: row.rule for row in below} == {
        "网格 1": MovementRule.FREE,
        "网格 2": MovementRule.STAY_IN_GRID,
        "B1": MovementRule.FREE,
        "B2": MovementRule.STAY_IN_GRID,
    }


def test_a_leader_switches_the_rule_of_the_own_grid_and_no_level(client):
    world = make_world(buildings=2)
    live_grids(world, ["B1"], ["B2"])
    client.force_login(grid_leader(world))
    own = grid(world, 1)

    assert record(client, own).status_code == 302
    assert record(client, own, what="level:lockdown").status_code == 422
    for place in (grid(world, 2), world.estate):
        assert record(client, place).status_code == 404
    assert [change.place for change in MovementChange.objects.all()] == [own]
    assert not ZoneChange.objects.exists()


def test_who_commands_elsewhere_sets_no_level_in_a_grid_that_they_lead(client):
    world = make_world(buildings=2)
    live_grids(world, ["B1"], ["B2"])
    own, leader = grid(world, 1), grid_leader(world)
    client.force_login(world.staff[Role.COMMANDER])
    record(client, own, what="level:lockdown")
    level = ZoneChange.objects.get()
    elsewhere = make_world(name="F").estate
    assign(user=leader, role=Role.COMMANDER, place=elsewhere, actor=SYSTEM, now=NOW)
    client.force_login(leader)

    assert record(client, own, what="level:control").status_code == 422
    assert take_back(client, level, kind="level").status_code == 404
    page = client.get(reverse("setup:timeline", args=[own.pk]))
    assert page.context["may_take_back"] == {"rule"}
    assert level_at(world.doors[0], timezone.now()) == ZoneLevel.LOCKDOWN
    assert record(client, elsewhere, what="level:lockdown").status_code == 302


def test_doors_and_sites_have_no_timeline(client):
    world = town_world(client)
    gate = world.estate.children.get(kind=PlaceKind.GATE)
    for place in (world.doors[0], gate):
        assert client.get(reverse("setup:timeline", args=[place.pk])).status_code == 404
        assert record(client, place).status_code == 404
    assert not MovementChange.objects.exists()
