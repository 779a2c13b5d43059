"""R53: what is still missing until the first order can be taken."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baogong.apps.people.enums import Role
from baogong.apps.people.models import HouseholdCard
from baogong.apps.places.services import add_estate, set_setting
from baogong.apps.places.settings import PUBLIC_URL
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world
from tests.factories.grids import live_grids
from tests.web.setup.town import town_world

pytestmark = pytest.mark.django_db


def lines_of(client, estate):
    page = client.get(reverse("setup:checklist"), {"estate": estate.pk})
    return {line.url: line.done for line in page.context["lines"]}


def test_an_empty_town_asks_for_its_first_estate(client):
    client.post(
        "/setup/first-run/",
        {
            "town": "T",
            "name": "Z",
            "username": "z",
            "password": "long enough 22",
            "public_url": "",
        },
    )
    page = client.get(reverse("setup:checklist")).content.decode()

    assert reverse("setup:estate_new") in page


def test_an_empty_estate_lacks_everything_of_its_own(client):
    world = town_world(client)
    estate = add_estate(town=world.town, code="new", name="New", actor=SYSTEM, now=NOW)
    lines = lines_of(client, estate)

    assert lines[reverse("desk:rosters", args=[estate.pk])] is False
    assert lines[reverse("setup:cards", args=[estate.pk])] is False
    assert lines[reverse("setup:settings", args=[estate.pk])] is False
    assert lines[reverse("command:round_new", args=[estate.pk])] is False
    assert lines[f"{reverse('setup:staff_new')}?role=officer"] is False
    assert lines[reverse("command:catalogue")] is True
    assert lines[reverse("setup:suppliers")] is True


def test_lines_are_ticked_as_they_are_cured(client):
    world = town_world(client)
    now = timezone.now()
    set_setting(
        PUBLIC_URL,
        "https://supply.example.org",
        place=world.town,
        actor=world.staff[Role.COMMANDER],
        now=now,
    )
    world.round.opens_at, world.round.cutoff_at = now, now + timedelta(hours=1)
    world.round.save()

    waiting = reverse("setup:cards_waiting", args=[world.estate.pk])
    assert lines_of(client, world.estate)[waiting] is False
    HouseholdCard.objects.update(handed_out_at=now)
    assert all(lines_of(client, world.estate).values())
    HouseholdCard.objects.first().delete()
    assert lines_of(client, world.estate)[reverse("setup:cards", args=[world.estate.pk])] is False


def test_other_towns_estates_are_not_shown(client):
    other = make_world(name="F")
    world = make_world()
    client.force_login(world.staff[Role.COMMANDER])
    page = client.get(reverse("setup:checklist"), {"estate": other.estate.pk})

    assert page.context["estate"] == world.estate


@pytest.mark.parametrize("name", ["checklist", "staff", "suppliers", "audit", "real_data"])
def test_only_commanders_set_up(client, name):
    world = make_world()
    for role, status in ((Role.COMMANDER, 200), (Role.CLERK, 404), (Role.OFFICER, 404)):
        client.force_login(world.staff[role])
        assert client.get(reverse(f"setup:{name}")).status_code == status


def test_an_estate_is_added_with_gate_and_depot_once(client):
    world = town_world(client)
    url = reverse("setup:estate_new")
    form = {"town": world.town.pk, "name": "东辰心语"}

    assert client.post(url, form).status_code == 302
    assert client.post(url, form).status_code == 422
    assert client.post(url, form | {"name": "a/b"}).status_code == 422
    estate = world.town.children.get(label="东辰心语")
    assert set(estate.children.values_list("kind", flat=True)) == {"gate", "depot"}


def test_a_commander_of_one_estate_adds_none(client):
    world = make_world()
    client.force_login(world.staff[Role.COMMANDER])

    assert client.get(reverse("setup:estate_new")).status_code == 404


def test_entrances_that_a_plan_forgot_are_counted(client):
    """R1."""
    world = town_world(client, buildings=2)
    url = reverse("setup:grids", args=[world.estate.pk])
    assert url not in lines_of(client, world.estate)
    live_grids(world, ["B1"])
    assert lines_of(client, world.estate)[url] is False
    live_grids(world, ["B1", "B2"])

    assert lines_of(client, world.estate)[url] is True
