"""R19, R22: which payment pays which order, whatever happens in whatever order."""

from hypothesis import given
from hypothesis import strategies as st

from baogong.apps.money.coverage import (
    NOBODY,
    DoorMoney,
    Moved,
    Pays,
    Purse,
    WentBack,
    go_through,
)
from baogong.apps.money.enums import PayMethod

P1, P2 = Purse(PayMethod.WECHAT, "T1"), Purse(PayMethod.WECHAT, "T2")
CASH, OTHER_CASH = Purse(PayMethod.CASH, "1"), Purse(PayMethod.CASH, "2")
TRANSFER = Purse(PayMethod.TRANSFER, "3")

purses = st.sampled_from([P1, P2, CASH, OTHER_CASH, TRANSFER])
items = st.sampled_from([None, 1, 2, 3])
parts = st.lists(st.tuples(items, st.integers(1, 500)), max_size=3).map(tuple)
numbers = st.integers(1, 4)
moves = st.builds(
    Moved, st.integers(-500, 500), items, st.none() | purses, parts, numbers, st.none() | numbers
)


def charged(*orders):
    """A door with orders of so many fen, from number 1 on."""
    return go_through([Moved(fen, number) for number, fen in enumerate(orders, 1)])


@given(st.lists(moves, max_size=30))
def test_what_is_owed_less_what_is_free_is_the_balance_of_the_account(moved):
    money = go_through(moved)

    assert money.balance == sum(move.fen for move in moved)
    assert not money.open_items or not money.free
    held = [fen for covers in money.covers.values() for fen in covers.values()]
    assert all(fen > 0 for fen in [*held, *money.free.values()])
    assert all(money.owed(item) >= 0 for item in money.costs)


@given(st.lists(moves, max_size=30))
def test_a_payment_stands_for_no_more_than_it_brought(moved):
    money = go_through(moved)
    for purse in (P1, P2, CASH, OTHER_CASH, TRANSFER):
        stands = money.free.get(purse, 0) + sum(fen for _, fen in money.used_for(purse))
        assert stands <= -sum(m.fen for m in moved if m.purse == purse and m.fen < 0)


@given(st.lists(moves, max_size=30))
def test_what_items_left_is_no_more_than_what_is_free_and_what_a_canceled_one_was_paid(moved):
    money = go_through(moved)
    for purse, lefts in money.left.items():
        assert sum(lefts.values()) <= money.free.get(purse, 0)
    amounts = [fen for lefts in money.left.values() for fen in lefts.values()]
    assert all(fen > 0 for fen in [*amounts, *money.gone.values()])

    paid, before = sum(money.covers.get(1, {}).values()), left_fen(money, 1)
    credit = max(-money.costs.get(1, 0), 0)
    money.charge(1, -money.costs.get(1, 0))
    assert left_fen(money, 1) == before + paid + credit


def left_fen(money, item):
    return sum(fen for _, _, fen in money.left_of(item))


def test_a_payment_pays_what_it_was_for_and_other_money_the_oldest():
    money = charged(3500, 5000)
    money.pay(P1, 5000, [(2, 5000)])
    money.pay(CASH, 1000)

    assert (money.used_for(P1), money.used_for(CASH)) == ([(2, 5000)], [(1, 1000)])
    assert money.open_items == [(1, 2500)]


def test_what_is_paid_in_part_is_owed_in_part():
    money = charged(5000)
    money.pay(CASH, 3500)
    money.pay(P1, 1500, [(1, 1500)])
    assert not money.open_items
    money.charge(1, -500)

    assert money.free == {P1: 500}  # by phone it goes back by itself


def test_of_two_payments_by_phone_the_newest_is_free_first():
    money = charged(3500)
    money.pay(P1, 3500, [(1, 3500)])
    money.charge(1, 1500)
    money.pay(P2, 1500, [(1, 1500)])
    money.charge(1, -2000)

    assert money.free == {P2: 1500, P1: 500}


