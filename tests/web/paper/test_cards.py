"""R13, R38: household cards on paper; their QR codes and fonts are read back."""

import pytest

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import cards_within
from baogong.apps.places.errors import PublicUrlMissing
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PUBLIC_URL
from baogong.plumbing.paper import print_pdf
from baogong.values.codes import group
from baogong.values.errors import NotVisible
from baogong.web.paper.cards import household_cards, household_cards_pdf
from tests.factories import NOW, make_world

from .reading import fonts_of, scanned, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world(floors=3)
    boss = world.staff[Role.COMMANDER]
    set_setting(PUBLIC_URL, "https://bg.example.org/", place=world.town, actor=boss, now=NOW)
    return world


def test_each_door_gets_a_slip_with_its_own_code_and_pin(world):
    entrance = world.doors[0].parent
    cards = cards_within(entrance)
    sheet = household_cards(world.staff[Role.CLERK], entrance.pk)

    assert sorted(scanned(sheet)) == sorted(
        f"https://bg.example.org/c/{card.code}" for card in cards
    )
    text = text_of(print_pdf(sheet))
    for card in cards:
        assert card.door in text
        assert group(card.code) in text
        assert f"{card.pin[:3]} {card.pin[3:]}" in text


def test_the_fonts_inside_are_our_two_and_no_other(world):
    made = household_cards_pdf(world.staff[Role.CLERK], world.doors[0].parent_id)

    assert fonts_of(made) == {"NotoSansSC-Regular", "NotoSansSC-Bold"}


def test_without_a_public_address_nothing_is_printed():
    world = make_world()

    with pytest.raises(PublicUrlMissing):
        household_cards_pdf(world.staff[Role.CLERK], world.doors[0].parent_id)


def test_another_estates_cards_stay_shut(world):
    other = make_world(name="F")

    with pytest.raises(NotVisible):
        household_cards_pdf(world.staff[Role.CLERK], other.doors[0].parent_id)
