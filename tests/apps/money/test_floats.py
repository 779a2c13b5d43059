"""R40: a float of 100 yuan, a receipt of 83.40, 16.60 back; both sign, and the books balance.

The safe holds 200 yuan that the town lent.
"""

from datetime import timedelta
from uuid import uuid4

import pytest

from baogong.apps.money.enums import AccountKind, PostingKind
from baogong.apps.money.errors import (
    CountsDiffer,
    FloatClosed,
    FloatNotOut,
    FloatOpen,
    NotBroughtBack,
    NothingPaid,
    NotYourFloat,
    OwnFloat,
    PaymentReused,
    WhyMissing,
)
from baogong.apps.money.models import CashFloat, Posting, Purchase
from baogong.apps.money.queries import (
    estate_books,
    float_rows,
    household_balances,
)
from baogong.apps.money.services import (
    Bought,
    bring_back,
    buy_for,
    close_float,
    hand_out_float,
    take_float,
)
from baogong.apps.people.enums import Role
from baogong.apps.people.services import erase_due
from baogong.apps.places.models import Photo
from baogong.apps.reporting.queries import look_at_books
from tests.factories import NOW, make_world
from tests.factories.racing import RACERS, race
from tests.factories.safes import fill_safe

pytestmark = pytest.mark.django_db
START = 20_000
LENT = {AccountKind.ADVANCE: -START}


@pytest.fixture
def world():
    world = make_world()
    fill_safe(world, START)
    return world


def lay_out(world, fen=10_000, *, key=None, by=Role.CLERK, to=Role.OFFICER):
    return hand_out_float(
        key=key or uuid4(),
        estate_id=world.estate.pk,
        shopper_id=world.staff[to].pk,
        fen=fen,
        actor=world.staff[by],
        now=NOW,
    )


def take(world, found, *, by=Role.OFFICER):
    take_float(float_id=found.pk, actor=world.staff[by], now=NOW)


def buy(world, found, fen, *, door=0, key=None, by=Role.OFFICER):
    bought = Bought(world.doors[door].pk, fen, "盐", b"jpeg")
    actor = world.staff[by]
    return buy_for(bought, float_id=found.pk, key=key or uuid4(), actor=actor, now=NOW)


def back(world, found, fen, *, by=Role.OFFICER):
    bring_back(float_id=found.pk, back_fen=fen, actor=world.staff[by], now=NOW)


def close(world, found, fen, *, why="", by=Role.CLERK):
    actor = world.staff[by]
    close_float(float_id=found.pk, back_fen=fen, why=why, actor=actor, now=NOW)


def kinds(world):
    balances = estate_books([world.estate])[world.estate.pk].balances
    return {kind: fen for kind, fen in balances.items() if fen}


@pytest.fixture
def out(world):
    found = lay_out(world)
    take(world, found)
    return found


def test_the_example_of_the_requirement(world, out):
    buy(world, out, 8340)
    [row] = float_rows(estate_id=world.estate.pk, closed=False)
    assert (row.spent_fen, row.left_fen) == (8340, 1660)
    back(world, out, 1660)
    close(world, out, 1660)

    assert kinds(world) == LENT | {AccountKind.HOUSEHOLD: 8340, AccountKind.SAFE: START - 8340}
    assert household_balances([world.doors[0].pk])[world.doors[0].pk] == 8340
    assert look_at_books().balanced


def test_nothing_moves_before_the_shopper_signs(world):
    found = lay_out(world)
    assert kinds(world) == LENT | {AccountKind.SAFE: START}
    with pytest.raises(FloatNotOut):
        buy(world, found, 100)
    for _ in range(2):
        take(world, found)
    out = {AccountKind.SAFE: START - 10_000, AccountKind.FLOAT: 10_000}
    assert kinds(world) == LENT | out


def test_a_float_that_nobody_signed_for_is_given_up(world):
    found = lay_out(world)
    close(world, found, 0)

    assert kinds(world) == LENT | {AccountKind.SAFE: START}
    lay_out(world)


def test_two_people_are_needed(world, out):
    with pytest.raises(OwnFloat):
        lay_out(world, by=Role.CLERK, to=Role.CLERK)
    with pytest.raises(NotYourFloat):
        take(world, out, by=Role.CLERK)
    with pytest.raises(NotYourFloat):
        buy(world, out, 100, by=Role.CLERK)
    with pytest.raises(NotYourFloat):
        back(world, out, 100, by=Role.CLERK)
    with pytest.raises(NotBroughtBack):
        close(world, out, 10_000)
    back(world, out, 10_000)
    with pytest.raises(OwnFloat):
        close(world, out, 10_000, by=Role.OFFICER)
    with pytest.raises(CountsDiffer, match=r"100\.00"):
        close(world, out, 9_900)
    close(world, out, 10_000)
    with pytest.raises(FloatClosed):
        close(world, out, 10_000)


def test_one_float_at_a_time_and_no_empty_one(world, out):
    with pytest.raises(FloatOpen):
        lay_out(world)
    with pytest.raises(NothingPaid):
        lay_out(world, 0)
    with pytest.raises(NothingPaid):
        buy(world, out, 0)


def test_what_lacks_is_named_and_keeps_an_account_of_its_own(world, out):
    buy(world, out, 5000)
    back(world, out, 4900)
    with pytest.raises(WhyMissing):
        close(world, out, 4900)
    close(world, out, 4900, why="a coin fell into the drain")

    assert kinds(world)[AccountKind.OVER_SHORT] == 100
    assert AccountKind.FLOAT not in kinds(world)


def test_what_came_from_the_own_pocket_is_paid_from_the_safe(world, out):
    buy(world, out, 12_000)
    [row] = float_rows(estate_id=world.estate.pk, closed=False)
    assert (row.in_hand_fen, row.laid_out_fen) == (0, 2000)
    back(world, out, 0)
    close(world, out, 0)

    assert kinds(world) == LENT | {AccountKind.HOUSEHOLD: 12_000, AccountKind.SAFE: START - 12_000}
    assert look_at_books().balanced


def test_cash_that_is_left_beside_an_overspent_float_is_named(world, out):
    buy(world, out, 12_000)
    back(world, out, 500)
    with pytest.raises(WhyMissing):
        close(world, out, 500)
    close(world, out, 500, why="change of the shop's")

    assert kinds(world)[AccountKind.OVER_SHORT] == -500
    assert kinds(world)[AccountKind.SAFE] == START - 11_500
    assert AccountKind.FLOAT not in kinds(world)


def test_the_same_receipt_again_is_the_same(world, out):
    key = uuid4()
    assert buy(world, out, 100, key=key) == buy(world, out, 100, key=key)
    with pytest.raises(PaymentReused):
        buy(world, out, 200, key=key)
    assert Purchase.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_taps_at_once_sign_once_and_lay_out_once(world):
    key = uuid4()
    race(*[lambda: lay_out(world, key=key) for _ in range(RACERS)])
    [found] = CashFloat.objects.all()
    race(*[lambda: take(world, found) for _ in range(RACERS)])

    assert Posting.objects.filter(kind=PostingKind.FLOAT_OUT).count() == 1


def test_words_and_receipts_go_when_their_time_is_over(world, out):
    buy(world, out, 100)
    erase_due(NOW + timedelta(days=40))

    purchase = Purchase.objects.get()
    assert (purchase.what, purchase.photo_id, purchase.fen) == ("", None, 100)
    assert not Photo.objects.exists()
