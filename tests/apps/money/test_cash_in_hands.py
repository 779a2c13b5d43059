"""R40: nobody pays back more cash than they hold, and the ways out of that are open."""

from uuid import uuid4

import pytest

from baogong.apps.money.enums import PayMethod
from baogong.apps.money.errors import HandsHoldLess
from baogong.apps.money.models import Payment
from baogong.apps.money.queries import cash_of, household_balances
from baogong.apps.money.services import (
    Paid,
    Till,
    cash,
    pay_back,
    take_payment,
    undo_payment,
)
from baogong.apps.people.enums import Role
from baogong.apps.reporting.queries import look_at_books
from tests.factories import NOW, make_world
from tests.factories.racing import race
from tests.factories.safes import fill_safe, take_from_safe

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Two doors with a credit of 10 yuan each, paid by transfer; the clerk holds nothing."""
    world = make_world()
    for door in world.doors[:2]:
        move(world, door, 1000, method=PayMethod.TRANSFER)
    return world


def move(world, door, fen, *, method=PayMethod.CASH, is_back=False):
    paid = Paid(door.pk, fen, Till(world.estate.pk, method, f"T{door.pk}"), is_back=is_back)
    return take_payment(paid, key=uuid4(), actor=world.staff[Role.CLERK], now=NOW)


def give(world, *, doors=2, method=PayMethod.CASH):
    ids = [door.pk for door in world.doors[:doors]]
    till, clerk = Till(world.estate.pk, method, "T0"), world.staff[Role.CLERK]
    return pay_back(ids, till=till, key=uuid4(), actor=clerk, now=NOW)


def owed(world):
    return list(household_balances([door.pk for door in world.doors[:2]]).values())


def in_hand(world):
    return cash_of(person_id=world.staff[Role.CLERK].pk)


def test_who_holds_no_cash_pays_none_back(world):
    with pytest.raises(HandsHoldLess, match=r"0\.00.*safe.*transfer"):
        move(world, world.doors[0], 1000, is_back=True)

    assert (owed(world), in_hand(world)) == ([-1000, -1000], 0)
    assert not Payment.objects.filter(is_back=True).exists()


def test_doors_together_get_no_more_than_is_in_hand_or_nothing(world):
    fill_safe(world, 5000)
    take_from_safe(world, 1999)
    with pytest.raises(HandsHoldLess, match=r"19\.99"):
        give(world)

    assert (owed(world), in_hand(world)) == ([-1000, -1000], 1999)
    assert not Payment.objects.filter(is_back=True).exists()


def test_with_cash_out_of_the_safe_they_are_paid_back(world):
    fill_safe(world, 5000)
    take_from_safe(world, 2000)

    assert give(world) == 2000
    assert (owed(world), in_hand(world)) == ([0, 0], 0)
    assert look_at_books().balanced


def test_by_transfer_they_are_paid_back_without_cash(world):
    assert give(world, method=PayMethod.TRANSFER) == 2000
    assert owed(world) == [0, 0]


def test_what_doors_paid_can_be_paid_back(world):
    move(world, world.doors[2], 1500)
    move(world, world.doors[0], 1000, is_back=True)

    assert (owed(world), in_hand(world)) == ([0, -1000], 500)


def test_a_payment_that_never_was_is_taken_back_however_much_is_in_hand(world):
    wrong = move(world, world.doors[2], 1500)
    move(world, world.doors[0], 1000, is_back=True)
    undo_payment(payment_id=wrong.pk, why="r", actor=world.staff[Role.CLERK], now=NOW)

    assert in_hand(world) == -1000


def two_at_once(world):
    """One pays two doors back, in two windows, with cash for one of them."""
    fill_safe(world, 1000)
    take_from_safe(world, 1000)
    return [lambda door=door: move(world, door, 1000, is_back=True) for door in world.doors[:2]]


@pytest.mark.django_db(transaction=True)
def test_without_locks_two_paybacks_at_once_take_the_hands_below_zero(world, locks_off):
    acts = two_at_once(world)
    locks_off(cash, "account_balance")
    race(*acts)

    assert in_hand(world) == -1000


@pytest.mark.django_db(transaction=True)
def test_with_locks_the_second_payback_of_two_is_refused(world):
    answers = race(*two_at_once(world))

    assert in_hand(world) == 0
    assert sorted(owed(world)) == [-1000, 0]
    assert sum(isinstance(answer, HandsHoldLess) for answer in answers) == 1
