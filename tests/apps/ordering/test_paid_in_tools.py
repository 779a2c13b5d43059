"""R48, R19: what was paid inside a group-buy tool is written down as paid when it is entered."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baogong.apps.money.enums import AccountKind, PayMethod
from baogong.apps.money.models import Payment
from baogong.apps.money.queries import estate_books, household_balances, payments_of
from baogong.apps.money.services import undo_payment
from baogong.apps.ordering.models import GroupBuyOrder, Order
from baogong.apps.ordering.queries import group_buy_orders
from baogong.apps.ordering.services import DoorAsk, cancel_order, mend_group_buy
from baogong.apps.people.enums import Role
from baogong.apps.reporting.queries import look_at_books
from tests.factories import NOW, make_world, order
from tests.factories.group_buys import bought, enter_bought, table

pytestmark = pytest.mark.django_db

HEAD = "订单号,下单人,手机号,收货地址,商品,数量,实付金额,订单状态"
ROWS = (
    "K001,张阿姨,13900001234,B1-1-101,蔬菜包,2,70.00,待发货",
    "K002,李敏,13900005678,B1-1-102,蔬菜包,1,36.50,已支付",
    "K003,王强,13900004321,B1-1-201,蔬菜包,1,35.00,货到付款",
    "K004,赵敏,13900008765,B1-1-202,蔬菜包,1,0,待发货",
    "K005,钱伟,13900008766,B1-1-909,蔬菜包,1,35.00,待发货",
)


def owed(world, label):
    pk = next(door.pk for door in world.doors if door.label == label)
    return household_balances([pk])[pk]


def tool_fen(world):
    return estate_books([world.estate])[world.estate.pk].balances.get(AccountKind.GROUP_BUY, 0)


@pytest.fixture
def world():
    return make_world(floors=3)


@pytest.fixture
def file(world):
    return bought(world, table(*ROWS, head=HEAD))


def test_what_the_file_says_was_paid_is_seen_before_anything_is_entered(world, file):
    rows = group_buy_orders(GroupBuyOrder.objects.values_list("pk", flat=True))

    assert [row.paid_fen for row in rows] == [7000, 3650, None, None, 3500]
    assert not Payment.objects.exists()


def test_entering_writes_it_down_with_the_order_number_and_who_entered(world, file):
    enter_bought(world, file)

    assert (owed(world, "B1-1-101"), owed(world, "B1-1-102")) == (0, -150)  # the rest is a credit
    assert (owed(world, "B1-1-201"), owed(world, "B1-1-202")) == (3500, 3500)
    assert tool_fen(world) == 7000 + 3650
    [paid] = payments_of(door_id=Order.objects.get(group_buy__number="K001").household_id)
    clerk = world.staff[Role.CLERK].name
    assert (paid.method, paid.reference, paid.taken_by) == (PayMethod.GROUP_BUY, "K001", clerk)
    assert look_at_books().balanced


def test_entering_again_or_a_newer_file_pays_nothing_twice(world, file):
    enter_bought(world, file)
    enter_bought(world, file)
    newer = bought(world, table(*ROWS, "K006,孙,,B1-1-301,蔬菜包,1,35,待发货", head=HEAD))
    enter_bought(world, newer)

    assert sorted(Payment.objects.values_list("reference", flat=True)) == ["K001", "K002", "K006"]


def test_an_order_that_is_not_entered_is_not_paid(world):
    order(world, world.doors[0], 1)  # B1-1-101 has ordered on its page
    enter_bought(world, bought(world, table(ROWS[0], head=HEAD)))

    assert owed(world, "B1-1-101") == 3500
    assert not Payment.objects.exists()


def test_an_order_that_a_person_mended_is_paid_too_but_no_absurd_sum_is_written_down(world):
    rows = ("K001,张,,B1-1-909,蔬菜包,2,70,待发货", "K002,李,,B1-1-102,蔬菜包,2,700000,待发货")
    file = bought(world, table(*rows, head=HEAD))
    clerk, packages = world.staff[Role.CLERK], {world.listings[0].package_id: 2}
    for line, door in zip(file.orders.order_by("number"), world.doors, strict=False):
        ask = DoorAsk(door.pk, packages)
        mend_group_buy(ask, line=line, adds=False, actor=clerk, now=NOW)
    enter_bought(world, file)

    assert [owed(world, door.label) for door in world.doors[:2]] == [0, 7000]


def test_what_the_tool_paid_back_since_is_taken_back_by_hand(world, file):
    enter_bought(world, file)
    clerk = world.staff[Role.CLERK]
    canceled = Order.objects.get(group_buy__number="K001")
    cancel_order(order_id=canceled.pk, actor=clerk, now=NOW)
    assert owed(world, "B1-1-101") == -7000
    payment = Payment.objects.get(reference="K001")
    undo_payment(payment_id=payment.pk, why="工具内已退款", actor=clerk, now=NOW)

    assert owed(world, "B1-1-101") == 0
    assert tool_fen(world) == 3650
    assert look_at_books().balanced


def test_payments_cost_the_same_number_of_queries_for_two_orders_and_for_sixty(
    django_assert_max_num_queries,
):
    small, world = make_world(name="F"), make_world(floors=30)
    few = bought(small, table(*ROWS[:2], head=HEAD))
    rows = [f"N{n},张{n},,{d.label},蔬菜包,1,35,待发货" for n, d in enumerate(world.doors)]
    many = bought(world, table(*rows, head=HEAD))
    with CaptureQueriesContext(connection) as two:
        enter_bought(small, few)
    with django_assert_max_num_queries(len(two)):
        enter_bought(world, many)
    assert Payment.objects.filter(estate=world.estate).count() == 60
