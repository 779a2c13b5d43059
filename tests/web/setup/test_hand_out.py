"""R13: the cards of an entrance are handed out by count; what was not is listed."""

import csv
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone

from baogong.apps.people.models import HouseholdCard
from baogong.apps.people.services import reissue_card
from tests.factories import make_world
from tests.web.setup.town import town_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    return town_world(client, floors=3)


@pytest.fixture
def entrance(world):
    return world.doors[0].parent


def page_of(client, entrance):
    return client.get(reverse("setup:entrance_cards", args=[entrance.pk]))


def hand_out(client, entrance, **form):
    return client.post(reverse("setup:cards_hand_out", args=[entrance.pk]), form, follow=True)


def test_all_but_the_ticked_ones_are_handed_out(client, world, entrance):
    page = page_of(client, entrance)
    kept = page.context["cards"][1]
    answer = hand_out(client, entrance, kept=[kept.id], seen_at=page.context["seen_at"])

    assert "5 张卡已发放" in answer.text
    assert answer.context["waiting"] == 1
    listed = client.get(reverse("setup:cards_waiting", args=[world.estate.pk])).context["page"]
    assert [row.door for row in listed] == [kept.door]


def test_a_card_replaced_on_another_desk_meanwhile_is_not_counted(client, world, entrance):
    page = page_of(client, entrance)
    lost = HouseholdCard.objects.get(pk=page.context["cards"][0].id)
    boss = page.context["user"]
    reissue_card(card_id=lost.pk, actor=boss, now=timezone.now())
    answer = hand_out(client, entrance, seen_at=page.context["seen_at"])

    assert [card.id for card in answer.context["cards"] if not card.handed_out_at] == [lost.pk]


@pytest.mark.parametrize("seen_at", ["", "soon", "2026-99-99T00:00:00", "2999-01-01T00:00:00Z"])
def test_nonsense_in_the_form_does_no_harm(client, entrance, seen_at):
    answer = hand_out(client, entrance, kept=["x", "-1", "9" * 30, "9" * 5000], seen_at=seen_at)

    assert answer.status_code == 200
    assert answer.context["waiting"] == 0


def test_one_may_turn_out_to_wait(client, entrance):
    hand_out(client, entrance)
    card = page_of(client, entrance).context["cards"][0]
    answer = client.post(reverse("setup:card_take_back", args=[card.id]), follow=True)

    assert answer.context["waiting"] == 1
    assert f"{card.door} 的卡" in answer.text


def test_the_list_is_a_file_and_a_sheet_too(client, world, entrance):
    estate = world.estate.pk
    hand_out(client, entrance)
    HouseholdCard.objects.filter(household=world.doors[0]).update(handed_out_at=None)
    HouseholdCard.objects.filter(household=world.doors[1]).delete()

    answer = client.get(reverse("setup:cards_waiting_export", args=[estate]))
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[1] for row in rows[2:]] == [door.label for door in world.doors[:2]]
    assert rows[3][2] == "还没有卡"
    sheet = client.get(reverse("setup:cards_waiting_print", args=[estate])).text
    assert all(door.label in sheet for door in world.doors[:2])
    assert world.doors[2].label not in sheet


def test_when_all_are_handed_out_the_list_says_so(client, world, entrance):
    hand_out(client, entrance)
    for name in ("cards_waiting", "cards_waiting_print"):
        answer = client.get(reverse(f"setup:{name}", args=[world.estate.pk]))
        assert "卡都发完了" in answer.text


@pytest.mark.parametrize(
    "name",
    ["cards", "cards_waiting", "cards_waiting_export", "cards_waiting_print", "entrance_cards"],
)
def test_the_number_of_queries_does_not_grow_with_the_doors(
    client, name, django_assert_max_num_queries
):
    counts = []
    for floors, estate in ((1, "E"), (30, "F")):
        world = town_world(client, floors=floors, name=estate)
        place = world.doors[0].parent_id if name == "entrance_cards" else world.estate.pk
        with django_assert_max_num_queries(20) as queries:
            client.get(reverse(f"setup:{name}", args=[place]))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_another_estates_cards_are_not_handed_out(client, world):
    other = make_world(name="F")
    client.force_login(other.staff["commander"])
    entrance, card = world.doors[0].parent, HouseholdCard.objects.get(household=world.doors[0])

    assert hand_out(client, entrance).status_code == 404
    assert client.post(reverse("setup:card_take_back", args=[card.pk])).status_code == 404
    assert not HouseholdCard.objects.exclude(handed_out_at=None).exists()
