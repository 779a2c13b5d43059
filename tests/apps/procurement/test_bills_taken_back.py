"""R40: what was agreed with a shop or paid to it by mistake is taken back, never edited."""

import pytest

from baogong.apps.money.enums import AccountKind, PayMethod
from baogong.apps.money.errors import UndoneAlready, WhyMissing
from baogong.apps.people.enums import Role
from baogong.apps.procurement.errors import BillPaid, MoreThanOwed, NotBilled
from baogong.apps.procurement.models import ShopBill, ShopPayment
from baogong.apps.procurement.queries import bill_rows
from baogong.apps.procurement.services import reverse_bill, reverse_shop_payment
from baogong.apps.reporting.queries import look_at_books
from baogong.plumbing import audit
from baogong.plumbing.models import AuditEntry
from tests.apps.procurement.test_bills import agree, balances, bought_world, pay
from tests.factories import NOW
from tests.factories.racing import race
from tests.factories.safes import fill_safe

pytestmark = pytest.mark.django_db
WHY = "typed for another shop"


@pytest.fixture
def world():
    return bought_world()


def back(world, found, *, why=WHY):
    reverse_bill(bill_id=found.pk, why=why, actor=world.staff[Role.CLERK], now=NOW)


def pay_back(world, *, why=WHY):
    clerk, found = world.staff[Role.CLERK], ShopPayment.objects.latest("pk")
    reverse_shop_payment(payment_id=found.pk, why=why, actor=clerk, now=NOW)


def kinds(world):
    return {kind: fen for kind, fen in balances(world).items() if kind != AccountKind.HOUSEHOLD}


def test_a_bill_is_taken_back_and_agreed_anew(world):
    before = balances(world)
    found = agree(world, 1100, why="a point misplaced")
    back(world, found)
    assert {kind: fen for kind, fen in balances(world).items() if fen} == before
    [row] = bill_rows(estate=world.estate)
    assert (row.bill_id, row.agreed_fen, row.left_fen) == (None, None, 0)
    [old] = row.reversed_bills
    assert (old.fen, old.reversed_why) == (1100, WHY)

    anew = agree(world, 11_000)
    [row] = bill_rows(estate=world.estate)
    assert (row.bill_id, row.agreed_fen) == (anew.pk, 11_000)
    assert balances(world)[AccountKind.SUPPLIER] == -11_000
    assert look_at_books().balanced
    assert AuditEntry.objects.filter(action="bill.reversed").count() == 1


def test_a_payment_is_taken_back_and_owed_again(world):
    fill_safe(world, 9000)
    agree(world, 11_000)
    agreed = balances(world)
    pay(world, 9000, method=PayMethod.CASH, reference="")
    pay_back(world)
    assert balances(world) == agreed
    pay(world, 11_000)
    pay_back(world)
    [row] = bill_rows(estate=world.estate)

    assert (row.paid_fen, row.left_fen) == (0, 11_000)
    assert [paid.reversed_why for paid in row.payments] == [WHY, WHY]
    pay(world, 11_000, reference="T2")
    with pytest.raises(MoreThanOwed):
        pay(world, 1)
    assert look_at_books().balanced


def test_nothing_is_taken_back_without_a_reason_or_twice(world):
    found = agree(world, 11_000)
    pay(world, 500)
    for act in (lambda: pay_back(world, why=" "), lambda: back(world, found, why="")):
        with pytest.raises(WhyMissing):
            act()
    pay_back(world)
    back(world, found)
    moved = kinds(world)
    for act in (lambda: pay_back(world), lambda: back(world, found)):
        with pytest.raises(UndoneAlready):
            act()

    assert kinds(world) == moved


def test_a_bill_of_which_some_is_paid_stands(world):
    found = agree(world, 11_000)
    pay(world, 500)
    with pytest.raises(BillPaid, match=r"5\.00"):
        back(world, found)
    pay_back(world)
    back(world, found)

    with pytest.raises(NotBilled):
        pay(world, 500)


def reverse_and_pay(world):
    """One takes a bill back while another pays it; whether it stands, and whether it is paid."""
    found = agree(world, 11_000)
    race(lambda: back(world, found), lambda: pay(world, 11_000))
    return ShopBill.objects.filter(reversed_at=None).exists(), ShopPayment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_without_locks_a_payment_is_left_of_a_bill_that_was_taken_back(world, locks_off):
    locks_off(audit, "record", before=True)

    assert reverse_and_pay(world) == (False, True)


@pytest.mark.django_db(transaction=True)
def test_with_locks_a_bill_is_either_paid_or_taken_back(world):
    assert reverse_and_pay(world) in ((True, True), (False, False))


@pytest.mark.django_db(transaction=True)
def test_two_who_take_a_payment_back_at_once_take_it_back_once(world):
    agree(world, 11_000)
    pay(world, 11_000)
    answers = race(lambda: pay_back(world), lambda: pay_back(world))

    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "UndoneAlready"]
    assert balances(world)[AccountKind.BANK] == 0
