"""R40: a receipt that a shopper typed for the wrong door, or with a wrong sum, is taken back."""

import pytest

from baogong.apps.money.enums import AccountKind, PostingKind
from baogong.apps.money.errors import OwnPurchase, UndoneAlready, WhyMissing
from baogong.apps.money.models import Posting
from baogong.apps.money.queries import float_rows, household_balances, statement_of
from baogong.apps.money.services import reverse_purchase
from baogong.apps.people.enums import Role
from baogong.apps.reporting.queries import look_at_books
from baogong.plumbing import audit
from tests.apps.money.test_floats import START, back, buy, close, kinds, lay_out, take
from tests.factories import NOW, make_world
from tests.factories.racing import race
from tests.factories.safes import fill_safe

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world()
    fill_safe(world, START)
    return world


@pytest.fixture
def out(world):
    found = lay_out(world)
    take(world, found)
    return found


def undo(world, purchase, *, why="another door", by=Role.CLERK):
    reverse_purchase(purchase_id=purchase.pk, why=why, actor=world.staff[by], now=NOW)


def owed(world, door=0):
    pk = world.doors[door].pk
    return household_balances([pk])[pk]


def test_the_door_owes_it_no_more_and_the_shopper_holds_it_again(world, out):
    undo(world, buy(world, out, 8340))
    buy(world, out, 8340, door=1)
    [row] = float_rows(estate_id=world.estate.pk, closed=False)

    assert (owed(world, 0), owed(world, 1)) == (0, 8340)
    assert (row.spent_fen, row.left_fen) == (8340, 1660)
    assert [one.reversed_why for one in row.purchases] == ["", "another door"]
    kinds_seen = [line.kind for line in statement_of(door_id=world.doors[0].pk)]
    assert kinds_seen == [PostingKind.UNBOUGHT, PostingKind.BOUGHT]
    back(world, out, 1660)
    close(world, out, 1660)
    assert AccountKind.FLOAT not in kinds(world)
    assert look_at_books().balanced


def test_of_a_closed_float_it_is_cash_over_or_short(world, out):
    purchase = buy(world, out, 8340)
    back(world, out, 1660)
    close(world, out, 1660)
    undo(world, purchase)

    assert owed(world) == 0
    assert kinds(world)[AccountKind.OVER_SHORT] == 8340
    assert AccountKind.FLOAT not in kinds(world)
    assert look_at_books().balanced


def test_what_the_shopper_laid_out_is_less_by_it(world, out):
    wrong = buy(world, out, 12_000)
    undo(world, wrong)
    buy(world, out, 1200)
    [row] = float_rows(estate_id=world.estate.pk, closed=False)

    assert (row.in_hand_fen, row.laid_out_fen) == (8800, 0)


def test_it_takes_a_reason_and_somebody_else_and_happens_once(world, out):
    purchase = buy(world, out, 8340)
    with pytest.raises(WhyMissing):
        undo(world, purchase, why=" ")
    with pytest.raises(OwnPurchase):
        undo(world, purchase, by=Role.OFFICER)
    assert owed(world) == 8340
    undo(world, purchase)
    with pytest.raises(UndoneAlready):
        undo(world, purchase)

    assert owed(world) == 0


@pytest.mark.django_db(transaction=True)
def test_two_who_take_it_back_at_once_take_it_back_once(world):
    found = lay_out(world)
    take(world, found)
    purchase = buy(world, found, 8340)
    answers = race(lambda: undo(world, purchase), lambda: undo(world, purchase))

    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "UndoneAlready"]
    assert Posting.objects.filter(kind=PostingKind.UNBOUGHT).count() == 1


def undo_and_close(world):
    """One takes a receipt back while another closes its float; what is left with the shopper."""
    found = lay_out(world)
    take(world, found)
    purchase = buy(world, found, 8340)
    back(world, found, 1660)
    race(lambda: undo(world, purchase), lambda: close(world, found, 1660, why="counted twice"))
    return kinds(world).get(AccountKind.FLOAT, 0)


@pytest.mark.django_db(transaction=True)
def test_without_locks_a_closed_float_keeps_what_was_taken_back(world, locks_off):
    locks_off(audit, "record", before=True)

    assert undo_and_close(world) == 8340


@pytest.mark.django_db(transaction=True)
def test_with_locks_a_closed_float_holds_nothing(world):
    assert undo_and_close(world) == 0
    assert look_at_books().balanced
