"""R45: an open round as a text to paste, a picture and a sheet for the lift."""

from io import BytesIO

import pytest
import zxingcpp
from django.urls import reverse
from django.utils import timezone, translation
from PIL import Image

from baogong.apps.ordering.enums import LineState, Rule
from baogong.apps.ordering.models import ChainLine
from baogong.apps.ordering.services import close_round, paste_chain
from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import CONTACT_PHONE, PUBLIC_URL
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world
from tests.factories.asks import divide
from tests.factories.world import announce
from tests.web.paper.reading import fonts_of, text_of

pytestmark = pytest.mark.django_db
URL = "https://baogong.example"


@pytest.fixture
def world(client):
    found = make_world()
    announce(found, now=timezone.now())
    client.force_login(found.staff[Role.LIAISON])
    return found


def settle(world):
    set_setting(PUBLIC_URL, URL, place=world.town, actor=SYSTEM, now=NOW)
    set_setting(CONTACT_PHONE, "0717-6000000", place=world.estate, actor=SYSTEM, now=NOW)


def page(client, world, name="message"):
    return client.get(reverse(f"liaison:{name}", args=[world.round.pk]))


def test_the_text_has_the_address_the_phone_and_a_door_of_the_estate(client, world):
    settle(world)
    answer = page(client, world)
    [(text, characters)] = answer.context["parts"]

    assert f"{URL}/" in text
    assert "0717-6000000" in text
    assert "例：B1-1-101 蔬菜包×1" in text
    assert f"{characters} 个字" in answer.text
    assert characters == len(text)


def test_without_address_and_phone_the_page_says_who_sets_them(client, world):
    answer = page(client, world)

    assert answer.text.count("请街道办设置") == 2
    assert reverse("liaison:sheet", args=[world.round.pk]) not in answer.text


@pytest.mark.parametrize("name", ["picture", "sheet"])
def test_a_code_that_leads_nowhere_is_not_printed(client, world, name):
    assert page(client, world, name).status_code == 422


def test_the_text_pasted_back_with_a_chain_below_orders_only_what_stands_below(client, world):
    settle(world)
    [(text, _characters)] = page(client, world).context["parts"]
    chain = f"{text}\n\n1. B1-1-102 蔬菜包2\n"
    liaison = world.staff[Role.LIAISON]
    paste_chain(chain, round_id=world.round.pk, actor=liaison, now=timezone.now())

    lines = ChainLine.objects.exclude(state=LineState.IGNORED)
    assert [(line.raw, line.state) for line in lines] == [("1. B1-1-102 蔬菜包2", LineState.READY)]


def test_the_picture_is_1080_dots_wide_and_its_code_opens_the_order_page(client, world):
    settle(world)
    answer = page(client, world, "picture")
    picture = Image.open(BytesIO(answer.content))

    assert (answer["Content-Type"], picture.format, picture.width) == ("image/png", "PNG", 1080)
    codes = zxingcpp.read_barcodes(picture, formats=zxingcpp.QRCode)
    assert [code.text for code in codes] == [f"{URL}/"]


def test_the_sheet_has_packages_prices_the_phone_and_when_it_was_printed(client, world):
    settle(world)
    answer = page(client, world, "sheet")
    text = text_of(answer.content)

    assert answer["Content-Type"] == "application/pdf"
    assert all(word in text for word in ("蔬菜包", "¥35.00", "0717-6000000", "打印"))
    assert fonts_of(answer.content) == {"NotoSansSC-Regular", "NotoSansSC-Bold"}


def test_the_sheet_and_the_picture_say_the_rule_and_the_moment_of_the_draw(client, world):
    settle(world)
    plain = Image.open(BytesIO(page(client, world, "picture").content))
    divide(world, stock=9, draws_at=timezone.now())

    text = text_of(page(client, world, "sheet").content)
    assert "抽签" in text
    assert Image.open(BytesIO(page(client, world, "picture").content)).height > plain.height
    with translation.override("en"):
        client.cookies["django_language"] = "en"
        assert "drawn by lot on" in text_of(page(client, world, "sheet").content)


def test_a_text_with_a_rule_pasted_back_orders_only_what_stands_below(client, world):
    settle(world)
    divide(world, Rule.ONE_EACH, stock=9, draws_at=timezone.now())
    [(text, _characters)] = page(client, world).context["parts"]
    assert "每户先分一份" in text
    liaison = world.staff[Role.LIAISON]
    chain = f"{text}\n\n1. B1-1-102 蔬菜包2\n"
    paste_chain(chain, round_id=world.round.pk, actor=liaison, now=timezone.now())

    lines = ChainLine.objects.exclude(state=LineState.IGNORED)
    assert [(line.raw, line.state) for line in lines] == [("1. B1-1-102 蔬菜包2", LineState.READY)]


@pytest.mark.parametrize("name", ["message", "picture", "sheet"])
def test_a_closed_round_is_announced_no_more(client, world, name):
    settle(world)
    close_round(round_id=world.round.pk, actor=SYSTEM, now=timezone.now())
    answer = page(client, world, name)

    assert answer.status_code == 422
    assert "下一轮" in answer.text


def test_clerks_may_announce_too(client, world):
    client.force_login(world.staff[Role.CLERK])

    assert page(client, world).status_code == 200
