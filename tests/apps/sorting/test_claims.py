"""R29: two sorters at one entrance are offered different bags, and nobody blocks one for long."""

from datetime import timedelta

import pytest

from baogong.apps.ordering.enums import Channel
from baogong.apps.ordering.models import Order
from baogong.apps.people.enums import Role
from baogong.apps.sorting import policies
from baogong.apps.sorting.models import Bag
from baogong.apps.sorting.services import claim_next_bag, lay_back
from baogong.plumbing import locks
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import pack, receive
from tests.factories.racing import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return packing_world()


def packing_world():
    """Three bags of one entrance wait."""
    made = make_world(floors=3)
    for door in made.doors[:3]:
        order(made, door, 1)
    ripe_round(made)
    receive(made)
    return made


def ask(world, user, *, now=NOW):
    return claim_next_bag(
        wave_id=world.round.wave.pk, entrance_id=world.doors[0].parent_id, actor=user, now=now
    )


@pytest.fixture
def bags(world):
    return list(Bag.objects.order_by("household__sort_key", "part").values_list("pk", flat=True))


@pytest.fixture
def sorters(world):
    return world.staff[Role.SORTER], world.staff[Role.COMMANDER]


def test_two_sorters_are_offered_different_bags_and_each_their_own_again(world, bags, sorters):
    first, second = sorters

    assert [ask(world, first), ask(world, second)] == bags[:2]
    assert [ask(world, first), ask(world, second)] == bags[:2]


def test_a_bag_that_is_packed_or_laid_back_makes_way(world, bags, sorters):
    first, second = sorters
    ask(world, first)
    lay_back(bag_id=bags[0], actor=second)
    assert ask(world, second) == bags[1]

    lay_back(bag_id=bags[0], actor=first)
    pack(world, Bag.objects.get(pk=bags[1]))
    assert ask(world, second) == bags[0]


def test_who_walks_off_without_a_word_holds_a_bag_for_five_minutes(world, bags, sorters):
    first, second = sorters
    ask(world, first)
    bag = Bag.objects.get(pk=bags[0])
    late = NOW + policies.CLAIM

    assert policies.is_on_table_of(bag, other_than=second.pk, now=late - timedelta(seconds=1))
    assert not policies.is_on_table_of(bag, other_than=first.pk, now=NOW)
    assert not policies.is_on_table_of(bag, other_than=second.pk, now=late)
    assert ask(world, second, now=late) == bags[0]


def test_a_bag_whose_slip_nobody_checked_is_offered_last(world, bags, sorters):
    typed = {"channel": Channel.SHEET, "placed_by": world.staff[Role.CLERK], "consent": "paper"}
    Order.objects.filter(bags=bags[0]).update(waits_for_check=True, **typed)
    first, second = sorters

    assert [ask(world, first), ask(world, second)] == bags[1:]


def test_when_all_are_on_tables_nobody_is_offered_one(world, bags, sorters):
    first, second = sorters
    Bag.objects.update(claimed_by=first, claimed_at=NOW)

    assert ask(world, second) is None


@pytest.mark.django_db(transaction=True)
def test_sorters_who_ask_at_once_get_different_bags():
    world = packing_world()
    users = [world.staff[role] for role in (Role.SORTER, Role.COMMANDER, Role.CLERK)]
    offered = race(*[lambda user=user: ask(world, user) for user in users])

    assert sorted(offered) == sorted(Bag.objects.values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_without_locks_they_get_the_same(locks_off):
    world = packing_world()
    locks_off(locks, "lock_rows")
    users = [world.staff[Role.SORTER], world.staff[Role.COMMANDER]]
    offered = race(*[lambda user=user: ask(world, user) for user in users])

    assert offered[0] == offered[1]
