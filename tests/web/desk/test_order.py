"""One order at the desk: its history, and taking it back for the household."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baogong.apps.control.enums import MovementRule
from baogong.apps.control.services import Basis, change_rule
from baogong.apps.ordering.enums import OnExisting
from baogong.apps.ordering.models import Listing, Order
from baogong.apps.ordering.services import close_round, decide_order
from baogong.apps.people.enums import Role
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from baogong.values.clock import read_clock
from baogong.values.codes import group
from baogong.web.components.fields import moment
from tests.factories import make_world, order
from tests.factories.world import announce, intent

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    world = make_world()
    announce(world, now=timezone.now())
    client.force_login(world.staff[Role.CLERK])
    return world


@pytest.fixture
def placed(world):
    decision = decide_order(intent(world, world.doors[0], 1), now=timezone.now())
    return Order.objects.get(pk=decision.order_id)


def test_the_page_shows_content_way_and_history(world, placed, client):
    answer = client.get(reverse("desk:order", args=[placed.pk]))

    assert "蔬菜包" in answer.text
    assert len(answer.context["steps"]) == 5
    [entry] = answer.context["history"]
    assert "住户卡" in entry.who


def test_an_order_keeps_the_rule_of_the_minute_when_it_was_placed(world, client):
    """R14: at 23:59 and at 00:01, with a rule from 24:00 on."""
    midnight = moment(timezone.localdate(), read_clock("24:00"))
    change_rule(
        place=world.estate,
        rule=MovementRule.STAY_IN_HOME,
        basis=Basis(midnight, "区指挥部"),
        actor=world.staff[Role.COMMANDER],
        now=timezone.now(),
    )
    for shift, rule in ((-1, MovementRule.FREE), (1, MovementRule.STAY_IN_HOME)):
        at = midnight + timedelta(minutes=shift)
        door = world.doors[shift]
        decision = decide_order(intent(world, door, 1, occurred_at=at), now=timezone.now())
        page = client.get(reverse("desk:order", args=[decision.order_id]))
        assert page.context["rule"] == rule
        assert str(rule.label) in page.text


def test_canceling_gives_back_what_was_taken_and_names_the_clerk(world, placed, client):
    url = reverse("desk:order_cancel", args=[placed.pk])
    assert client.get(url).url == reverse("desk:order", args=[placed.pk])
    placed.refresh_from_db()
    assert placed.canceled_at is None
    answer = client.post(url, follow=True)
    client.post(url)

    placed.refresh_from_db()
    assert placed.canceled_at
    assert world.listings[0].taken == 0
    assert answer.context["history"][0].who == world.staff[Role.CLERK].name
    assert AuditEntry.objects.filter(action="order.canceled").count() == 1


def test_after_the_cutoff_nothing_is_canceled(world, placed, client):
    close_round(round_id=world.round.pk, actor=SYSTEM, now=timezone.now())
    assert "取消这张订单" not in client.get(reverse("desk:order", args=[placed.pk])).text
    answer = client.post(reverse("desk:order_cancel", args=[placed.pk]))

    placed.refresh_from_db()
    assert answer.status_code == 422
    assert placed.canceled_at is None


def test_a_foreign_order_is_not_there_and_stays(world, client):
    far = make_world(name="F")
    theirs = order(far, far.doors[0], 1).order_id

    assert client.get(reverse("desk:order", args=[theirs])).status_code == 404
    assert client.post(reverse("desk:order_cancel", args=[theirs])).status_code == 404
    assert Order.objects.live().filter(pk=theirs).exists()


def test_what_was_replaced_and_what_stands_in_its_place_lead_to_each_other(world, placed, client):
    """R38, R48: on the order's page, in the list of the round, on the phone desk, in the file."""
    again = intent(world, world.doors[0], 2, on_existing=OnExisting.REPLACE)
    new = decide_order(again, now=timezone.now()).order_id
    old_page, new_page = (reverse("desk:order", args=[pk]) for pk in (placed.pk, new))
    number = group(Order.objects.get(pk=new).number)
    text = client.get(old_page).text
    assert f'<a href="{new_page}">已被 {number} 替换</a>' in text
    assert "已取消" not in text
    assert f'href="{old_page}"' in client.get(new_page).text

    listed = client.get(reverse("desk:orders", args=[world.round.pk])).text
    called = client.get(reverse("desk:phone_order", args=[world.doors[0].pk])).text
    assert all(f"已被 {number} 替换" in page for page in (listed, called))
    export = reverse("desk:orders_export", args=[world.round.pk])
    assert f",是,{Order.objects.get(pk=new).number}," in client.get(export).text


def test_an_ask_in_an_orders_place_is_opened_as_what_waits(world, placed, client):
    Listing.objects.filter(pk=world.listings[1].pk).update(stock=0)
    asked = intent(world, world.doors[0], 0, 1, on_existing=OnExisting.REPLACE, waits=True)
    ask = decide_order(asked, now=timezone.now()).ask_id
    text = client.get(reverse("desk:order", args=[placed.pk])).text

    assert f'href="{reverse("desk:ask", args=[ask])}"' in text
