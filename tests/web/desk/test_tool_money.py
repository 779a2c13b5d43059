"""R19, R40: at the desk, what group-buy tools collected is handed over round by round."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baogong.apps.money.enums import PayMethod
from baogong.apps.money.services import Paid, Till, take_payment
from baogong.apps.ordering.models import ToolHandover
from baogong.apps.people.enums import Role
from tests.apps.ordering.test_tool_money import ALL, HEAD, ROWS
from tests.factories import NOW, make_world
from tests.factories.group_buys import bought, enter_bought, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    world = make_world(floors=3)
    enter_bought(world, bought(world, table(*ROWS, head=HEAD)))
    sign_in(client, world, Role.CLERK)
    return world


def sign_in(client, world, role):
    client.force_login(world.staff[role])
    client.cookies["django_language"] = "en"


def page(world, client, **query):
    return client.get(reverse("desk:tool_money", args=[world.estate.pk]), query)


def hand_over(world, client, amount, **fields):
    url = reverse("desk:tool_round", args=[world.round.pk])
    key = client.get(url).context["form"]["key"].value()
    form = {
        "key": key,
        "organiser": world.staff[Role.LIAISON].pk,
        "fen": amount,
        "method": "transfer",
        "reference": "T-1",
    }
    return client.post(url, form | fields, follow=True)


def settle(client, **form):
    found = ToolHandover.objects.latest("pk")
    return client.post(reverse("desk:tool_handover", args=[found.pk]), form, follow=True)


def test_the_page_says_what_is_to_be_handed_over_and_the_form_offers_it(world, client):
    text = page(world, client).text
    assert "¥106.50 collected, ¥0.00 handed over" in text
    url = reverse("desk:tool_round", args=[world.round.pk])
    assert 'value="¥106.50"' in client.get(url).text
    assert "¥106.50 is written down" in hand_over(world, client, "106.5").text

    assert "All handed over" in page(world, client).text


def test_a_difference_is_refused_without_words_and_nothing_moves(world, client):
    answer = hand_over(world, client, "106", closes="on")
    assert answer.status_code == 422
    assert "It is not the ¥106.50 that the tool collected" in answer.text
    assert not ToolHandover.objects.exists()
    hand_over(world, client, "106", closes="on", why="torn")

    assert "¥0.50 written off" in page(world, client).text


def test_a_fee_that_is_named_needs_no_words(world, client):
    hand_over(world, client, "106", fee="0.5")
    text = page(world, client).text

    assert "¥0.50 kept as fees" in text
    assert "All handed over" in text
    assert "written off" not in text


def test_cash_waits_for_somebody_else_from_their_own_sign_in(world, client):
    assert "somebody else signs" in hand_over(world, client, "106.5", method="cash").text
    assert "I counted it too" not in page(world, client).text
    assert "Somebody else must sign" in settle(client, sign=1).text
    sign_in(client, world, Role.COMMANDER)
    assert "I counted it too" in page(world, client).text
    assert "The cash is in the safe" in settle(client, sign=1).text

    assert "All handed over" in page(world, client).text


def test_what_was_written_down_wrongly_is_taken_back_with_a_reason(world, client):
    hand_over(world, client, "100")
    assert "Say why" in settle(client).text
    assert "taken back" in settle(client, why="another round").text

    assert "Hand over ¥106.50" in page(world, client).text


def test_money_in_a_tool_that_belongs_to_no_round_is_named(world, client):
    paid = Paid(world.doors[0].pk, 700, Till(world.estate.pk, PayMethod.GROUP_BUY, "?"))
    take_payment(paid, key="0" * 31 + "1", actor=world.staff[Role.CLERK], now=NOW)

    assert "¥7.00 more stands in tools" in page(world, client).text


def test_the_list_leaves_as_a_file(world, client):
    content = page(world, client, **{"as": "csv"}).content.decode()

    assert ",2,¥106.50,¥0.00,¥0.00,¥0.00,¥106.50" in content


def test_a_round_without_money_in_a_tool_has_no_page(client):
    world = make_world()
    sign_in(client, world, Role.CLERK)
    assert "No tool has collected anything yet" in page(world, client).text
    url = reverse("desk:tool_round", args=[world.round.pk])

    assert client.get(url).status_code == 404


def test_the_page_asks_the_same_number_of_queries_for_one_and_for_many(world, client):
    hand_over(world, client, "1")
    with CaptureQueriesContext(connection) as one:
        page(world, client)
    for _ in range(4):
        hand_over(world, client, "1")
    with CaptureQueriesContext(connection) as many:
        [row] = page(world, client).context["rows"]

    assert len(many) == len(one)
    assert (len(row.handovers), row.left_fen) == (5, ALL - 500)
