"""R45, C7.5: residents are told what is late or missing in a text that fits a chat."""

from uuid import uuid4

import pytest
from django.urls import reverse

from baogong.apps.people.enums import Role
from baogong.apps.procurement.enums import SwapAnswer
from baogong.apps.procurement.models import PurchaseOrderLine
from baogong.apps.procurement.services import decide_swap
from baogong.apps.reporting.models import Notice
from tests.apps.procurement.test_swaps import offer, short_world
from tests.factories import NOW, make_world, order, ripe_round
from tests.web.command.days import commander_of, play_day

pytestmark = pytest.mark.django_db


def address(world, name="notices"):
    return reverse(f"command:{name}", args=[world.estate.pk, world.round.delivery_date])


def drafted(client, world, kind):
    page = client.get(address(world), {"kind": kind})
    return page.context["form"]["text"].value()


@pytest.fixture
def world(client):
    world = make_world()
    commander_of(world, client)
    return world


def test_a_draft_of_a_delay_says_how_many_orders_are_x(world, client):
    play_day(world, doors=3, given=1)
    text = drafted(client, world, "delay")

    assert world.estate.label in text
    assert "单" in text
    assert len(text) <= 300


def test_a_draft_of_a_shortage_names_what_the_shop_has_not(world, client):
    order(world, world.doors[0], 1)
    ripe_round(world)
    line = PurchaseOrderLine.objects.get(good__sku="CAB")
    PurchaseOrderLine.objects.filter(pk=line.pk).update(available=0)

    assert "白菜" in drafted(client, world, "shortage")


def test_a_draft_of_a_shortage_names_what_comes_instead(client):
    """C9."""
    world = short_world()
    commander_of(world, client)
    swap = offer(world)
    clerk = world.staff[Role.CLERK]
    decide_swap(swap_id=swap.pk, answer=SwapAnswer.ACCEPTED, actor=clerk, now=NOW)

    assert "青菜" in drafted(client, world, "shortage")


@pytest.mark.parametrize("kind", ["delay", "shortage", "new_hour", "nonsense"])
def test_what_nobody_knows_is_left_open_in_the_draft(world, client, kind):
    order(world, world.doors[0], 1)
    ripe_round(world)

    assert "____" in drafted(client, world, kind)


def test_a_notice_is_kept_as_posted_once_and_printed(world, client):
    play_day(world, doors=1, given=0)
    sent = {"key": uuid4(), "text": "物资晚到半小时，请在家等候。"}
    for _time in range(2):
        client.post(f"{address(world)}?kind=delay", sent)
    notice = Notice.objects.get()
    sheet = client.get(address(world, "notice_print"), {"notice": notice.pk}).content.decode()

    assert (notice.kind, notice.text) == ("delay", sent["text"])
    assert notice.posted_by == world.staff[Role.COMMANDER]
    assert sent["text"] in sheet


@pytest.mark.parametrize("text", ["", "长" * 301])
def test_an_empty_or_too_long_text_comes_back_filled(world, client, text):
    play_day(world, doors=1, given=0)
    answer = client.post(address(world), {"key": uuid4(), "text": text})

    assert answer.status_code == 422
    assert answer.context["form"]["text"].value() == text
    assert not Notice.objects.exists()


def test_a_day_without_a_notice_prints_that_nothing_was_posted(world, client):
    play_day(world, doors=1, given=0)

    assert client.get(address(world, "notice_print")).context["notice"] is None