def test_a_prepaid_balance_pays_the_next_order_and_is_known_by_its_payment():
    money = charged(8500)
    money.pay(P1, 8500, [(1, 8500)])
    money.charge(1, -8500)
    money.charge(2, 3500)
    assert (money.used_for(P1), money.free) == ([(2, 3500)], {P1: 5000})
    money.give_back(P1, 5000, payment=9)

    assert money.balance == 0
    money.charge(2, -3500)
    assert money.free == {P1: 3500}


def test_a_payment_for_what_was_canceled_or_paid_meanwhile_is_free():
    for meanwhile in (Moved(-3500, 1), Moved(-3500, purse=CASH)):
        money = go_through([Moved(3500, 1), meanwhile, Moved(-3500, purse=P1, parts=((1, 3500),))])
        assert money.free == {P1: 3500}


def test_where_a_payment_has_nothing_left_cash_takes_its_place():
    money = charged(3500)
    money.pay(P1, 3500, [(1, 3500)])
    money.pay(CASH, 1000)
    money.give_back(P1, 1000, payment=9)

    assert (money.used_for(P1), money.used_for(CASH)) == ([(1, 2500)], [(1, 1000)])
    assert money.balance == 0


def test_what_was_taken_back_without_money_to_stand_for_it_is_owed_again():
    money = charged(3500)
    money.pay(CASH, 3500)
    money.charge(1, -3500)
    money.give_back(TRANSFER, 3500, payment=9)
    assert money.balance == 0
    money.give_back(CASH, 3500, payment=10)  # it had been written down by mistake

    assert money.open_items == [(None, 3500)]


def test_a_credit_that_no_payment_brought_goes_back_by_hand():
    money = charged(3500)
    money.pay(P1, 3500, [(1, 3500)])
    money.charge(1, -4000)

    assert money.free == {NOBODY: 500, P1: 3500}


def test_nothing_is_owed_on_an_empty_account():
    assert (DoorMoney().balance, DoorMoney().open_items, DoorMoney().used_for(P1)) == (0, [], [])


def test_what_an_order_that_was_canceled_was_paid_with_is_free_or_pays_the_next_one():
    money = charged(3500)
    money.pay(CASH, 3500)
    money.charge(1, -3500)
    assert money.left_of(1) == [(CASH, None, 3500)]
    money.charge(2, 2000)

    assert money.left_of(1) == [(CASH, Pays(2), 2000), (CASH, None, 1500)]
    assert money.left_of(2) == []


def test_what_went_back_is_known_by_its_payment_until_that_is_taken_back():
    money = charged(3500)
    money.pay(P1, 3500, [(1, 3500)])
    money.charge(1, -3500)
    money.give_back(P1, 3500, payment=9)
    assert money.left_of(1) == [(P1, WentBack(9), 3500)]
    money.pay(P1, 3500, undoes=9)

    assert money.left_of(1) == [(P1, None, 3500)]
    assert money.free == {P1: 3500}


def test_cash_of_a_canceled_order_that_goes_back_over_the_payment_of_another_one():
    """The cash pays the other order from then on; the payer had it back by phone."""
    money = charged(3500, 5000)
    money.pay(CASH, 3500)
    money.pay(P1, 5000, [(2, 5000)])
    money.charge(1, -3500)
    money.give_back(P1, 3500, payment=9)
    assert money.left_of(1) == [(CASH, WentBack(9), 3500)]
    assert (money.used_for(P1), money.used_for(CASH)) == ([(2, 1500)], [(2, 3500)])
    money.pay(P1, 3500, undoes=9)

    assert money.left_of(1) == [(CASH, None, 3500)]


def test_a_payment_for_an_order_that_was_canceled_meanwhile_is_money_which_that_one_left():
    money = go_through([Moved(3500, 1), Moved(-3500, 1)])
    money.pay(P1, 3500, [(1, 3500)])

    assert money.left_of(1) == [(P1, None, 3500)]


def test_an_order_that_costs_more_again_is_paid_by_what_it_left():
    money = charged(3500)
    money.pay(CASH, 3500)
    money.charge(1, -500)
    money.charge(1, 500)

    assert (money.left_of(1), money.owed(1)) == ([], 0)
