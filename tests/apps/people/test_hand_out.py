"""Which cards reached their doors."""

from datetime import timedelta

import pytest

from baogong.apps.people.enums import Role
from baogong.apps.people.models import HouseholdCard
from baogong.apps.people.queries import cards_by_entrance, doors_without_card_in_hand
from baogong.apps.people.services import hand_out_cards, reissue_card, take_card_back
from baogong.plumbing.models import AuditEntry
from tests.factories import NOW, make_world
from tests.factories.racing import race

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def world():
    return make_world(buildings=2, floors=2)


@pytest.fixture
def boss(world):
    return world.staff[Role.COMMANDER]


def cards_of(place):
    cards = HouseholdCard.objects.filter(household__path__startswith=place.path)
    return list(cards.order_by("household__sort_key"))


def give(place, boss, *kept, seen_at=LATER):
    ids = [card.pk for card in kept]
    return hand_out_cards(place=place, kept=ids, seen_at=seen_at, actor=boss, now=LATER)


def waiting(world):
    return [row.door for row in doors_without_card_in_hand(world.estate)]


def test_all_of_an_entrance_but_the_kept_ones_and_none_of_the_next(world, boss):
    entrance, other = world.doors[0].parent, world.doors[-1].parent
    first, *_ = cards_of(entrance)

    assert give(entrance, boss, first) == 3
    doors = [card.household.label for card in cards_of(other)]
    assert waiting(world) == [first.household.label, *doors]
    counts = {row.label: (row.cards, row.handed_out) for row in cards_by_entrance(world.estate)}
    assert counts == {entrance.label: (4, 3), other.label: (4, 0)}
    given = HouseholdCard.objects.filter(handed_out_by=boss, handed_out_at=LATER)
    assert given.count() == 3
    entry = AuditEntry.objects.get(action="cards.handed_out")
    assert (entry.subject_id, entry.data) == (entrance.pk, {"cards": 3})


def test_twice_is_the_same_as_once(world, boss):
    entrance = world.doors[0].parent
    assert (give(entrance, boss), give(entrance, boss)) == (4, 0)

    assert AuditEntry.objects.filter(action="cards.handed_out").count() == 1


def test_a_card_replaced_after_the_list_was_read_still_waits(world, boss):
    entrance = world.doors[0].parent
    lost, *_ = cards_of(entrance)
    reissue_card(card_id=lost.pk, actor=boss, now=LATER)

    assert give(entrance, boss, seen_at=LATER - timedelta(minutes=1)) == 3
    assert lost.household.label in waiting(world)


def test_a_replaced_card_waits_again(world, boss):
    entrance = world.doors[0].parent
    give(entrance, boss)
    card, *_ = cards_of(entrance)
    reissue_card(card_id=card.pk, actor=boss, now=LATER)

    card.refresh_from_db()
    assert (card.handed_out_at, card.handed_out_by) == (None, None)


def test_a_card_may_turn_out_not_to_be_handed_out(world, boss):
    entrance = world.doors[0].parent
    give(entrance, boss)
    card, *_ = cards_of(entrance)
    for _ in range(2):
        take_card_back(card_id=card.pk, actor=boss, now=LATER)

    assert card.household.label in waiting(world)
    assert AuditEntry.objects.filter(action="card.taken_back").count() == 1


def test_a_door_without_any_card_waits_too(world, boss):
    give(world.estate, boss)
    HouseholdCard.objects.filter(household=world.doors[0]).delete()
    [row] = doors_without_card_in_hand(world.estate)

    assert (row.door, row.issued_at) == (world.doors[0].label, None)


@pytest.mark.django_db(transaction=True)
def test_two_who_hand_out_the_same_entrance_count_each_card_once(world, boss):
    entrance = world.doors[0].parent
    answers = race(*[lambda: give(entrance, boss)] * 2)

    assert sorted(answers) == [0, 4]
