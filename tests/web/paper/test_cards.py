"""R13, R38: household cards on paper; their QR codes and fonts are read back."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from baogong.apps.people.enums import Role
from baogong.apps.people.models import HouseholdCard
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


def test_each_entrance_begins_on_a_page_of_its_own_and_every_door_has_a_strip_to_sign(world):
    large = make_world(buildings=2, floors=3, name="L")
    boss = large.staff[Role.COMMANDER]
    made = household_cards_pdf(boss, large.estate.pk)
    pages = [page.extract_text() for page in PdfReader(BytesIO(made)).pages]

    doors = [door.label for door in large.doors]
    shown = [[door for door in doors if door in page] for page in pages]
    assert shown == [doors[i : i + 2] for i in range(0, len(doors), 2)]
    assert [page.count("签名") for page in pages] == [2] * len(pages)
    odd = make_world(buildings=2, floors=1, name="O")
    HouseholdCard.objects.filter(household=odd.doors[0]).delete()
    made = household_cards_pdf(odd.staff[Role.COMMANDER], odd.estate.pk)
    pages = [page.extract_text() for page in PdfReader(BytesIO(made)).pages]
    assert [page.count("签名") for page in pages] == [1, 2]


def test_the_strip_that_is_torn_off_bears_neither_code_nor_pin(world):
    entrance = world.doors[0].parent
    text = text_of(household_cards_pdf(world.staff[Role.CLERK], entrance.pk))

    for card in cards_within(entrance):
        assert text.count(group(card.code)) == 1
        assert text.count(f"{card.pin[:3]} {card.pin[3:]}") == 1
        assert text.count(card.door) == 2


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
