"""R22: what WeChat Pay pays out leaves its account, for the bank and the fees."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from baogong.apps.money import policies
from baogong.apps.money.enums import AccountKind, PayWay
from baogong.apps.money.errors import (
    DayToCome,
    HeldForOthers,
    NothingPaid,
    PayoutKnown,
    PayoutOfOthersKnown,
    PayoutReused,
    ProviderHoldsLess,
    ReferenceMissing,
    SumsDiffer,
    UndoneAlready,
    WhyMissing,
)
from baogong.apps.money.models import Payout, PayoutPart, Posting, ProviderPayment
from baogong.apps.money.provider import Charge, ChargeState
from baogong.apps.money.queries import estate_books, trial_balance
from baogong.apps.money.services import (
    PaidOut,
    PutIn,
    book_payout,
    book_put_in,
    payouts,
    reverse_payout,
    settle,
)
from baogong.apps.people.enums import Role
from baogong.apps.reporting.queries import look_at_books
from tests.factories import NOW, make_world
from tests.factories.racing import race

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(NOW)


@pytest.fixture
def world():
    """WeChat Pay holds 100 yuan."""
    world = make_world()
    pay_by_phone(world, 10000)
    return world


def pay_by_phone(world, fen):
    begun = ProviderPayment.objects.create(
        key=uuid4(),
        household=world.doors[0],
        estate=world.estate,
        way=PayWay.NATIVE,
        fen=fen,
        begun_at=NOW,
        expires_at=NOW,
    )
    settle(Charge(begun.number, ChargeState.PAID, fen, f"T{begun.pk}", NOW), now=NOW)


def paid_out(world, gross=10000, fee=60, net=None, *, number="W-1", day=TODAY, **more):
    said = PaidOut(number, day, gross, fee, gross - fee if net is None else net)
    facts = {"key": uuid4(), "estates": [world.estate.pk], "now": NOW} | more
    return book_payout(said, actor=world.staff[Role.CLERK], **facts)


def take_back(world, payout, why="typed twice"):
    reverse_payout(payout_id=payout.pk, why=why, actor=world.staff[Role.CLERK], now=NOW)


def lies(world):
    """With WeChat Pay, in the bank, in fees."""
    kinds = AccountKind.PROVIDER, AccountKind.BANK, AccountKind.FEES
    balances = estate_books([world.estate])[world.estate.pk].balances
    return tuple(balances.get(kind, 0) for kind in kinds)


def test_a_payout_goes_to_the_bank_less_its_commission(world):
    paid_out(world, 8000, 48)

    assert lies(world) == (2000, 7952, 48)
    assert look_at_books().balanced


@pytest.mark.parametrize(("gross", "fee", "bank"), [(500, 0, 500), (30, 30, 0)])
def test_there_may_be_no_commission_or_nothing_else(world, gross, fee, bank):
    paid_out(world, gross, fee)

    assert lies(world) == (10000 - gross, bank, fee)
    assert look_at_books().balanced


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"gross": 10001}, ProviderHoldsLess),
        ({"net": 9939}, SumsDiffer),
        ({"net": 10000}, SumsDiffer),
        ({"gross": 0, "fee": 0}, NothingPaid),
        ({"fee": -60}, NothingPaid),
        ({"fee": 10001}, NothingPaid),
        ({"number": " "}, ReferenceMissing),
        ({"day": TODAY + timedelta(days=1)}, DayToCome),
        ({"estates": []}, HeldForOthers),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_moves(world, said, refusal):
    with pytest.raises(refusal):
        paid_out(world, **said)

    assert lies(world) == (10000, 0, 0)
    assert not Payout.objects.exists()


def test_the_refusal_tells_the_sums(world):
    with pytest.raises(SumsDiffer, match=r"¥0\.60 .* ¥99\.39 .* ¥99\.99, not the ¥100\.00"):
        paid_out(world, net=9939)
    with pytest.raises(ProviderHoldsLess, match=r"¥100\.00"):
        paid_out(world, 10001)


@pytest.mark.parametrize("number", ["W-1", " w-1 "])
def test_a_number_is_written_down_once(world, number):
    paid_out(world, 100, 1)
    with pytest.raises(PayoutKnown) as refused:
        paid_out(world, 200, 1, number=number)

    who = world.staff[Role.CLERK].name
    assert refused.value.data == {"number": "W-1", "gross": "¥1.00", "day": TODAY, "who": who}
    assert lies(world) == (9900, 99, 1)


def test_of_a_payout_of_other_estates_a_clerk_of_one_learns_no_more_than_that_it_is_known(world):
    there = make_world(name="F")
    pay_by_phone(there, 5000)
    both = [world.estate.pk, there.estate.pk]
    paid_out(world, 1500, 15, estates=both)
    with pytest.raises(HeldForOthers):
        paid_out(world, 200, 1)
    paid_out(world, 13500, 15, estates=both, number="W-2")
    with pytest.raises(PayoutOfOthersKnown) as refused:
        paid_out(world, 200, 1)

    assert refused.value.data == {"number": "W-1"}


def test_the_same_page_again_is_the_same_payout(world):
    key = uuid4()
    assert paid_out(world, 100, 1, key=key) == paid_out(world, 100, 1, key=key)
    for said in (
        {"number": "W-2"},
        {"day": TODAY - timedelta(days=1)},
        {"gross": 101},
        {"fee": 2},
        {"net": 98},
    ):
        with pytest.raises(PayoutReused):
            paid_out(world, **({"gross": 100, "fee": 1, "key": key} | said))

    assert lies(world) == (9900, 99, 1)


def test_the_page_of_a_payout_that_was_taken_back_does_not_claim_to_write_it_down(world):
    key = uuid4()
    take_back(world, paid_out(world, 100, 1, key=key))
    with pytest.raises(PayoutReused):
        paid_out(world, 100, 1, key=key)

    assert lies(world) == (10000, 0, 0)


def test_a_mistake_is_taken_back_and_typed_anew(world):
    payout = paid_out(world, 8000, 48)
    with pytest.raises(WhyMissing):
        take_back(world, payout, " ")
    take_back(world, payout)
    with pytest.raises(UndoneAlready):
        take_back(world, payout)
    assert lies(world) == (10000, 0, 0)
    paid_out(world, 9000, 54)

    assert lies(world) == (1000, 8946, 54)
    assert look_at_books().balanced


def test_it_stands_in_the_books_on_the_day_of_the_bank(world):
    since = NOW - timedelta(days=3)
    payout = paid_out(world, 8000, 48, day=TODAY - timedelta(days=2))
    until = since + timedelta(days=2)
    found = trial_balance(estate=world.estate, since=since, until=until)

    assert timezone.localdate(payout.occurred_at) == TODAY - timedelta(days=2)
    assert {line.kind: line.closing_fen for line in found.lines if line.closing_fen} == {
        AccountKind.PROVIDER: -8000,
        AccountKind.BANK: 7952,
        AccountKind.FEES: 48,
    }


def test_estates_have_part_in_it_by_what_is_held_for_them(world):
    there = make_world(name="F")
    pay_by_phone(there, 5000)
    with pytest.raises(HeldForOthers):
        paid_out(world, 9000, 90)
    both = [world.estate.pk, there.estate.pk]
    payout = paid_out(world, 9000, 90, estates=both)

    assert lies(world) == (4000, 5940, 60)
    assert lies(there) == (2000, 2970, 30)
    assert look_at_books().balanced
    take_back(world, payout)
    assert (lies(world), lies(there)) == ((10000, 0, 0), (5000, 0, 0))


def put_in(world, fen=5000, *, number="B-1", key=None, estate=None):
    put = PutIn(number, TODAY, (estate or world.estate).pk, fen)
    facts = {"key": key or uuid4(), "estates": [world.estate.pk], "now": NOW}
    return book_put_in(put, actor=world.staff[Role.CLERK], **facts)


def test_a_payout_is_written_down_after_money_was_put_in_for_a_refund(world):
    """A refund after the payout of everything needs money from the bank; later payments pay
    that out too."""
    paid_out(world, 10000, 60)
    there = make_world(name="F")
    key = uuid4()
    assert put_in(world, key=key) == put_in(world, key=key)
    assert lies(world) == (5000, 4940, 60)
    assert lies(there) == (0, 0, 0)
    pay_by_phone(world, 1000)
    paid_out(world, 6000, 0, number="W-2")

    assert lies(world) == (0, 10940, 60)
    assert look_at_books().balanced


def test_what_was_put_in_is_taken_back_with_the_reason(world):
    put = put_in(world)
    take_back(world, put)

    assert lies(world) == (10000, 0, 0)
    assert look_at_books().balanced
    with pytest.raises(PayoutReused):
        put_in(world, key=put.key)


def test_what_cannot_be_put_in_is_refused_and_nothing_moves(world):
    key = put_in(world).key
    for more, refusal in (
        ({"fen": 0, "number": "B-2"}, NothingPaid),
        ({"number": " "}, ReferenceMissing),
        ({"number": "b-1"}, PayoutKnown),
        ({"fen": 5001, "key": key}, PayoutReused),
    ):
        with pytest.raises(refusal):
            put_in(world, **more)
    with pytest.raises(PayoutReused):
        paid_out(world, 5000, 0, number="B-1", key=key)

    assert lies(world) == (15000, -5000, 0)


@given(st.lists(st.integers(-5, 2000), min_size=1, max_size=6), st.integers(0, 10**6))
def test_parts_add_up_and_none_is_more_than_there_is(amounts, some):
    amounts = dict(enumerate(amounts))
    above = {key: fen for key, fen in amounts.items() if fen > 0}
    fen = some % (sum(above.values()) + 1)
    parts = policies.divide_payout(fen, amounts)

    assert sum(parts.values()) == fen * bool(above)
    assert parts.keys() == above.keys()
    assert all(0 <= part <= above[key] for key, part in parts.items())


def two_at_once(world):
    """Each takes 60 of the 100 yuan."""
    numbers = ("W-1", "W-2")
    return race(*[lambda n=n: paid_out(world, 6000, 36, number=n) for n in numbers])


@pytest.mark.django_db(transaction=True)
def test_without_locks_more_is_paid_out_than_is_held(world, locks_off):
    locks_off(payouts, "balances_of")
    two_at_once(world)

    assert lies(world)[0] == -2000


@pytest.mark.django_db(transaction=True)
def test_with_locks_the_second_one_is_refused(world):
    answers = two_at_once(world)

    assert [type(answer) for answer in answers if not isinstance(answer, Payout)] == [
        ProviderHoldsLess
    ]
    assert lies(world) == (4000, 5964, 36)


def test_the_database_holds_what_a_payout_is(world):
    payout = paid_out(world, 100, 1)
    for rows, broken in (
        (PayoutPart.objects.all(), {"gross_fen": 0}),
        (PayoutPart.objects.all(), {"fee_fen": 101}),
        (Payout.objects.all(), {"number": ""}),
        (Payout.objects.all(), {"reversed_at": NOW}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**broken)
    with pytest.raises(IntegrityError), transaction.atomic():
        Payout.objects.create(
            key=uuid4(),
            number="w-1",
            paid_date=TODAY,
            written_by=payout.written_by,
            occurred_at=NOW,
        )

    assert Posting.objects.filter(source_type="money.payout").count() == 1
