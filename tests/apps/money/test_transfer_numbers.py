"""R19, R22: a transfer is written down once; its number is asked about when it comes again."""

from uuid import uuid4

import pytest

from baogong.apps.money.enums import PayMethod
from baogong.apps.money.errors import ReferenceKnown
from baogong.apps.money.models import Payment
from baogong.apps.money.queries import household_balances
from baogong.apps.money.services import (
    Paid,
    Till,
    pay_back,
    payments,
    take_payment,
    undo_payment,
)
from baogong.apps.people.enums import Role
from baogong.apps.reporting.queries import look_at_books
from tests.factories import NOW, make_world, order
from tests.factories.racing import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world()
    for door in world.doors[:2]:
        order(world, door, 1)
    return world


def pay(world, fen=5800, *, door=0, number="TR-9", key=None, is_another=False):
    till = Till(world.estate.pk, PayMethod.TRANSFER, number, is_another)
    paid = Paid(world.doors[door].pk, fen, till)
    return take_payment(paid, key=key or uuid4(), actor=world.staff[Role.CLERK], now=NOW)


def owed(world, door=0):
    pk = world.doors[door].pk
    return household_balances([pk])[pk]


@pytest.mark.parametrize("door", [0, 1])
@pytest.mark.parametrize("number", ["TR-9", " tr-9 "])
def test_a_number_that_was_written_down_before_is_asked_about(world, door, number):
    """Also of another door: a credit that nobody paid would be paid out."""
    first = pay(world)
    with pytest.raises(ReferenceKnown) as refused:
        pay(world, door=door, number=number)

    assert refused.value.data == {
        "reference": number,
        "amount": "¥58.00",
        "door": "B1-1-101",
        "who": world.staff[Role.CLERK].name,
        "at": first.recorded_at,
    }
    assert Payment.objects.count() == 1
    assert (owed(world), owed(world, 1)) == (3500 - 5800, 3500)


def test_another_transfer_with_that_number_is_written_down(world):
    pay(world)
    pay(world, 3500, door=1, is_another=True)

    assert owed(world, 1) == 0
    assert look_at_books().balanced


def test_the_same_page_again_is_asked_nothing(world):
    key = uuid4()
    assert pay(world, key=key) == pay(world, key=key)


def test_the_number_of_a_payment_that_was_taken_back_is_free_again(world):
    clerk = world.staff[Role.CLERK]
    undo_payment(payment_id=pay(world).pk, why="another door", actor=clerk, now=NOW)
    pay(world, door=1)

    assert (owed(world), owed(world, 1)) == (3500, 3500 - 5800)


def test_a_transfer_of_another_estate_is_another_one(world):
    pay(world)
    other = make_world(name="F")
    assert pay(other).fen == 5800


def test_one_transfer_pays_many_doors_back_once(world):
    for door in (0, 1):
        pay(world, door=door, number=f"TR-{door}")
    doors = [door.pk for door in world.doors[:2]]
    till, clerk = Till(world.estate.pk, PayMethod.TRANSFER, "B-1"), world.staff[Role.CLERK]
    key = uuid4()
    back = {"till": till, "actor": clerk, "now": NOW}
    assert pay_back(doors, key=key, **back) == 2 * (5800 - 3500)
    assert pay_back(doors, key=key, **back) == 0
    pay(world, number="TR-3")
    with pytest.raises(ReferenceKnown):
        pay_back(doors, key=uuid4(), **back)

    assert owed(world) == -5800


@pytest.mark.django_db(transaction=True)
def test_without_locks_two_write_down_one_transfer_for_two_doors(world, locks_off):
    locks_off(payments, "entered_transfer")
    race(*[lambda door=door: pay(world, door=door) for door in (0, 1)])

    assert Payment.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_write_down_one_transfer_at_once_write_it_down_once(world):
    found = race(*[lambda door=door: pay(world, door=door) for door in (0, 1, 0, 1)])

    assert sum(isinstance(answer, ReferenceKnown) for answer in found) == 3
    assert Payment.objects.count() == 1
