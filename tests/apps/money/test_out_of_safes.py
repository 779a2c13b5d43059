"""R40: cash leaves a safe counted by one and signed by another, and never more than is there."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from baogong.apps.money.enums import CashSource
from baogong.apps.money.errors import (
    CountedAlready,
    MoreThanLent,
    NothingPaid,
    NotYourHands,
    OwnCount,
    SafeHoldsLess,
    SourceMissing,
)
from baogong.apps.money.models import CashCount, Posting
from baogong.apps.money.queries import cash_of, count_rows, estate_books
from baogong.apps.money.services import Counted, count_cash, counts, drop_count, sign_count
from baogong.apps.people.enums import Role
from baogong.apps.reporting.queries import look_at_books
from baogong.plumbing.models import AuditEntry
from baogong.values.errors import DomainError
from tests.factories import NOW, make_world
from tests.factories.racing import race
from tests.factories.safes import fill_safe, take_from_safe

pytestmark = pytest.mark.django_db

TO_BANK, TO_LENDER, TO_HANDS = CashSource.BANK, CashSource.ADVANCE, CashSource.HANDS


@pytest.fixture
def world():
    return make_world()


def books(world):
    return estate_books([world.estate])[world.estate.pk]


def in_hand(world):
    return cash_of(person_id=world.staff[Role.CLERK].pk)


def count_out(world, fen, *, to=TO_BANK, why="存款单 7 号", key=None, by=Role.CLERK):
    holder = world.staff[Role.CLERK].pk if to is TO_HANDS else None
    counted = Counted(world.estate.pk, holder, fen, to, why, is_out=True)
    return count_cash(counted, key=key or uuid4(), actor=world.staff[by], now=NOW)


def sign(world, count, *, by=Role.COMMANDER):
    sign_count(count_id=count.pk, why="", actor=world.staff[by], now=NOW)


def test_what_goes_to_the_bank_lies_there_once_two_have_counted_it(world):
    fill_safe(world, 10_000)
    count = count_out(world, 6000)
    with pytest.raises(OwnCount):
        sign(world, count, by=Role.CLERK)
    assert (books(world).safe_fen, books(world).bank_fen) == (10_000, 0)
    sign(world, count)

    assert (books(world).safe_fen, books(world).bank_fen) == (4000, 6000)
    assert books(world).advance_fen == 10_000
    row = count_rows(estate_id=world.estate.pk, signed=True)[0]
    assert (row.into_safe_fen, row.why, row.difference_fen) == (-6000, "存款单 7 号", 0)
    signed = AuditEntry.objects.filter(action="cash.signed").latest("pk")
    assert signed.data == {"fen": -6000}
    assert look_at_books().balanced


def test_start_money_that_is_given_back_is_owed_no_more(world):
    fill_safe(world, 10_000)
    sign(world, count_out(world, 4000, to=TO_LENDER))

    assert (books(world).safe_fen, books(world).advance_fen) == (6000, 6000)
    assert look_at_books().balanced


def test_who_takes_cash_into_their_hands_holds_it_and_brings_it_back_by_count(world):
    fill_safe(world, 10_000)
    sign(world, count_out(world, 3000, to=TO_HANDS))
    assert (books(world).safe_fen, in_hand(world)) == (7000, 3000)

    clerk = world.staff[Role.CLERK]
    back = Counted(world.estate.pk, clerk.pk, 3000)
    sign(world, count_cash(back, key=uuid4(), actor=clerk, now=NOW))
    assert (books(world).safe_fen, in_hand(world)) == (10_000, 0)


@pytest.mark.parametrize("to", [TO_BANK, TO_LENDER, TO_HANDS])
def test_a_safe_gives_no_more_than_it_holds(world, to):
    fill_safe(world, 10_000)
    with pytest.raises(SafeHoldsLess, match=r"100\.00"):
        count_out(world, 10_001, to=to)
    first = count_out(world, 8000, to=to)
    second = count_out(world, 8000)
    sign(world, second)
    with pytest.raises(SafeHoldsLess, match=r"20\.00"):
        sign(world, first)

    first.refresh_from_db()
    assert (first.signed_at, books(world).safe_fen, in_hand(world)) == (None, 2000, 0)


def test_no_more_start_money_goes_back_than_was_lent(world):
    fill_safe(world, 5000)
    fill_safe(world, 5000, source=CashSource.BANK)
    with pytest.raises(MoreThanLent, match=r"50\.00"):
        count_out(world, 5001, to=TO_LENDER)
    first, second = (count_out(world, 3000, to=TO_LENDER) for _ in range(2))
    sign(world, first)
    with pytest.raises(MoreThanLent, match=r"20\.00"):
        sign(world, second)

    assert (books(world).safe_fen, books(world).advance_fen) == (7000, 2000)


@pytest.mark.parametrize(
    ("fen", "to", "why", "error"),
    [
        (0, TO_BANK, "x", NothingPaid),
        (0, TO_HANDS, "", NothingPaid),
        (100, TO_BANK, " ", SourceMissing),
        (100, TO_LENDER, "", SourceMissing),
    ],
)
def test_what_leaves_is_an_amount_and_says_who_takes_it(world, fen, to, why, error):
    fill_safe(world, 1000)
    with pytest.raises(error):
        count_out(world, fen, to=to, why=why)

    assert not CashCount.objects.filter(is_out=True).exists()


def test_nobody_counts_cash_into_the_hands_of_another(world):
    fill_safe(world, 1000)
    with pytest.raises(NotYourHands):
        count_out(world, 500, to=TO_HANDS, by=Role.COMMANDER)

    assert not CashCount.objects.filter(is_out=True).exists()


def test_the_same_again_is_the_same_and_what_is_dropped_moves_nothing(world):
    fill_safe(world, 1000)
    key = uuid4()
    count = count_out(world, 500, key=key)
    assert count_out(world, 500, key=key) == count
    drop_count(count_id=count.pk, actor=world.staff[Role.CLERK], now=NOW)

    assert Posting.objects.count() == 1
    assert books(world).safe_fen == 1000


def test_cash_of_one_person_is_counted_one_way_at_a_time(world):
    fill_safe(world, 2000)
    take_from_safe(world, 500)
    waits = count_out(world, 700, to=TO_HANDS)
    clerk = world.staff[Role.CLERK]
    back = Counted(world.estate.pk, clerk.pk, 500)
    with pytest.raises(CountedAlready):
        count_cash(back, key=uuid4(), actor=clerk, now=NOW)
    drop_count(count_id=waits.pk, actor=clerk, now=NOW)
    count_cash(back, key=uuid4(), actor=clerk, now=NOW)
    with pytest.raises(CountedAlready):
        count_out(world, 700, to=TO_HANDS)


@pytest.mark.parametrize(
    "odd", [{"counted_fen": 0, "expected_fen": 0}, {"expected_fen": 2}, {"by": Role.COMMANDER}]
)
def test_the_database_refuses_what_cannot_leave_a_safe(world, odd):
    by = world.staff[odd.pop("by", Role.CLERK)]
    facts = {"counted_fen": 1, "expected_fen": 1} | odd
    with pytest.raises(IntegrityError, match="out_of_the_safe"), transaction.atomic():
        CashCount.objects.create(
            key=uuid4(),
            estate=world.estate,
            holder=world.staff[Role.CLERK],
            is_out=True,
            counted_by=by,
            counted_at=NOW,
            **facts,
        )


def two_give_backs(world):
    """Two sign at once for 6 yuan each, of 10 that were lent; the safe would hold both."""
    fill_safe(world, 1000)
    fill_safe(world, 1000, source=CashSource.BANK)
    waiting = [count_out(world, 600, to=TO_LENDER) for _ in range(2)]
    return [lambda count=count: sign(world, count) for count in waiting]


@pytest.mark.django_db(transaction=True)
def test_without_locks_more_start_money_goes_back_than_was_lent(world, locks_off):
    acts = two_give_backs(world)
    locks_off(counts, "balance_of")
    race(*acts)

    assert books(world).advance_fen == -200


@pytest.mark.django_db(transaction=True)
def test_with_locks_the_second_one_of_two_is_refused(world):
    answers = race(*two_give_backs(world))

    assert (books(world).advance_fen, books(world).safe_fen) == (400, 1400)
    assert [type(answer) for answer in answers if answer] == [MoreThanLent]


@pytest.mark.django_db(transaction=True)
def test_two_who_take_the_last_cash_at_once_take_it_once(world):
    fill_safe(world, 1000)
    waiting = [count_out(world, 1000), count_out(world, 1000, to=TO_HANDS)]
    answers = race(*[lambda count=count: sign(world, count) for count in waiting])

    assert books(world).safe_fen == 0
    assert [type(answer) for answer in answers if answer] == [SafeHoldsLess]


ways = st.tuples(st.sampled_from(list(CashSource)), st.booleans(), st.integers(0, 1000))


@settings(max_examples=25, deadline=None)
@given(st.lists(ways, max_size=12))
def test_whatever_two_count_in_and_out_the_books_sum_to_zero_and_no_cash_is_below_it(ways):
    with transaction.atomic():
        world = make_world(name=f"P{uuid4().hex[:6]}")
        clerk = world.staff[Role.CLERK]
        for source, is_out, fen in ways:
            holder = clerk.pk if source is TO_HANDS else None
            counted = Counted(world.estate.pk, holder, fen, source, "r", is_out)
            try:
                found = count_cash(counted, key=uuid4(), actor=clerk, now=NOW)
                sign_count(count_id=found.pk, why="r", actor=world.staff[Role.COMMANDER], now=NOW)
            except DomainError:
                pass
            CashCount.objects.filter(signed_at=None).update(dropped_at=NOW)
            found = books(world)
            assert sum(found.balances.values()) == 0
            assert min(found.safe_fen, found.advance_fen, in_hand(world)) >= 0
        assert look_at_books().sum_fen == 0
        transaction.set_rollback(True)
