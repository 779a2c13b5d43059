"""R13: cards for every door, printed by entrance, replaced when lost."""

import pytest
from django.urls import reverse

from baogong.apps.people.enums import Role
from baogong.apps.people.models import HouseholdCard
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PUBLIC_URL
from tests.factories import NOW, make_world
from tests.web.setup.town import town_world

pytestmark = pytest.mark.django_db


def test_doors_without_a_card_are_named_and_get_theirs_once(client):
    world = town_world(client)
    lost = world.doors[0]
    HouseholdCard.objects.filter(household=lost).delete()
    kept = set(HouseholdCard.objects.values_list("code", flat=True))
    page = client.get(reverse("setup:cards", args=[world.estate.pk]))
    assert page.context["without"] == [lost.label]

    for _ in range(2):
        client.post(reverse("setup:cards_issue", args=[world.estate.pk]))
    assert HouseholdCard.objects.count() == len(world.doors)
    assert kept < set(HouseholdCard.objects.values_list("code", flat=True))


def test_a_lost_card_is_replaced_once_however_often_it_is_sent(client):
    world = town_world(client)
    card = HouseholdCard.objects.get(household=world.doors[0])
    url = reverse("setup:card_reissue", args=[card.pk])
    for _ in range(2):
        client.post(url, {"epoch": card.epoch})

    assert HouseholdCard.objects.get(pk=card.pk).epoch == card.epoch + 1


def test_cards_are_printed_by_entrance_once_the_address_is_known(client):
    world = town_world(client)
    entrance = world.doors[0].parent_id
    url = reverse("setup:cards_pdf", args=[entrance])

    assert client.get(url).url == reverse("setup:settings", args=[entrance])
    set_setting(
        PUBLIC_URL,
        "https://supply.example.org",
        place=world.town,
        actor=world.staff[Role.COMMANDER],
        now=NOW,
    )
    sheet = client.get(url)
    assert sheet["Content-Type"] == "application/pdf"
    assert sheet.content.startswith(b"%PDF")


def test_the_entrance_lists_its_cards_without_their_pins(client):
    world = town_world(client)
    page = client.get(reverse("setup:entrance_cards", args=[world.doors[0].parent_id]))
    text = page.content.decode()

    assert all(card.door in text for card in page.context["cards"])
    assert not any(card.pin in text for card in page.context["cards"])


def test_cards_of_other_estates_are_not_found(client):
    other, world = make_world(name="F"), make_world()
    client.force_login(world.staff[Role.COMMANDER])
    card = HouseholdCard.objects.get(household=other.doors[0])
    entrance = other.doors[0].parent_id

    assert client.get(reverse("setup:cards", args=[other.estate.pk])).status_code == 404
    assert client.get(reverse("setup:entrance_cards", args=[entrance])).status_code == 404
    assert client.get(reverse("setup:cards_pdf", args=[entrance])).status_code == 404
    reissue = reverse("setup:card_reissue", args=[card.pk])
    assert client.post(reissue, {"epoch": card.epoch}).status_code == 404
    assert HouseholdCard.objects.get(pk=card.pk).epoch == card.epoch
