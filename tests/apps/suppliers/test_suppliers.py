"""R30: suppliers of a town, and who works for them."""

import pytest

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import Role
from baogong.apps.people.errors import UsernameTaken
from baogong.apps.people.models import Assignment
from baogong.apps.people.services import Newcomer
from baogong.apps.places.services import add_town
from baogong.apps.suppliers.models import Supplier, SupplierMember
from baogong.apps.suppliers.services import add_member, add_supplier, take_on_member
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from tests.factories import NOW
from tests.factories.racing import race
from tests.factories.world import PASSWORD

pytestmark = pytest.mark.django_db


def add(town, name="永辉"):
    return add_supplier(town=town, name=name, actor=SYSTEM, now=NOW)


def take_on(supplier, username="li"):
    newcomer = Newcomer(username=username, name="Li", password=PASSWORD)
    return take_on_member(newcomer, supplier=supplier, actor=SYSTEM, now=NOW)


def test_a_supplier_is_there_once_in_each_town():
    town, other = add_town(code="t", name="T"), add_town(code="u", name="U")
    assert add(town) == add(town)
    assert add(other) != add(town)
    assert AuditEntry.objects.filter(action="supplier.added").count() == 2


def test_who_works_there_holds_the_role_for_the_town():
    supplier = add(add_town(code="t", name="T"))
    user = take_on(supplier)
    add_member(supplier=supplier, user=user, actor=SYSTEM, now=NOW)
    assert SupplierMember.objects.get().user == user
    assert Assignment.objects.get(user=user).role == Role.SHOP


def test_a_taken_name_makes_neither_account_nor_member():
    supplier = add(add_town(code="t", name="T"))
    take_on(supplier)
    with pytest.raises(UsernameTaken):
        take_on(add(supplier.town, "other"))
    assert (User.objects.count(), SupplierMember.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_who_add_a_supplier_at_once_add_one():
    town = add_town(code="t", name="T")
    assert len({answer.pk for answer in race(*[lambda: add(town)] * 4)}) == 1
    assert Supplier.objects.count() == 1
