"""R19, R40: what households pay, what goes back, and cash that two people count."""

from datetime import timedelta
from uuid import uuid4

import pytest

from baogong.apps.money.enums import AccountKind, PayMethod
from baogong.apps.money.errors import (
    CashMoved,
    CountClosed,
    CountedAlready,
    NoCash,
    NothingPaid,
    NotUndoable,
    OwnCount,
    PaymentReused,
    ReferenceMissing,
    TooMuchBack,
    UndoneAlready,
    WhyMissing,
)
from baogong.apps.money.models import CashCount, Payment
from baogong.apps.money.queries import (
    Side,
    cash_rows,
    count_rows,
    door_balances,
    estate_books,
    household_balances,
    payments_of,
)
from baogong.apps.money.services import (
    Counted,
    Paid,
    Till,
    count_cash,
    drop_count,
    pay_back,
    payments,
    sign_count,
    take_payment,
    undo_payment,
)
from baogong.apps.people.enums import Role
from baogong.apps.reporting.models import LedgerProof
from baogong.apps.reporting.queries import look_at_books
from baogong.apps.reporting.services import prove_ledger
from tests.factories import NOW, make_world, order
from tests.factories.racing import RACERS, race

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world()
    order(world, world.doors[0], 1)
    return world


def pay(world, fen, *, door=0, key=None, method=PayMethod.CASH, back=False, by=Role.CLERK):
    till = Till(world.estate.pk, method, "T1" if method == PayMethod.TRANSFER else "")
    paid = Paid(world.doors[door].pk, fen, till, is_back=back)
    return take_payment(paid, key=key or uuid4(), actor=world.staff[by], now=NOW)


def owed(world, door=0):
    pk = world.doors[door].pk
    return household_balances([pk])[pk]


def kinds(world):
    balances = estate_books([world.estate])[world.estate.pk].balances
    return {kind: fen for kind, fen in balances.items() if fen}


def count(world, fen, *, by=Role.CLERK, key=None):
    holder = world.staff[Role.CLERK].pk
    counted = Counted(world.estate.pk, holder, fen)
    return count_cash(counted, key=key or uuid4(), actor=world.staff[by], now=NOW)


def sign(world, counted, *, by=Role.COMMANDER, why=""):
    sign_count(count_id=counted.pk, why=why, actor=world.staff[by], now=NOW)


def test_cash_lies_with_whoever_took_it(world):
    pay(world, 3500)

    assert owed(world) == 0
    assert kinds(world) == {AccountKind.SALES: -3500, AccountKind.CASH: 3500}
    [row] = cash_rows(estate_id=world.estate.pk)
    assert (row.name, row.fen, row.count_id) == (Role.CLERK, 3500, None)


def test_small_differences_stay_on_the_account(world):
    pay(world, 3600)

    assert owed(world) == -100
    assert not door_balances(within=[world.estate], side=Side.CREDIT, small_fen=100)
    [row] = door_balances(within=[world.estate], side=Side.CREDIT, small_fen=99)
    assert (row.door, row.building, row.fen) == ("B1-1-101", "B1", -100)


def test_doors_that_owe_are_listed_as_one_walks(world):
    order(world, world.doors[3], 0, 1)
    rows = door_balances(within=[world.estate], side=Side.OWING, small_fen=0)

    assert [(row.door, row.fen) for row in rows] == [("B1-1-101", 3500), ("B1-1-202", 5000)]


def test_the_same_payment_again_is_the_same(world):
    key = uuid4()
    assert pay(world, 3500, key=key) == pay(world, 3500, key=key)
    with pytest.raises(PaymentReused):
        pay(world, 3400, key=key)
    assert Payment.objects.count() == 1


@pytest.mark.parametrize(
    ("fen", "method", "reference", "error"),
    [
        (0, PayMethod.CASH, "", NothingPaid),
        (-1, PayMethod.CASH, "", NothingPaid),
        (3500, PayMethod.TRANSFER, " ", ReferenceMissing),
    ],
)
def test_what_is_no_payment_is_refused(world, fen, method, reference, error):
    paid = Paid(world.doors[0].pk, fen, Till(world.estate.pk, method, reference))
    with pytest.raises(error):
        take_payment(paid, key=uuid4(), actor=world.staff[Role.CLERK], now=NOW)


def test_no_more_goes_back_than_the_credit(world):
    pay(world, 4000)
    with pytest.raises(TooMuchBack, match=r"5\.00"):
        pay(world, 501, back=True)
    pay(world, 500, back=True)

    assert owed(world) == 0


def test_a_mistake_is_taken_back_once_by_a_row_of_its_own(world):
    wrong = pay(world, 3500)
    clerk = world.staff[Role.CLERK]
    with pytest.raises(WhyMissing):
        undo_payment(payment_id=wrong.pk, why=" ", actor=clerk, now=NOW)
    undo = undo_payment(payment_id=wrong.pk, why="another door", actor=clerk, now=NOW)
    with pytest.raises(UndoneAlready):
        undo_payment(payment_id=wrong.pk, why="again", actor=clerk, now=NOW)
    with pytest.raises(NotUndoable):
        undo_payment(payment_id=undo.pk, why="no", actor=clerk, now=NOW)

    assert owed(world) == 3500
    assert [row.undone for row in payments_of(door_id=world.doors[0].pk)] == [True, True]
    assert look_at_books().balanced


