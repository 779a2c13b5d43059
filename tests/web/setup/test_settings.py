"""What governments change is a dated setting of a place."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baogong.apps.people.enums import Role
from baogong.apps.places.models import PlaceSetting
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import AFTERNOON_FROM, BAG_GRAMS, PUBLIC_URL
from tests.factories import make_world
from tests.web.setup.town import town_world

pytestmark = pytest.mark.django_db


def send(client, place, which, value):
    url = reverse("setup:settings", args=[place.pk])
    return client.post(url, {"key": which.key, f"{which.key}-value": value})


def now_of(which, place):
    return setting(which, place=place, at=timezone.now())


def test_a_change_holds_from_now_on_for_the_place_and_below(client):
    world = town_world(client)
    send(client, world.town, BAG_GRAMS, "8000")

    assert now_of(BAG_GRAMS, world.doors[0]) == 8000
    send(client, world.estate, BAG_GRAMS, "9000")
    assert now_of(BAG_GRAMS, world.doors[0]) == 9000
    assert now_of(BAG_GRAMS, world.town) == 8000


def test_the_page_says_since_when_and_by_whom(client):
    world = town_world(client)
    send(client, world.town, PUBLIC_URL, "https://supply.example.org/")
    page = client.get(reverse("setup:settings", args=[world.estate.pk]))
    [(row, _), *_] = page.context["rows"]

    assert row.value == "https://supply.example.org"
    assert (row.set_at, row.set_by) == (world.town.label, world.staff[Role.COMMANDER].name)


def test_a_change_may_begin_to_hold_later_up_to_midnight(client):
    """R14: what is decided in the evening holds from 24:00 on."""
    world = town_world(client)
    day = timezone.localdate() + timedelta(days=1)
    later = {"bag_grams-day": day.isoformat(), "bag_grams-clock": "24:00"}
    url = reverse("setup:settings", args=[world.town.pk])
    client.post(url, {"key": "bag_grams", "bag_grams-value": "8000"} | later)

    midnight = timezone.make_aware(datetime.combine(day, time.min)) + timedelta(days=1)
    assert now_of(BAG_GRAMS, world.town) == BAG_GRAMS.default
    before, after = midnight - timedelta(seconds=1), midnight
    assert setting(BAG_GRAMS, place=world.estate, at=before) == BAG_GRAMS.default
    assert setting(BAG_GRAMS, place=world.estate, at=after) == 8000


def test_what_held_yesterday_does_not_change(client):
    world = town_world(client)
    url = reverse("setup:settings", args=[world.town.pk])
    day = timezone.localdate() - timedelta(days=1)
    data = {"key": "bag_grams", "bag_grams-value": "8000", "bag_grams-day": day.isoformat()}
    answer = client.post(url, data)

    assert answer.status_code == 422
    assert not PlaceSetting.objects.filter(key=BAG_GRAMS.key).exists()


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_that_no_calendar_needs_is_told_at_its_field(client, day):
    world = town_world(client)
    url = reverse("setup:settings", args=[world.town.pk])
    data = {"bag_grams-value": "8000", "bag_grams-day": day, "bag_grams-clock": "24:00"}
    answer = client.post(url, {"key": "bag_grams"} | data)

    assert answer.status_code == 422
    [form] = [form for _, form in answer.context["rows"] if form.is_bound]
    assert list(form.errors) == ["day"]
    assert not PlaceSetting.objects.filter(key=BAG_GRAMS.key).exists()


def test_the_same_value_again_writes_nothing(client):
    world = town_world(client)
    for _ in range(2):
        send(client, world.town, BAG_GRAMS, "8000")

    assert PlaceSetting.objects.filter(key=BAG_GRAMS.key).count() == 1


@pytest.mark.parametrize(
    ("which", "value"),
    [
        (BAG_GRAMS, "0"),
        (BAG_GRAMS, "-5"),
        (BAG_GRAMS, "much"),
        (BAG_GRAMS, ""),
        (PUBLIC_URL, "supply"),
        (PUBLIC_URL, ""),
    ],
)
def test_what_cannot_hold_is_refused_at_its_field(client, which, value):
    world = town_world(client)

    assert send(client, world.town, which, value).status_code == 422
    assert not PlaceSetting.objects.filter(key=which.key).exists()


def test_an_hour_out_of_order_is_told_at_its_field(client):
    world = town_world(client)
    answer = send(client, world.town, AFTERNOON_FROM, "20")
    [form] = [form for row, form in answer.context["rows"] if row.setting == AFTERNOON_FROM]

    assert answer.status_code == 422
    assert "7, 20, 18, 23" in form.errors["value"][0]
    assert not PlaceSetting.objects.filter(key=AFTERNOON_FROM.key).exists()


def test_places_above_and_beside_are_not_found(client):
    other, world = make_world(name="F"), make_world()
    client.force_login(world.staff[Role.COMMANDER])

    for place in (world.town, other.estate):
        assert send(client, place, BAG_GRAMS, "8000").status_code == 404
    assert not PlaceSetting.objects.filter(key=BAG_GRAMS.key).exists()
