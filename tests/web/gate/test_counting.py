"""R23, R27, R60: what the truck brings is counted blind, then compared, then recorded once."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baogong.apps.inventory.models import Lot
from baogong.apps.ordering.models import Round
from baogong.apps.people.enums import Role
from baogong.apps.procurement.models import PurchaseOrder, Receipt
from tests.factories import make_world, order, ripe_round

pytestmark = pytest.mark.django_db

EXPECTED = {"EGG": "20", "CAB": "8"}  # pieces, and 斤: 3 kg in one package, 1 kg in the other


@pytest.fixture
def purchase():
    world = make_world()
    order(world, world.doors[0], 1, 1)
    ripe_round(world)
    Round.objects.update(delivery_date=timezone.localdate())
    purchase = PurchaseOrder.objects.get()
    purchase.guard = world.staff[Role.GATE]
    return purchase


@pytest.fixture
def guard(client, purchase):
    client.force_login(purchase.guard)
    return client


def counted(purchase, *, unit="jin", key=None, step="", **typed):
    """What the page sends."""
    form = {"key": key or uuid4(), "step": step}
    for line in purchase.lines.select_related("good"):
        form[f"count_{line.good_id}"] = typed.get(line.good.sku, EXPECTED[line.good.sku])
        form[f"unit_{line.good_id}"] = unit
    return form


def page(purchase):
    return reverse("gate:count", args=[purchase.pk])


def on_hand():
    return dict(Lot.objects.values_list("good__sku", "on_hand"))


def test_arrivals_and_the_count_do_not_tell_how_much_should_come(guard, purchase):
    arrivals = guard.get(reverse("gate:home")).text
    count = guard.get(page(purchase)).text

    assert page(purchase) in arrivals
    for words in ("8 斤", "4 kg", "20 件"):
        assert words not in arrivals + count


def test_a_count_as_ordered_is_received_at_once(guard, purchase):
    answer = guard.post(page(purchase), counted(purchase), follow=True)

    assert "result-done" in answer.text
    assert on_hand() == {"CAB": 4000, "EGG": 20}


@pytest.mark.parametrize(
    ("typed", "unit"), [("4", "kg"), ("8", "jin"), ("８", "jin"), ("8.0", "jin")]
)
def test_weights_come_in_either_unit(guard, purchase, typed, unit):
    guard.post(page(purchase), counted(purchase, CAB=typed, unit=unit))

    assert on_hand()["CAB"] == 4000


def test_a_difference_is_shown_before_it_is_recorded(guard, purchase):
    answer = guard.post(page(purchase), counted(purchase, EGG="18"))

    assert answer.status_code == 200
    assert "result-wait" in answer.text
    assert [good.difference for good in answer.context["off"]] == [-2]
    assert not Receipt.objects.exists()

    answer = guard.post(page(purchase), counted(purchase, EGG="18", step="record"), follow=True)
    assert "result-risk" in answer.text
    assert on_hand()["EGG"] == 18
    assert len(guard.get(reverse("gate:receipts")).context["receipts"][0].off) == 1


def test_counting_again_keeps_what_was_typed(guard, purchase):
    answer = guard.post(page(purchase), counted(purchase, EGG="18", step="again"))

    assert answer.status_code == 200
    assert 'value="18"' in answer.text
    assert not Receipt.objects.exists()


def test_one_recount_is_offered_and_then_it_stands(guard, purchase):
    again = guard.post(page(purchase), counted(purchase, EGG="18", step="again"))
    assert 'name="recounted"' in again.text

    answer = guard.post(page(purchase), counted(purchase, EGG="19") | {"recounted": "1"})
    assert answer.url == reverse("gate:result", args=[purchase.pk])
    assert on_hand()["EGG"] == 19


def test_what_is_printed_on_the_goods_stays_with_the_lot(guard, purchase):
    """R55: through the page of differences too."""
    egg = purchase.lines.get(good__sku="EGG").good_id
    printed = {
        f"code_{egg}": "A-77",
        f"maker_{egg}": "养鸡场",
        f"made_on_{egg}": "2026-04-01",
        f"expires_on_{egg}": "2036-05-01",
    }
    check = guard.post(page(purchase), counted(purchase, EGG="18") | printed)
    assert all(f'value="{text}"' in check.text for text in printed.values())

    guard.post(page(purchase), counted(purchase, EGG="18", step="record") | printed)
    lot = Lot.objects.get(good=egg)
    assert (lot.code, lot.maker) == ("A-77", "养鸡场")
    assert (lot.made_on, lot.expires_on) == (date(2026, 4, 1), date(2036, 5, 1))
    assert Lot.objects.exclude(good=egg).get().expires_on is None


def test_goods_do_not_expire_before_they_are_made(guard, purchase):
    egg = purchase.lines.get(good__sku="EGG").good_id
    days = {f"made_on_{egg}": "2026-04-02", f"expires_on_{egg}": "2026-04-01"}
    answer = guard.post(page(purchase), counted(purchase) | days)

    assert answer.status_code == 422
    assert f'href="#id_expires_on_{egg}"' in answer.text
    assert not Receipt.objects.exists()


def test_a_repeated_send_is_received_once(guard, purchase):
    form = counted(purchase)
    for _ in range(2):
        assert guard.post(page(purchase), form).url == reverse("gate:result", args=[purchase.pk])

    assert Receipt.objects.count() == 1
    assert on_hand() == {"CAB": 4000, "EGG": 20}


def test_a_second_guard_is_told_that_it_was_counted(guard, purchase):
    guard.post(page(purchase), counted(purchase))
    answer = guard.post(page(purchase), counted(purchase, EGG="30", step="record"))

    assert answer.status_code == 422
    assert purchase.number in answer.text
    assert on_hand()["EGG"] == 20
    assert guard.get(page(purchase)).url == reverse("gate:result", args=[purchase.pk])


@pytest.mark.parametrize("typed", ["", "-3", "2.5", "many", "1e99", "Infinity"])
def test_a_bad_number_names_its_row_and_nothing_is_received(guard, purchase, typed):
    answer = guard.post(page(purchase), counted(purchase, EGG=typed))

    egg = purchase.lines.get(good__sku="EGG").good_id
    assert answer.status_code == 422
    assert f'href="#id_count_{egg}"' in answer.text
    assert 'value="8"' in answer.text
    assert not Receipt.objects.exists()


def test_an_unknown_unit_is_refused(guard, purchase):
    assert guard.post(page(purchase), counted(purchase, unit="ton")).status_code == 422
    assert not Receipt.objects.exists()


def test_yesterdays_truck_stands_first_as_late(guard, purchase):
    Round.objects.update(delivery_date=timezone.localdate() - timedelta(days=1))
    days = guard.get(reverse("gate:home")).context["days"]

    assert [[row.id for row in rows] for _, rows in days] == [[purchase.pk]]


def test_another_estates_truck_is_not_there(client, purchase):
    client.force_login(make_world(name="F").staff[Role.GATE])

    assert client.get(page(purchase)).status_code == 404
    assert client.post(page(purchase), counted(purchase)).status_code == 404
    assert client.get(reverse("gate:result", args=[purchase.pk])).status_code == 404
    assert client.get(reverse("gate:home")).context["days"] == []
    assert not Receipt.objects.exists()


def test_lists_ask_the_database_equally_often_with_more_rows(guard, purchase):
    guard.post(page(purchase), counted(purchase))
    other = make_world(name="G")
    other.staff[Role.GATE].assignments.update(user=purchase.guard)
    with_one = queries(guard, "gate:receipts"), queries(guard, "gate:home")
    order(other, other.doors[0], 1, 1)
    ripe_round(other)
    Round.objects.update(delivery_date=timezone.localdate())
    second = PurchaseOrder.objects.exclude(pk=purchase.pk).get()
    guard.post(page(second), counted(second))

    assert len(guard.get(reverse("gate:receipts")).context["receipts"]) == 2
    assert (queries(guard, "gate:receipts"), queries(guard, "gate:home")) == with_one


def queries(client, name):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse(name)).status_code == 200
    return len(asked)
