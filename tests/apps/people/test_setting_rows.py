"""What holds for a place, since when, and who set it."""

from datetime import timedelta

import pytest

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import setting_history, setting_rows
from baogong.apps.places.queries import setting
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import BAG_GRAMS, PIN_TRIES, SETTINGS
from tests.factories import NOW, make_world

pytestmark = pytest.mark.django_db


def test_each_setting_is_listed_as_it_holds():
    world = make_world()
    boss = world.staff[Role.COMMANDER]
    set_setting(BAG_GRAMS, 9000, place=world.town, actor=boss, now=NOW)
    set_setting(PIN_TRIES, 7, place=world.estate, actor=boss, now=NOW - timedelta(hours=2))
    set_setting(PIN_TRIES, 8, place=world.town, actor=boss, now=NOW - timedelta(hours=1))

    rows = {row.setting: row for row in setting_rows(place=world.estate, at=NOW)}

    assert list(rows) == list(SETTINGS.values())
    assert [row.value for row in rows.values()] == [
        setting(which, place=world.estate, at=NOW) for which in rows
    ]
    assert (rows[BAG_GRAMS].value, rows[BAG_GRAMS].set_at, rows[BAG_GRAMS].since) == (
        9000,
        "T",
        NOW,
    )
    assert rows[PIN_TRIES].value == 7


def test_the_history_of_a_place_is_its_own_the_newest_first():
    world = make_world()
    boss = world.staff[Role.COMMANDER]
    for hours, value in enumerate([9000, 8000, 7000]):
        at = NOW + timedelta(hours=hours)
        set_setting(BAG_GRAMS, value, place=world.estate, actor=boss, now=at)
    set_setting(BAG_GRAMS, 6000, place=world.town, actor=boss, now=NOW)
    assert [row.value for row in setting_history(place=world.estate)] == [7000, 8000, 9000]
    assert {row.set_by for row in setting_history(place=world.estate)} == {boss.name}
