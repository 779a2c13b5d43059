"""A household signs in with the code and the PIN of its card."""

from datetime import timedelta

import pytest
from django.utils import timezone

from baogong.apps.people.enums import Role
from baogong.apps.people.models import HouseholdCard
from baogong.apps.people.pins import card_pin
from baogong.apps.people.services import reissue_card
from baogong.apps.places.settings import PIN_TRIES
from tests.factories import NOW, make_world
from tests.web.resident.household import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def card(world):
    return HouseholdCard.objects.get(household=world.doors[0])


def wrong_pin(card):
    return f"{(int(card_pin(card)) + 1) % 10**6:06d}"


def test_the_qr_opens_the_pin_page_and_the_pin_opens_the_door(world, card, client):
    assert client.get(f"/c/{card.code}/").status_code == 200
    answer = client.post(f"/c/{card.code}/", {"pin": card_pin(card)})

    assert answer.url == "/today/"
    cookie = answer.cookies["household"]
    assert cookie.value.startswith(f"{card.pk}:{card.epoch}:")
    assert cookie["httponly"]
    assert client.get("/today/").context["place"] == world.doors[0].label


@pytest.mark.parametrize("write", [str.lower, lambda code: f"{code[:3]} {code[3:6]}-{code[6:]}"])
def test_a_typed_code_may_be_written_as_people_write_it(card, client, write):
    assert client.get("/", {"code": write(card.code)}).url == f"/c/{card.code}/"


@pytest.mark.parametrize("typed", ["", "ABC", "ABCDEFGH1", "二维码", "x" * 90])
def test_a_mistyped_code_says_what_to_check(world, client, typed):
    answer = client.get("/", {"code": typed})

    assert answer.status_code == 422
    assert "household" not in answer.cookies


def test_a_mistyped_code_in_the_address_is_asked_for_again(client):
    answer = client.get("/c/ABCDEFGH1/")

    assert answer.status_code == 404
    assert answer.context["form"].errors


def test_an_unknown_code_is_refused_only_with_its_pin(world, client):
    code = HouseholdCard.objects.get(household=world.doors[1]).code
    HouseholdCard.objects.filter(code=code).delete()

    assert client.get(f"/c/{code}/").status_code == 200
    assert client.post(f"/c/{code}/", {"pin": "123456"}).status_code == 422


def test_a_wrong_pin_tells_how_many_tries_are_left(card, client):
    answer = client.post(f"/c/{card.code}/", {"pin": wrong_pin(card)})

    assert answer.status_code == 422
    assert "还可以试 4 次" in answer.text
    assert "household" not in answer.cookies


def test_the_right_pin_right_after_a_wrong_one_waits(card, client):
    client.post(f"/c/{card.code}/", {"pin": wrong_pin(card)})
    answer = client.post(f"/c/{card.code}/", {"pin": card_pin(card)})

    assert answer.status_code == 422
    assert "household" not in answer.cookies


def test_too_many_wrong_pins_lock_the_card_and_say_until_when(world, card, client):
    HouseholdCard.objects.filter(pk=card.pk).update(wrong_pins=PIN_TRIES.default - 1)
    answer = client.post(f"/c/{card.code}/", {"pin": wrong_pin(card)})

    card.refresh_from_db()
    assert card.next_try_at > timezone.now() + timedelta(minutes=10)
    assert f"{timezone.localtime(card.next_try_at):%H:%M}" in answer.text


@pytest.mark.parametrize("url", ["/today/", "/orders/"])
def test_a_replaced_card_leads_back_to_signing_in(world, card, client, url):
    sign_in(client, world.doors[0])
    reissue_card(card_id=card.pk, actor=world.staff[Role.COMMANDER], now=NOW)

    assert client.get(url).url == "/card/replaced/"
    assert "卡已换新" in client.get("/card/replaced/").text


@pytest.mark.parametrize("value", ["", "1:1", "1:1:xyz", "no:1:abc:def"])
def test_a_forged_session_opens_nothing(world, client, value):
    client.cookies["household"] = value

    assert client.get("/today/").status_code == 302
    assert client.post("/today/", {}).status_code == 302


def test_signing_out_forgets_the_card_on_this_phone(world, client):
    sign_in(client, world.doors[0])

    assert client.get("/out/").url == "/"
    assert client.get("/today/").status_code == 200
    assert client.post("/out/").url == "/"
    assert client.get("/today/").url == "/"


def test_who_is_signed_in_goes_from_the_first_page_to_the_offer(world, client):
    assert client.get("/").status_code == 200
    sign_in(client, world.doors[0])

    assert client.get("/").url == "/today/"


def test_a_chat_apps_browser_is_told_how_to_open_the_real_one(world, client):
    sign_in(client, world.doors[0])
    hint = "在浏览器打开"

    assert hint not in client.get("/today/").text
    assert hint in client.get("/today/", headers={"User-Agent": "X MicroMessenger/8.0"}).text
