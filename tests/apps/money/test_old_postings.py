"""R19: postings from before they named their order name it after the upgrade."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from baogong.apps.money.models import Payment, Posting
from baogong.apps.money.queries import uses_of_payments
from baogong.apps.money.services import undo_payment
from baogong.apps.ordering.models import Order
from baogong.apps.people.enums import Role
from baogong.apps.reporting.queries import look_at_books
from baogong.apps.sorting.models import Cut, WeighedLine
from tests.emptying import triggers_off
from tests.factories import NOW, make_world, order
from tests.factories.chain import pack
from tests.factories.group_buys import bought, enter_bought, table
from tests.factories.shortages import divide, short_round
from tests.factories.tickets import answer, delivered, report
from tests.factories.weighing import put_on_scale, ready_to_weigh, the_bag

pytestmark = pytest.mark.django_db

HEAD = "订单号,下单人,手机号,收货地址,商品,数量,实付金额,订单状态"
PAID = "K001,张阿姨,13900001234,B1-1-101,蔬菜包,2,70.00,待发货"


def upgrade(app, name, *constants):
    """Forget the orders, then let a migration find them: what was there before, and after."""
    before = dict(Posting.objects.values_list("pk", "order_id"))
    migration = import_module(f"baogong.apps.{app}.migrations.{name}")
    orders = import_module("baogong.apps.money.migrations.0008_what_payments_pay").ORDERS
    with triggers_off(), connection.cursor() as cursor:
        Posting.objects.update(order_id=None)
        assert not look_at_books().balanced
        if hasattr(migration, "name_orders"):
            Payment.objects.update(order_id=None)
            migration.name_orders(apps, None)
        for statement in (orders, *(getattr(migration, name) for name in constants)):
            cursor.execute(statement)
    assert dict(Posting.objects.values_list("pk", "order_id")) == before
    assert look_at_books().balanced


def test_orders_and_what_was_canceled():
    world = make_world()
    order(world, world.doors[0], 1)
    assert Posting.objects.get().order_id == Order.objects.get().pk

    upgrade("money", "0008_what_payments_pay")


def test_refunds_for_reports():
    world = make_world()
    first, *_ = delivered(world)
    answer(world, report(first, "CAB"), "refund", fen=700)
    assert Posting.objects.latest("pk").order_id == first.pk

    upgrade("tickets", "0005_refunds_name_their_order", "ORDERS")


def test_goods_that_did_not_come():
    world = short_round("refund", "refund", "refund", "refund")
    divide(world)
    cut = Cut.objects.get()
    assert Posting.objects.latest("pk").order_id == cut.order_id

    upgrade("sorting", "0009_postings_name_their_order", "ORDERS")


def test_what_was_weighed():
    world = ready_to_weigh(1)
    put_on_scale(world, the_bag(), 1400)
    pack(world, the_bag())
    assert WeighedLine.objects.get().difference_fen
    assert Posting.objects.latest("pk").order_id == the_bag().order_id

    upgrade("sorting", "0009_postings_name_their_order", "ORDERS")


def test_what_was_paid_in_tools():
    world = make_world()
    enter_bought(world, bought(world, table(PAID, head=HEAD)))
    payment = Payment.objects.get()
    [(bought_order, fen)] = uses_of_payments(door_id=payment.household_id)[payment.pk]
    assert (bought_order, fen) == (payment.order_id, 7000)
    undo_payment(payment_id=payment.pk, why="r", actor=world.staff[Role.CLERK], now=NOW)

    upgrade("ordering", "0022_tool_payments_name_their_order", "POSTINGS")
    assert set(Payment.objects.values_list("order_id", flat=True)) == {bought_order}
