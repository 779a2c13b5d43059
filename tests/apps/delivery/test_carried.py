"""What an officer's list says of each bag, also when taps come in late."""

from datetime import timedelta

import pytest

from baogong.apps.delivery.enums import Result
from baogong.apps.delivery.queries import acceptance_of, run_for, runs_of, waiting_crates
from baogong.apps.delivery.services import offer_again
from baogong.apps.people.enums import Role
from baogong.apps.sorting.models import Wave
from baogong.values.errors import NotVisible
from tests.factories import NOW, make_world
from tests.factories.chain import accept, carried, close_crates

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    return carried(make_world())


def bags_on(day, run):
    found = run_for(viewer=day.world.staff[Role.OFFICER], pk=run.pk)
    return {bag.code: bag for bag in found.bags}


def test_a_given_bag_stays_given_when_an_older_phone_clock_says_otherwise(day):
    bag, [run] = day.bags[0], day.runs
    day.tap(bag, Result.NOBODY_HOME, occurred_at=NOW + timedelta(hours=1))
    day.tap(bag, Result.GIVEN, occurred_at=NOW)

    row = bags_on(day, run)[bag.code]
    assert (row.state, row.held) == (Result.GIVEN, False)


def test_a_bag_that_goes_out_again_is_open_in_its_new_run(day):
    bag, [first] = day.bags[0], day.runs
    day.tap(bag, Result.NOBODY_HOME)
    day.take_back(first, counted=len(day.bags))
    offer_again(wave=Wave.objects.get(), actor=day.world.staff[Role.SORTER], now=NOW)
    officer = day.world.staff[Role.OFFICER]
    [crate] = close_crates(day.world)
    assert [row.code for row in waiting_crates(viewer=officer, now=NOW)] == [crate.code]
    second = accept(day.world, crate)

    assert bags_on(day, first)[bag.code].state == "returned"
    row = bags_on(day, second)[bag.code]
    assert (row.state, row.again, row.held) == ("open", True, True)
    assert waiting_crates(viewer=officer, now=NOW) == []


def test_yesterdays_run_stays_until_its_bags_are_back(day):
    officer, tomorrow = day.world.staff[Role.OFFICER], NOW + timedelta(days=1)
    [run] = day.runs
    assert [row.id for row in runs_of(viewer=officer, since=tomorrow)] == [run.pk]

    day.take_back(run, counted=len(day.bags))

    assert runs_of(viewer=officer, since=tomorrow) == []


def test_both_counts_are_told_to_the_officer_alone(day):
    [run] = day.runs
    acceptance = acceptance_of(viewer=day.world.staff[Role.OFFICER], run_id=run.pk)

    assert acceptance.counted == acceptance.expected == len(day.bags)
    assert acceptance.giver == ""
    with pytest.raises(NotVisible):
        acceptance_of(viewer=day.world.staff[Role.SORTER], run_id=run.pk)
