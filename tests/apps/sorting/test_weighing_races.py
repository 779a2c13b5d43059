"""Two scales at one bag: the race is shown with the lock off, then on."""

import pytest
from django.db import IntegrityError

from baogong.apps.sorting.errors import BagPacked
from baogong.apps.sorting.models import WeighedLine, Weighing
from baogong.apps.sorting.services import weighing
from tests.factories.chain import pack
from tests.factories.racing import RACERS, race
from tests.factories.weighing import put_on_scale, ready_to_weigh, the_bag

pytestmark = pytest.mark.django_db(transaction=True)

WEIGHTS = tuple(1400 + 10 * racer for racer in range(RACERS))


def weigh_at_once(world, *weights):
    bag = the_bag()
    return race(*[lambda grams=grams: put_on_scale(world, bag, grams) for grams in weights])


def test_with_the_lock_each_weighing_supersedes_the_one_before():
    world = ready_to_weigh()
    answers = weigh_at_once(world, *WEIGHTS)

    chain = list(Weighing.objects.order_by("pk"))
    assert {answer.grams for answer in answers} == set(WEIGHTS)
    assert [row.supersedes for row in chain] == [None, *chain[:-1]]


def test_without_the_lock_two_first_weighings_meet_and_the_database_stops_one(locks_off):
    world = ready_to_weigh()
    locks_off(weighing, "_scale_line")
    answers = weigh_at_once(world, *WEIGHTS[:2])

    assert [isinstance(answer, IntegrityError) for answer in answers].count(True) == 1
    assert Weighing.objects.count() == 1


def test_what_is_paid_for_is_what_was_weighed_last_though_packing_and_weighing_meet():
    world = ready_to_weigh()
    put_on_scale(world, the_bag(), 1400)
    bag = the_bag()
    answers = race(
        lambda: pack(world, bag), *[lambda g=g: put_on_scale(world, bag, g) for g in WEIGHTS[1:]]
    )

    last = Weighing.objects.get(superseded_by=None)
    assert WeighedLine.objects.get().weighing == last
    refused = [answer for answer in answers if isinstance(answer, BagPacked)]
    assert len(refused) == RACERS - Weighing.objects.count()
