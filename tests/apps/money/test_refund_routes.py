"""R19, R22, R40: a refund of an order goes back over the payment that paid that order."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from baogong.apps.money import policies
from baogong.apps.money.enums import AccountKind, PayMethod, PostingKind
from baogong.apps.money.models import PaymentPart, Posting, ProviderPayment
from baogong.apps.money.queries import (
    estate_books,
    household_balances,
    money_of_doors,
    order_money,
    owed_by_order,
)
from baogong.apps.money.services import (
    Entry,
    Move,
    Paid,
    Till,
    household,
    of_estate,
    order_refunds,
    post,
    take_payment,
    undo_payment,
)
from baogong.apps.ordering.enums import OnExisting
from baogong.apps.ordering.services import cancel_order
from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PUBLIC_URL
from baogong.apps.reporting.queries import look_at_books
from baogong.apps.tickets.models import Ticket
from baogong.cli.play.wechat_stand_in import wechat_stand_in
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world, order
from tests.factories.phone_payments import begin, hear, pay_by_phone, refunds, work
from tests.factories.racing import RACERS, race
from tests.factories.safes import fill_safe, take_from_safe

pytestmark = pytest.mark.django_db


@pytest.fixture
def wechat(settings):
    with wechat_stand_in() as stand_in:
        settings.WECHAT_PAY = stand_in.configured
        yield stand_in


@pytest.fixture
def world(wechat):
    world = make_world()
    set_setting(PUBLIC_URL, "https://bao.example.org", place=world.town, actor=SYSTEM, now=NOW)
    return world


def ordered(world, *quantities, **changes):
    """The id of an order of the first door, beside those that it has."""
    changes = {"on_existing": OnExisting.ADD} | changes
    return order(world, world.doors[0], *quantities, **changes).order_id


def cancel(order_id):
    cancel_order(order_id=order_id, actor=SYSTEM, now=NOW)


def by_hand(world, fen, **changes):
    cash = Paid(world.doors[0].pk, fen, Till(world.estate.pk, PayMethod.CASH), **changes)
    return take_payment(cash, key=uuid4(), actor=world.staff[Role.CLERK], now=NOW)


def money_back(world, order_id, fen):
    """The desk answers a report of an order with so much money."""
    sales = of_estate(AccountKind.SALES, world.estate.pk)
    move = Move(sales, household(world.doors[0].pk), fen)
    source = Ticket(pk=Posting.objects.count() + 1)
    post([Entry(PostingKind.REFUND, source, (move,), "system", NOW, order_id)])


def went():
    return [(row.paid_id, row.fen) for row in refunds()]


def parts(begun):
    return list(begun.parts.order_by("pk").values_list("order_id", "fen"))


def owed(world):
    pk = world.doors[0].pk
    return household_balances([pk])[pk]


def adds_up(world):
    """Balances are zero in all, and what payments pay agrees with the account and with what they
    brought."""
    assert sum(estate_books([world.estate])[world.estate.pk].balances.values()) == 0
    [(pk, money)] = money_of_doors([world.doors[0].pk]).items()
    assert money.balance == household_balances([pk])[pk]
    for row in ProviderPayment.objects.exclude(payment=None):
        back = sum(each.fen for each in row.refunds.exclude(state="failed"))
        assert back <= row.fen
        assert not parts(row) or sum(fen for _, fen in parts(row)) == row.fen


def test_a_payment_is_begun_for_each_order_that_is_owed(world, wechat):
    first, second = ordered(world, 1), ordered(world, 0, 2)
    begun = begin(world)

    assert parts(begun) == [(first, 3500), (second, 10000)]
    assert begun.fen == 13500


def test_a_part_is_an_amount_and_of_an_order_there_is_one(world, wechat):
    order_id = ordered(world, 1)
    begun = begin(world)
    for broken in ({"order_id": order_id, "fen": 1}, {"order_id": None, "fen": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PaymentPart.objects.create(begun=begun, **broken)
    assert parts(begun) == [(order_id, 3500)]


def test_an_order_of_a_door_that_never_paid_takes_one_query_to_say_so(
    world, django_assert_num_queries
):
    order_id, door_id = ordered(world, 1), world.doors[0].pk
    with django_assert_num_queries(1):
        assert order_money(door_id=door_id, order_id=order_id) is None


def test_what_was_paid_in_cash_is_the_oldest_and_only_the_rest_is_paid_by_phone(world, wechat):
    first, second = ordered(world, 1), ordered(world, 0, 1)
    by_hand(world, 4000)
    paid = pay_by_phone(world, wechat)

    assert parts(paid) == [(second, 4500)]
    [cash] = order_money(door_id=world.doors[0].pk, order_id=first).paid
    assert (cash.fen, cash.method) == (3500, PayMethod.CASH)
    both = order_money(door_id=world.doors[0].pk, order_id=second)
    assert [(part.fen, part.method) for part in both.paid] == [
        (500, PayMethod.CASH),
        (4500, PayMethod.WECHAT),
    ]
    assert both.owed_fen == 0


def test_what_was_paid_in_a_tool_for_its_order_is_not_asked_for_by_phone(world, wechat):
    by_page, by_tool = ordered(world, 1), ordered(world, 0, 1)
    till = Till(world.estate.pk, PayMethod.GROUP_BUY, "K001")
    paid = Paid(world.doors[0].pk, 5000, till, order_id=by_tool)
    payment = take_payment(paid, key=uuid4(), actor=world.staff[Role.CLERK], now=NOW)
    assert owed_by_order(door_id=world.doors[0].pk) == [(by_page, 3500)]
    undo_payment(payment_id=payment.pk, why="r", actor=world.staff[Role.CLERK], now=NOW)

    assert owed_by_order(door_id=world.doors[0].pk) == [(by_page, 3500), (by_tool, 5000)]
    assert look_at_books().balanced


def test_an_older_order_goes_back_over_the_older_payment(world, wechat):
    first = ordered(world, 1)
    older = pay_by_phone(world, wechat)
    ordered(world, 0, 1)
    pay_by_phone(world, wechat)
    cancel(first)
    work()

    assert went() == [(older.pk, 3500)]
    adds_up(world)


def test_of_a_payment_for_several_orders_one_goes_back(world, wechat):
    first, second = ordered(world, 1), ordered(world, 0, 1)
    both = pay_by_phone(world, wechat)
    ordered(world, 1)
    pay_by_phone(world, wechat)
    cancel(first)
    work()
    assert went() == [(both.pk, 3500)]
    cancel(second)
    work()

    assert went() == [(both.pk, 3500), (both.pk, 5000)]
    adds_up(world)


def test_a_part_of_an_older_order_goes_back_over_its_payment(world, wechat):
    first = ordered(world, 1)
    older = pay_by_phone(world, wechat)
    ordered(world, 0, 1)
    pay_by_phone(world, wechat)
    money_back(world, first, 700)
    work()

    assert went() == [(older.pk, 700)]
    adds_up(world)


def test_an_order_that_two_payments_paid_goes_back_over_both(world, wechat):
    first = ordered(world, 1)
    begun = begin(world)
    by_hand(world, 2000)  # the desk, while the resident looks at the code
    undone = by_hand(world, 1500)
    wechat.pay(begun.number)
    hear(wechat.notice(begun.number))  # so all of it is too much
    assert owed(world) == -3500
    clerk = world.staff[Role.CLERK]
    undo_payment(payment_id=undone.pk, why="r", actor=clerk, now=NOW)
    second = ordered(world, 0, 1)
    rest = pay_by_phone(world, wechat)
    assert parts(rest) == [(second, 3000)]
    cancel(second)
    work()

    assert sorted(went()) == [(begun.pk, 2000), (rest.pk, 3000)]
    assert order_money(door_id=world.doors[0].pk, order_id=first).owed_fen == 0
    adds_up(world)


def test_an_order_paid_half_in_cash_gives_back_first_what_came_by_phone(world, wechat):
    first = ordered(world, 0, 1)
    by_hand(world, 3500)
    half = pay_by_phone(world, wechat)
    ordered(world, 1)
    newest = pay_by_phone(world, wechat)
    money_back(world, first, 1000)
    work()
    assert went() == [(half.pk, 1000)]
    money_back(world, first, 4000)
    work()

    # What came in cash goes over what else the door paid by phone, as far as that holds it.
    assert sorted(went()[1:]) == [(half.pk, 500), (newest.pk, 3500)]
    assert owed(world) == 0
    adds_up(world)


def test_what_no_payment_by_phone_holds_stays_a_credit(world, wechat):
    first = ordered(world, 0, 1)
    by_hand(world, 3500)
    half = pay_by_phone(world, wechat)
    cancel(first)
    work()

    assert (went(), owed(world)) == ([(half.pk, 1500)], -3500)
    adds_up(world)


def test_a_payment_that_comes_after_its_order_was_canceled_goes_back_as_it_is(world, wechat):
    ordered(world, 1)
    pay_by_phone(world, wechat)
    late = ordered(world, 0, 1)
    begun = begin(world)
    cancel(late)
    other = ordered(world, 0, 2)
    by_hand(world, 10000)
    wechat.pay(begun.number)
    hear(wechat.notice(begun.number))
    work()

    assert went() == [(begun.pk, 5000)]
    assert order_money(door_id=world.doors[0].pk, order_id=other).owed_fen == 0
    adds_up(world)


def test_a_prepaid_balance_pays_the_next_order_and_goes_back_over_its_payment(world, wechat):
    first = ordered(world, 1)
    prepaid = pay_by_phone(world, wechat)
    cancel(first)
    second = ordered(world, 0, 1)  # before the worker came to it
    rest = pay_by_phone(world, wechat)
    assert parts(rest) == [(second, 1500)]
    ordered(world, 1)
    newest = pay_by_phone(world, wechat)
    work()
    assert went() == []
    cancel(second)
    work()

    assert sorted(went()) == [(prepaid.pk, 3500), (rest.pk, 1500)]
    assert newest.refunds.count() == 0
    adds_up(world)


def test_a_changed_order_is_paid_by_the_payment_of_the_one_it_replaced(world, wechat):
    ordered(world, 1, 1)
    paid = pay_by_phone(world, wechat)
    changed = ordered(world, 1, on_existing=OnExisting.REPLACE)
    work()
    assert went() == [(paid.pk, 5000)]
    [part] = order_money(door_id=world.doors[0].pk, order_id=changed).paid
    assert (part.fen, part.reference) == (3500, paid.transaction_id)
    ordered(world, 0, 1)
    pay_by_phone(world, wechat)
    cancel(changed)
    work()

    assert went()[1:] == [(paid.pk, 3500)]
    adds_up(world)


def test_a_refused_refund_is_free_of_the_same_payment_again(world, wechat):
    first = ordered(world, 1)
    older = pay_by_phone(world, wechat)
    ordered(world, 0, 1)
    pay_by_phone(world, wechat)
    cancel(first)
    wechat.refuses = "NO_AUTH"
    work()
    assert owed(world) == -3500
    wechat.refuses = ""
    order_refunds({world.doors[0].pk: 0}, key=uuid4(), actor=SYSTEM, now=timezone.now())

    assert went() == [(older.pk, 3500)] * 2
    adds_up(world)


def test_what_was_paid_back_in_cash_does_not_go_back_again(world, wechat):
    first = ordered(world, 1)
    pay_by_phone(world, wechat)
    second = ordered(world, 0, 1)
    newer = pay_by_phone(world, wechat)
    cancel(first)
    fill_safe(world, 3500)
    take_from_safe(world, 3500)
    by_hand(world, 3500, is_back=True)
    work()
    assert went() == []
    cancel(second)
    work()

    assert went() == [(newer.pk, 5000)]
    adds_up(world)


def test_a_payment_from_before_there_were_parts_is_known_by_what_it_paid(world, wechat):
    first = ordered(world, 1)
    older = pay_by_phone(world, wechat)
    ordered(world, 0, 1)
    pay_by_phone(world, wechat)
    PaymentPart.objects.all().delete()
    cancel(first)
    work()

    assert went() == [(older.pk, 3500)]
    adds_up(world)


def test_one_that_waits_goes_on_only_for_the_same_orders(world, wechat):
    first = ordered(world, 1)
    begun = begin(world)
    assert begin(world).pk == begun.pk
    cancel(first)
    other = ordered(world, 1)  # it costs as much
    again = begin(world)

    assert again.pk != begun.pk
    assert parts(again) == [(other, 3500)]


@pytest.fixture
def two_to_refund(world, wechat):
    """Two payments, one for each of two orders, and both orders give back a part."""
    numbers = []
    for quantities in ((1,), (0, 1)):
        numbers.append(ordered(world, *quantities))
        pay_by_phone(world, wechat)
    for pk in numbers:
        money_back(world, pk, 1000)
    return world


def at_once(world):
    least, now = {world.doors[0].pk: 0}, timezone.now()
    return race(
        *[lambda: order_refunds(least, key=uuid4(), actor=SYSTEM, now=now) for _ in range(RACERS)]
    )


@pytest.mark.django_db(transaction=True)
def test_without_locks_two_refunds_at_once_go_back_twice(two_to_refund, locks_off):
    locks_off(policies, "divide_credit", racers=RACERS)
    at_once(two_to_refund)

    assert sum(fen for _, fen in went()) > 2000


@pytest.mark.django_db(transaction=True)
def test_with_locks_each_goes_back_once_over_its_own_payment(two_to_refund):
    answers = at_once(two_to_refund)

    assert sorted(answers) == [0] * (RACERS - 1) + [2000]
    assert sorted(went()) == [(row.pk, 1000) for row in ProviderPayment.objects.order_by("pk")]
    adds_up(two_to_refund)
