"""Suppliers of a town, and who works for them."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, Prefetch, Value

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible
from baogong.apps.places.functions import StartsWith
from baogong.apps.suppliers.models import Supplier, SupplierMember


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody who works for a supplier."""

    user_id: int
    username: str
    name: str


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """A supplier with its members."""

    id: int
    name: str
    members: tuple[MemberRow, ...]


def supplier_rows(*, viewer: Viewer, roles: Collection[Role]) -> list[SupplierRow]:
    """The suppliers of the viewer's towns, by name. Two queries."""
    members = SupplierMember.objects.select_related("user").order_by("user__name", "pk")
    suppliers = (
        Supplier.objects.filter(covers(viewer=viewer, roles=roles, path="town__path"))
        .prefetch_related(Prefetch("members", members))
        .order_by("name", "pk")
    )
    return [
        SupplierRow(
            supplier.pk,
            supplier.name,
            tuple(
                MemberRow(row.user_id, row.user.username, row.user.name)
                for row in supplier.members.all()
            ),
        )
        for supplier in suppliers
    ]


def supplier_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> Supplier:
    """The gate to a supplier of one of the viewer's towns. Raises NotVisible."""
    suppliers = Supplier.objects.filter(covers(viewer=viewer, roles=roles, path="town__path"))
    return only_visible(suppliers.select_related("town"), pk=pk)


def suppliers_at(*, path: str) -> dict[int, Supplier]:
    """The suppliers of the town that the place at ``path`` lies in, by id. One query."""
    here = Supplier.objects.filter(StartsWith(Value(path), F("town__path"))).order_by("name", "pk")
    return {supplier.pk: supplier for supplier in here}
