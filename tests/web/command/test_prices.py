"""R22: the commander's page of prices: what waits, one answer each."""

import pytest
from django.urls import reverse

from baogong.apps.catalog.models import Package, PriceDecision, PriceRequest
from baogong.apps.catalog.services import ask_price
from baogong.apps.people.enums import Role
from tests.factories import NOW, make_world
from tests.web.command.days import commander_of

pytestmark = pytest.mark.django_db
PRICES = "command:prices"


@pytest.fixture
def world():
    return make_world()


def veg():
    return Package.objects.get(code="VEG35")


def ask(world, fen, role=Role.CLERK):
    return ask_price(
        package_id=veg().pk, price_fen=fen, reason="进价上涨", actor=world.staff[role], now=NOW
    )


def ask_eggs(world):
    return ask_price(
        package_id=world.listings[1].package.pk,
        price_fen=9900,
        reason="进价上涨",
        actor=world.staff[Role.COMMANDER],
        now=NOW,
    )


def decide(client, request, answer):
    return client.post(reverse("command:price_decide", args=[request.pk]), {answer: ""})


def test_a_clerk_asks_and_a_commander_approves_with_one_button(world, client):
    client.force_login(world.staff[Role.CLERK])
    url = reverse("command:price", args=[veg().pk])
    answer = client.post(url, {"price": "38", "reason": "进价上涨"}, follow=True)
    assert "¥38.00" in answer.text
    assert 'name="approve"' not in answer.text
    assert veg().price_fen == 3500

    request = PriceRequest.objects.get()
    page = commander_of(world, client).get(reverse(PRICES))
    assert 'name="approve"' in page.text
    assert decide(client, request, "approve").status_code == 302
    assert veg().price_fen == 3800


def test_the_asker_finds_no_button_to_approve_and_is_refused_without_it(world, client):
    request = ask(world, 3800, role=Role.COMMANDER)
    page = commander_of(world, client).get(reverse(PRICES))
    assert 'name="approve"' not in page.text
    assert 'name="refuse"' in page.text

    assert decide(client, request, "approve").status_code == 422
    assert veg().price_fen == 3500


def test_a_refused_price_leaves_the_old_one(world, client):
    decide(commander_of(world, client), ask(world, 3800), "refuse")
    assert veg().price_fen == 3500
    assert "进价上涨" in client.get(reverse(PRICES)).text


def test_a_clerk_takes_back_what_they_asked_for_and_decides_on_nothing_else(world, client):
    own, other = ask(world, 3800), ask_eggs(world)
    client.force_login(world.staff[Role.CLERK])
    page = client.get(reverse(PRICES)).text
    assert page.count('name="refuse"') == 1
    assert reverse("command:price_decide", args=[own.pk]) in page

    for request, answer in ((other, "refuse"), (other, "approve"), (own, "approve")):
        assert decide(client, request, answer).status_code == 404
    assert not PriceDecision.objects.exists()
    assert decide(client, own, "refuse").status_code == 302
    assert PriceDecision.objects.get().request == own


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"price": "", "reason": "r"}, "price"),
        ({"price": "0", "reason": "r"}, "price"),
        ({"price": "35", "reason": "r"}, "price"),
        ({"price": "36", "reason": " "}, "reason"),
    ],
)
def test_a_price_without_sense_names_its_field_and_asks_for_nothing(world, client, sent, field):
    url = reverse("command:price", args=[veg().pk])
    answer = commander_of(world, client).post(url, sent)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not PriceRequest.objects.exists()


def test_a_draft_has_no_page_for_its_price(world, client):
    draft = Package.objects.create(code="D", name="D", price_fen=0)
    url = reverse("command:price", args=[draft.pk])
    assert commander_of(world, client).get(url).status_code == 404


def test_the_catalogue_tells_that_prices_wait(world, client):
    commander_of(world, client)
    link = reverse(PRICES)
    assert client.get(reverse("command:catalogue")).text.count(link) == 1
    ask(world, 3800)
    assert client.get(reverse("command:catalogue")).text.count(link) == 2


def test_the_page_asks_the_database_the_same_with_one_price_and_with_many(
    world, client, django_assert_max_num_queries
):
    commander_of(world, client)
    ask(world, 3400)
    client.get(reverse(PRICES))
    with django_assert_max_num_queries(99) as one:
        client.get(reverse(PRICES))
    for fen in (3300, 3200, 3100, 3600):
        ask(world, fen)
    with django_assert_max_num_queries(len(one)):
        client.get(reverse(PRICES))