def test_credits_go_back_in_bulk_once(world):
    order(world, world.doors[1], 1)
    pay(world, 4000)
    pay(world, 9500, door=1)
    doors = [door.pk for door in world.doors]
    key, till = uuid4(), Till(world.estate.pk, PayMethod.TRANSFER, "B7")
    clerk = world.staff[Role.CLERK]

    assert pay_back(doors, till=till, key=key, actor=clerk, now=NOW) == 500 + 6000
    assert pay_back(doors, till=till, key=key, actor=clerk, now=NOW) == 0
    assert household_balances(doors) == dict.fromkeys(doors, 0)
    assert kinds(world)[AccountKind.BANK] == -6500


# Cash is looked at in the hands that give it, and a transfer by its number: a time-out, a lock,
# and what stands there.
@pytest.mark.parametrize("method", [PayMethod.TRANSFER, PayMethod.CASH])
def test_bulk_takes_the_same_number_of_statements_for_one_door_and_for_many(
    world, django_assert_num_queries, method
):
    doors, clerk = world.doors, world.staff[Role.CLERK]
    for count in (1, len(doors)):
        for door in range(len(doors)):
            pay(world, 9000, door=door)
        till = Till(world.estate.pk, method, f"T{count}")
        ids = [door.pk for door in doors[:count]]
        with django_assert_num_queries(16):
            pay_back(ids, till=till, key=uuid4(), actor=clerk, now=NOW)


def back_race(world):
    return race(*[lambda: pay(world, 500, back=True) for _ in range(RACERS)])


@pytest.mark.django_db(transaction=True)
def test_without_locks_more_goes_back_than_there_is(world, locks_off):
    pay(world, 4000)
    locks_off(payments, "household_balances", racers=RACERS)
    back_race(world)

    assert owed(world) > 0


@pytest.mark.django_db(transaction=True)
def test_with_locks_no_more_goes_back_than_there_is(world):
    pay(world, 4000)
    answers = back_race(world)

    assert owed(world) == 0
    assert sum(isinstance(answer, TooMuchBack) for answer in answers) == RACERS - 1


def test_cash_goes_into_the_safe_when_a_second_person_signs(world):
    pay(world, 3500)
    counted = count(world, 3500)
    with pytest.raises(OwnCount):
        sign(world, counted, by=Role.CLERK)
    assert AccountKind.SAFE not in kinds(world)
    sign(world, counted)

    assert kinds(world) == {AccountKind.SALES: -3500, AccountKind.SAFE: 3500}
    [row] = count_rows(estate_id=world.estate.pk, signed=True)
    assert (row.holder, row.counted_by, row.signed_by) == ("clerk", "clerk", "commander")
    with pytest.raises(CountClosed):
        sign(world, counted)


@pytest.mark.parametrize("counted_fen", [3400, 3650, 0])
def test_a_difference_is_named_and_keeps_an_account_of_its_own(world, counted_fen):
    pay(world, 3500)
    counted = count(world, counted_fen)
    with pytest.raises(WhyMissing):
        sign(world, counted)
    sign(world, counted, why="a coin under the table")

    safe = {AccountKind.SAFE: counted_fen} if counted_fen else {}
    assert kinds(world) == {
        AccountKind.SALES: -3500,
        AccountKind.OVER_SHORT: 3500 - counted_fen,
        **safe,
    }


def test_cash_that_moved_since_is_counted_anew(world):
    order(world, world.doors[1], 1)
    pay(world, 3500)
    counted = count(world, 3500)
    pay(world, 3500, door=1)
    with pytest.raises(CashMoved):
        sign(world, counted)
    with pytest.raises(CountedAlready):
        count(world, 7000)
    drop_count(count_id=counted.pk, actor=world.staff[Role.CLERK], now=NOW)
    sign(world, count(world, 7000))

    assert kinds(world)[AccountKind.SAFE] == 7000


def test_the_same_count_again_is_the_same(world):
    pay(world, 3500)
    key = uuid4()
    assert count(world, 3500, key=key) == count(world, 3500, key=key)
    assert CashCount.objects.count() == 1


def test_nobody_counts_cash_that_nobody_took(world):
    with pytest.raises(NoCash):
        count(world, 100)


@pytest.mark.django_db(transaction=True)
def test_two_who_sign_at_once_move_the_cash_once(world):
    pay(world, 3500)
    counted = count(world, 3500)
    race(*[lambda: sign(world, counted) for _ in range(RACERS)])

    assert kinds(world)[AccountKind.SAFE] == 3500


def test_each_night_the_books_are_proven_once(world):
    morning = NOW.replace(hour=19, minute=5)  # five past three in the town
    proof = prove_ledger(morning)

    assert proof.balanced
    assert proof.postings == 1
    assert prove_ledger(morning + timedelta(minutes=1)) is None
    assert prove_ledger(morning - timedelta(days=1, minutes=10)) is None
    assert LedgerProof.objects.count() == 1
