"""R19, R22, R40: the nightly proof holds every transfer against the record that it was posted for,
and whatever happens on whatever days, each day and each month add up to zero."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import connection, transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baogong.apps.money.enums import AccountKind, PostingKind
from baogong.apps.money.models import Account, Payment, Posting, Transfer
from baogong.apps.money.queries import estate_books, trial_balance
from baogong.apps.reporting.queries import look_at_books
from tests.emptying import triggers_off
from tests.factories.money_days import MOVES, MoneyDays, every_way
from tests.factories.world import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DAYS = 75  # of three months
MIDNIGHT = datetime(2026, 4, 11, 16, 0, tzinfo=UTC)  # of the town
MONTHS = [MIDNIGHT.replace(month=month, day=day) for month, day in ((3, 31), (4, 30), (5, 31))]
MONTHS.append(MIDNIGHT.replace(month=6, day=30))


@pytest.fixture
def days():
    return MoneyDays()


@pytest.fixture
def busy(days):
    every_way(days, NOW)
    assert look_at_books().balanced, look_at_books()
    return days


@pytest.fixture
def tamper():
    """Do something past the application, look at the books, and take it back."""

    def look(act):
        with transaction.atomic():
            with triggers_off():
                act()
                found = look_at_books()
            transaction.set_rollback(True)
        return found.differences

    return look


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def named(differences):
    return {(row.kind, row.source, row.source_id) for row in differences}


def name_of(posting):
    return (posting.kind, posting.source_type, posting.source_id)


def transfers():
    found = Transfer.objects.select_related("posting", "debit", "credit").order_by("pk")
    assert {row.posting.kind for row in found} == set(PostingKind)
    return found


def test_a_transfer_of_another_sum_is_found_whatever_it_is_for(busy, tamper):
    for row in transfers():
        rows = Transfer.objects.filter(pk=row.pk)
        found = tamper(lambda rows=rows: rows.update(fen=F("fen") + 1000))
        assert named(found) == {name_of(row.posting)}, row.posting
        assert any(each.said_fen != each.posted_fen for each in found)


def test_a_transfer_that_is_taken_out_is_found_whatever_it_is_for(busy, tamper):
    for row in transfers():
        found = tamper(lambda row=row: row.delete())
        assert named(found) == {name_of(row.posting)}, row.posting


@pytest.mark.parametrize("side", ["debit", "credit"])
def test_a_transfer_of_another_account_is_found_whatever_it_is_for(busy, tamper, side):
    for row in transfers():
        taken = {row.debit_id, row.credit_id}
        other = Account.objects.exclude(pk__in=taken).latest("pk")
        change = {side: other}
        rows = Transfer.objects.filter(pk=row.pk)
        found = tamper(lambda rows=rows, change=change: rows.update(**change))
        assert named(found) == {name_of(row.posting)}, row.posting
        assert other.kind in found[0].accounts


@pytest.mark.parametrize("kind", PostingKind)
def test_all_of_a_kind_that_is_taken_out_is_found(busy, tamper, kind):
    postings = Posting.objects.filter(kind=kind)
    gone = {name_of(posting) for posting in postings}

    def take_out():
        Transfer.objects.filter(posting__kind=kind).delete()

    assert gone
    assert named(tamper(take_out)) == gone


@pytest.mark.parametrize(
    "table",
    [
        "money_cashcount",
        "money_cashfloat",
        "money_payout",
        "procurement_shoppayment",
        "sorting_cut",
    ],
)
def test_a_transfer_without_its_record_is_found(busy, tamper, table):
    source = table.replace("_", ".")
    posted = {name_of(row) for row in Posting.objects.filter(source_type=source)}
    found = named(tamper(lambda: sql(f"DELETE FROM {table}")))

    assert posted
    assert posted <= found


def test_a_record_that_is_gone_with_its_transfer_is_found_in_the_audit_log(busy, tamper):
    payment = Payment.objects.filter(undoes=None).first()
    posting = Posting.objects.get(source_type="money.payment", source_id=payment.pk)

    def take_out():
        Transfer.objects.filter(posting=posting).delete()
        sql("DELETE FROM money_posting WHERE id = %s", posting.pk)
        sql("DELETE FROM money_payment WHERE id = %s", payment.pk)

    assert named(tamper(take_out)) == {("", "money.payment", payment.pk)}


def test_cash_of_doors_that_is_moved_to_the_bank_is_found(busy, tamper):
    cash = Transfer.objects.filter(posting__kind="payment", debit__kind=AccountKind.CASH)
    moved = {name_of(row.posting) for row in cash.select_related("posting")}
    bank = Account.objects.get(kind=AccountKind.BANK, place=busy.world.estate)
    found = tamper(lambda: cash.update(debit=bank))

    assert moved
    assert named(found) == moved
    assert {row.accounts for row in found} == {(AccountKind.BANK, AccountKind.CASH)}


def test_a_posting_of_another_order_is_found(busy, tamper):
    first = Posting.objects.filter(kind=PostingKind.ORDER).order_by("pk")[:1]
    posting = first.get()
    [found] = tamper(lambda: Posting.objects.filter(pk=posting.pk).update(order_id=0))

    assert (found.source, found.source_id, found.accounts) == (*name_of(posting)[1:], ())
    assert found.said_fen == found.posted_fen > 0


def moves():
    """A name, a number that says of whom and how much, and a minute of the days."""
    minutes = st.integers(0, DAYS * 24 * 60)
    return st.tuples(minutes, st.sampled_from(MOVES), st.integers(0, 120))


@pytest.mark.long
@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(made=st.lists(moves(), min_size=10, max_size=60), which=st.integers(0, 10**6))
def test_each_day_and_each_month_adds_up_to_zero_and_the_proof_agrees(busy, tamper, made, which):
    with transaction.atomic():
        for minute, name, number in sorted(made):
            busy.move(name, number, NOW + timedelta(minutes=minute))
        assert look_at_books().balanced, look_at_books()
        for world in (busy.world, busy.there):
            check_days(world.estate)
        touched = list(Transfer.objects.select_related("posting").order_by("pk"))
        row = touched[which % len(touched)]
        rows = Transfer.objects.filter(pk=row.pk)
        assert named(tamper(lambda: rows.update(fen=F("fen") + 1))) == {name_of(row.posting)}
        transaction.set_rollback(True)


def check_days(estate):
    """Every day begins with what the day before left, and so does every month; the last one leaves
    what the books say now."""
    since = [MIDNIGHT - DAY + DAY * n for n in range(DAYS + 5)]
    for spans in (since, MONTHS):
        before = {}
        for begin, end in pairwise(spans):
            found = trial_balance(estate=estate, since=begin, until=end, each_door=True)
            assert found.balanced
            assert found.debit_fen == found.credit_fen
            opened = {(line.kind, line.holder): line.opening_fen for line in found.lines}
            assert {key: fen for key, fen in opened.items() if fen} == before
            closed = {(line.kind, line.holder): line.closing_fen for line in found.lines}
            before = {key: fen for key, fen in closed.items() if fen}
        now = {}
        for (kind, _holder), fen in before.items():
            now[kind] = now.get(kind, 0) + fen
        books = estate_books([estate])[estate.pk].balances
        assert {kind: fen for kind, fen in books.items() if fen} == {
            kind: fen for kind, fen in now.items() if fen
        }
