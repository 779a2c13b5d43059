"""What governments change is a dated setting per place; the nearest place decides."""

from datetime import timedelta

import pytest

from baogong.apps.places import policies
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.errors import BadSettingValue, HoursOutOfOrder, PublicUrlMissing
from baogong.apps.places.models import Place, PlaceSetting
from baogong.apps.places.queries import public_url, setting, setting_by_place, site_of
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import (
    AFTERNOON_FROM,
    BAG_GRAMS,
    CONTACT_PHONE,
    EVENING_FROM,
    MORNING_FROM,
    NIGHT_FROM,
    PIN_TRIES,
    PUBLIC_URL,
)
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world
from tests.factories.racing import race

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def put(which, value, place, now=NOW, since=None):
    set_setting(which, value, place=place, actor=SYSTEM, now=now, since=since)


def test_without_a_row_the_default_holds():
    assert setting(BAG_GRAMS, place=make_world().estate, at=NOW) == BAG_GRAMS.default


def test_a_value_holds_from_its_date_on_and_days_before_keep_theirs():
    estate = make_world().estate
    put(BAG_GRAMS, 9000, estate, now=NOW)
    put(BAG_GRAMS, 8000, estate, now=NOW + HOUR)
    assert setting(BAG_GRAMS, place=estate, at=NOW - HOUR) == BAG_GRAMS.default
    assert setting(BAG_GRAMS, place=estate, at=NOW) == 9000
    assert setting(BAG_GRAMS, place=estate, at=NOW + HOUR) == 8000


def test_the_nearest_place_wins_over_a_newer_row_further_up():
    world = make_world()
    door = world.doors[0]
    put(PIN_TRIES, 4, world.estate, now=NOW - HOUR)
    put(PIN_TRIES, 7, world.town, now=NOW)
    assert setting(PIN_TRIES, place=door, at=NOW) == 4
    assert setting(PIN_TRIES, place=world.town, at=NOW) == 7
    assert setting(PIN_TRIES, place=site_of(world.estate, PlaceKind.DEPOT), at=NOW) == 4


def test_many_places_are_asked_in_one_query(django_assert_num_queries):
    worlds = [make_world(name=name) for name in "EFG"]
    put(BAG_GRAMS, 9000, worlds[0].estate)
    put(BAG_GRAMS, 8000, worlds[1].town, now=NOW - HOUR)
    estates = [world.estate for world in worlds]
    with django_assert_num_queries(1):
        found = setting_by_place(BAG_GRAMS, places=estates, at=NOW)

    assert found == {estate.pk: setting(BAG_GRAMS, place=estate, at=NOW) for estate in estates}


def test_the_last_of_two_at_the_same_moment_holds():
    estate = make_world().estate
    put(PIN_TRIES, 4, estate)
    put(PIN_TRIES, 6, estate)
    assert setting(PIN_TRIES, place=estate, at=NOW) == 6


def test_a_neighbour_estate_is_not_touched():
    world, other = make_world(), make_world(name="E2")
    put(PIN_TRIES, 4, world.estate)
    assert setting(PIN_TRIES, place=other.estate, at=NOW) == PIN_TRIES.default


@pytest.mark.parametrize(
    ("which", "value"),
    [
        (BAG_GRAMS, "9000"),
        (BAG_GRAMS, True),
        (BAG_GRAMS, 9000.0),
        (BAG_GRAMS, 999),
        (BAG_GRAMS, 50_001),
        (BAG_GRAMS, None),
        (PUBLIC_URL, "javascript:alert(1)"),
        (PUBLIC_URL, ""),
        (PUBLIC_URL, 1),
        (CONTACT_PHONE, "call us"),
    ],
)
def test_what_cannot_be_is_refused_and_not_written(which, value):
    estate = make_world().estate
    with pytest.raises(BadSettingValue):
        put(which, value, estate)
    assert not PlaceSetting.objects.filter(key=which.key).exists()


def test_the_public_address_is_asked_for_before_anything_is_printed():
    world = make_world()
    with pytest.raises(PublicUrlMissing):
        public_url(place=world.estate, at=NOW)
    put(PUBLIC_URL, "https://bao.example.org/", world.town)
    assert public_url(place=world.doors[0], at=NOW) == "https://bao.example.org"


def test_around_a_place_stands_the_town_first():
    world = make_world()
    around = Place.objects.around(world.doors[0])
    assert [place.kind for place in around] == [
        "town",
        "estate",
        "building",
        "entrance",
        "household",
    ]


@pytest.mark.parametrize(
    ("which", "hour"),
    [(MORNING_FROM, 12), (AFTERNOON_FROM, 7), (EVENING_FROM, 23), (NIGHT_FROM, 0)],
)
def test_a_shift_that_would_not_begin_after_the_one_before_is_refused(which, hour):
    estate = make_world().estate
    with pytest.raises(HoursOutOfOrder) as refused:
        put(which, hour, estate)
    assert refused.value.data["place"] == estate.label
    assert not PlaceSetting.objects.filter(key=which.key).exists()


def test_all_four_hours_move_one_after_the_other():
    estate = make_world().estate
    for which, hour in ((EVENING_FROM, 20), (AFTERNOON_FROM, 14), (MORNING_FROM, 9)):
        put(which, hour, estate)
    assert setting(MORNING_FROM, place=estate, at=NOW) == 9


def test_an_hour_is_refused_where_it_would_cross_one_that_is_set_for_later():
    estate = make_world().estate
    put(EVENING_FROM, 14, estate, since=NOW + 2 * HOUR)
    with pytest.raises(HoursOutOfOrder):
        put(AFTERNOON_FROM, 15, estate)
    put(EVENING_FROM, 18, estate, since=NOW + 3 * HOUR)
    with pytest.raises(HoursOutOfOrder):
        put(AFTERNOON_FROM, 15, estate, since=NOW + HOUR)
    put(AFTERNOON_FROM, 15, estate, since=NOW + 3 * HOUR)


def test_an_hour_of_the_town_is_refused_where_it_would_cross_that_of_an_estate():
    world = make_world()
    put(AFTERNOON_FROM, 8, world.estate)
    with pytest.raises(HoursOutOfOrder) as refused:
        put(MORNING_FROM, 9, world.town)
    assert refused.value.data["place"] == world.estate.label
    put(MORNING_FROM, 7, world.estate)
    put(MORNING_FROM, 9, world.town)


def both_at_once(estate):
    """Each hour would do alone; together the morning would begin after the afternoon."""
    return race(lambda: put(MORNING_FROM, 11, estate), lambda: put(AFTERNOON_FROM, 9, estate))


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_hours_that_are_set_at_once_cross(locks_off):
    estate = make_world(floors=1).estate
    locks_off(policies, "check_slot_begins")
    assert both_at_once(estate) == [None, None]


@pytest.mark.django_db(transaction=True)
def test_of_two_hours_that_would_cross_one_is_refused():
    answers = both_at_once(make_world(floors=1).estate)
    assert [type(answer) for answer in answers].count(HoursOutOfOrder) == 1
