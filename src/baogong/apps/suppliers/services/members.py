"""Suppliers by name, and who works for them."""

from datetime import datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import Role
from baogong.apps.people.services import Newcomer, take_on
from baogong.apps.places.models import Place
from baogong.apps.suppliers.models import Supplier, SupplierMember
from baogong.plumbing import audit


@transaction.atomic
def add_supplier(*, town: Place, name: str, actor: audit.Actor, now: datetime) -> Supplier:
    """The town's supplier of this name, made when it is new."""
    supplier, made = Supplier.objects.get_or_create(town=town, name=name)
    if made:
        audit.record([audit.Act("supplier.added", supplier, actor, now)])
    return supplier


@transaction.atomic
def add_member(*, supplier: Supplier, user: User, actor: audit.Actor, now: datetime) -> None:
    """Let somebody see the supplier's purchase orders. Twice is the same as once."""
    member, made = SupplierMember.objects.get_or_create(supplier=supplier, user=user)
    if made:
        audit.record([audit.Act("supplier.member_added", member, actor, now)])


@transaction.atomic
def take_on_member(
    newcomer: Newcomer, *, supplier: Supplier, actor: audit.Actor, now: datetime
) -> User:
    """Make an account for somebody who works for the supplier. Raises UsernameTaken."""
    user = take_on(newcomer, role=Role.SHOP, place=supplier.town, actor=actor, now=now)
    add_member(supplier=supplier, user=user, actor=actor, now=now)
    return user
