"""R19, R40: double entry, in fen, once for each source."""

from importlib import import_module
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from baogong.apps.money.enums import AccountKind, PostingKind
from baogong.apps.money.models import Account, Posting, Transfer
from baogong.apps.money.queries import estate_books, household_balances, statement_of
from baogong.apps.money.services import Entry, Move, household, of_estate, post
from baogong.apps.ordering.enums import OnExisting
from baogong.apps.ordering.models import Order
from baogong.apps.ordering.services import Change, cancel_order, correct_order, decide_order
from baogong.apps.people.enums import Role
from baogong.apps.reporting.queries import look_at_books
from tests.factories import NOW, make_world, order
from tests.factories.racing import race
from tests.factories.world import intent

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def owed(door):
    return household_balances([door.pk])[door.pk]


def sold(world):
    return estate_books([world.estate])[world.estate.pk].balances


def entry(world, order_, fen, *, kind=PostingKind.REFUND):
    sales = of_estate(AccountKind.SALES, world.estate.pk)
    move = Move(sales, household(order_.household_id), fen)
    return Entry(kind, order_, (move,), "system", NOW)


def test_an_order_is_owed_at_its_frozen_total(world):
    door = world.doors[0]
    decision = order(world, door, 1, 2)

    assert owed(door) == decision.total_fen == 13500
    assert sold(world) == {AccountKind.HOUSEHOLD: 13500, AccountKind.SALES: -13500}
    [line] = statement_of(door_id=door.pk)
    assert (line.kind, line.source, line.source_id) == (
        PostingKind.ORDER,
        "ordering.order",
        decision.order_id,
    )


def test_the_same_order_again_is_owed_once(world):
    asked = intent(world, world.doors[0], 1)
    decide_order(asked, now=NOW)
    decide_order(asked, now=NOW)

    assert owed(world.doors[0]) == 3500


def test_a_replaced_order_is_owed_no_more(world):
    door = world.doors[0]
    order(world, door, 1, 0)
    order(world, door, 0, 1, on_existing=OnExisting.REPLACE)

    assert owed(door) == 5000
    kinds = [line.kind for line in statement_of(door_id=door.pk)]
    assert sorted(kinds) == [PostingKind.CANCELED, PostingKind.ORDER, PostingKind.ORDER]


def test_a_canceled_order_is_owed_no_more_and_canceling_twice_is_once(world):
    door = world.doors[0]
    decision = order(world, door, 1)
    for _ in range(2):
        cancel_order(order_id=decision.order_id, actor=world.staff[Role.CLERK], now=NOW)

    assert owed(door) == 0
    assert Posting.objects.count() == 2


def test_a_corrected_order_is_owed_as_corrected(world):
    door = world.doors[0]
    decision = order(world, door, 2)
    wishes = intent(world, door, 1).wishes
    correct_order(
        order_id=decision.order_id,
        change=Change(key=uuid4(), wishes=wishes, reason="one is enough"),
        actor=world.staff[Role.CLERK],
        now=NOW,
    )

    assert owed(door) == 3500
    assert look_at_books().balanced


def test_a_source_is_posted_once_of_each_kind(world):
    order(world, world.doors[0], 1)
    [placed] = Order.objects.all()
    post([entry(world, placed, 100)])
    with pytest.raises(IntegrityError), transaction.atomic():
        post([entry(world, placed, 100)])

    assert owed(world.doors[0]) == 3400


def test_nothing_is_posted_for_nothing(world):
    order(world, world.doors[0], 1)
    [placed] = Order.objects.all()
    post([entry(world, placed, 0)])

    assert not Posting.objects.filter(kind=PostingKind.REFUND).exists()


def test_a_move_below_zero_goes_the_other_way(world):
    order(world, world.doors[0], 1)
    [placed] = Order.objects.all()
    post([entry(world, placed, -250)])

    assert owed(world.doors[0]) == 3750
    assert Transfer.objects.get(posting__kind=PostingKind.REFUND).fen == 250


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-(10**9), 10**9)), max_size=20))
def test_balances_sum_to_zero_whatever_is_posted(moves):
    with transaction.atomic():
        world = make_world(name=f"P{uuid4().hex[:6]}")
        order(world, world.doors[0], 1)
        placed = Order.objects.latest("pk")
        sales = of_estate(AccountKind.SALES, world.estate.pk)
        doors = world.doors
        post(
            Entry(kind, placed, (Move(sales, household(doors[which].pk), fen),), "system", NOW)
            for kind, (which, fen) in zip(list(PostingKind)[2:], moves, strict=False)
        )
        assert sum(sold(world).values()) == 0
        assert look_at_books().sum_fen == 0
        transaction.set_rollback(True)


def test_a_group_of_orders_takes_the_same_number_of_statements(
    world, django_assert_max_num_queries
):
    order(world, world.doors[0], 1)
    [placed] = Order.objects.all()
    with django_assert_max_num_queries(5):
        post([entry(world, placed, 5, kind=kind) for kind in list(PostingKind)[2:12]])


@pytest.mark.django_db(transaction=True)
def test_two_who_open_the_same_accounts_at_once_make_each_once(world):
    doors = world.doors
    race(*[lambda door=door: order(world, door, 1) for door in doors[:4]])

    assert Account.objects.filter(kind=AccountKind.SALES).count() == 1
    assert Account.objects.filter(kind=AccountKind.HOUSEHOLD).count() == 4


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE money_posting SET order_id = NULL",
        "UPDATE money_transfer SET fen = fen + 1",
        "DELETE FROM money_transfer",
        "DELETE FROM money_posting",
        "TRUNCATE money_transfer",
        "TRUNCATE money_posting CASCADE",
    ],
)
def test_the_database_refuses_to_change_what_was_posted(world, statement):
    """Also past the pages: a mistake is taken back by another posting."""
    order(world, world.doors[0], 1)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            cursor.execute(statement)

    assert owed(world.doors[0]) == 3500


def test_the_trigger_goes_and_comes_back_with_its_migration(world):
    migration = import_module("baogong.apps.money.migrations.0012_append_only")
    order(world, world.doors[0], 1)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(migration.ALLOW)
        cursor.execute("UPDATE money_transfer SET fen = fen + 1")
        cursor.execute(migration.REFUSE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.all().delete()

    assert owed(world.doors[0]) == 3501
