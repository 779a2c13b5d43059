"""R34: what was not fresh is counted on its lot and supplier."""

from datetime import timedelta

import pytest

from baogong.apps.inventory.models import Lot
from baogong.apps.ordering.models import Order
from baogong.apps.tickets.errors import NothingDelivered, NotOfOrder
from baogong.apps.tickets.intents import Verdict
from baogong.apps.tickets.models import Feedback, StaleGood
from baogong.apps.tickets.queries import SupplierScore, order_voice, stale_doors, supplier_scores
from baogong.apps.tickets.services import give_feedback
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.racing import race
from tests.factories.tickets import answer, delivered, rate, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def orders(world):
    return delivered(world)


def doors(sku):
    lot = Lot.objects.get(good__sku=sku)
    return stale_doors(lot_ids=[lot.pk]).get(lot.pk, 0)


def score(world, now=NOW):
    return supplier_scores(supplier_ids=[world.supplier.pk], now=now)[world.supplier.pk]


def test_it_is_asked_once_and_the_first_answer_stands(orders):
    assert order_voice(order_id=orders[0].pk, now=NOW).can_rate
    rate(orders[0], "bad", "good", "CAB")
    rate(orders[0], "good", "good")

    assert not order_voice(order_id=orders[0].pk, now=NOW).can_rate
    assert Feedback.objects.get().freshness == "bad"
    assert StaleGood.objects.count() == 1


def test_nothing_is_rated_before_it_came(world):
    placed = Order.objects.get(pk=order(world, world.doors[0], 1).order_id)
    ripe_round(world)
    with pytest.raises(NothingDelivered):
        rate(placed)
    assert not Feedback.objects.exists()


def test_only_goods_of_the_order_were_not_fresh(orders):
    wrong = Verdict("bad", "good", frozenset({0}))
    with pytest.raises(NotOfOrder):
        give_feedback(wrong, order_id=orders[0].pk, actor=SYSTEM, now=NOW)
    assert not Feedback.objects.exists()


def test_not_fresh_goes_to_the_lot_that_was_in_the_bag(orders):
    rate(orders[0], "bad", "good", "CAB")

    assert (doors("CAB"), doors("EGG")) == (1, 0)


def test_a_door_counts_once_however_often_it_says_so(orders):
    rate(orders[0], "bad", "good", "CAB")
    report(orders[0], "CAB")
    report(orders[1], "CAB")

    assert doors("CAB") == 2


def test_reports_of_something_else_and_declined_ones_do_not_count(world, orders):
    report(orders[0], "CAB", kind="wrong")
    answer(world, report(orders[1], "CAB"), "declined")

    assert doors("CAB") == 0


def test_the_score_counts_answers_and_doors_of_thirty_days(world, orders):
    assert score(world) == SupplierScore()
    rate(orders[0], "good", "good")
    rate(orders[1], "bad", "good", "CAB")
    rate(orders[2], "fair", "bad")
    found = score(world)

    assert found == SupplierScore(answers=3, fresh=1, fair_price=2, stale_doors=1)
    assert (found.fresh_percent, found.price_percent) == (33, 67)
    assert score(world, now=NOW + timedelta(days=31)) == SupplierScore()


def test_a_shop_that_sold_nothing_of_it_is_not_scored(world, orders):
    other = make_world(name="F")
    rate(orders[0], "bad", "bad", "CAB")

    assert score(other) == SupplierScore()


def test_scores_take_as_many_queries_for_one_shop_as_for_many(
    world, orders, django_assert_num_queries
):
    rate(orders[0])
    for ids in ([world.supplier.pk], [world.supplier.pk, make_world(name="F").supplier.pk]):
        with django_assert_num_queries(2):
            assert len(supplier_scores(supplier_ids=ids, now=NOW)) == len(ids)


@pytest.mark.django_db(transaction=True)
def test_a_double_tap_rates_once():
    came = delivered(make_world())[0]
    answers = race(*[lambda: rate(came, "bad", "good", "CAB")] * 3)

    assert len({feedback.pk for feedback in answers}) == 1
    assert StaleGood.objects.count() == 1
