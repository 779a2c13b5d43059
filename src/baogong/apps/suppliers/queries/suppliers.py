"""Suppliers of a town, and who works for them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from django.db.models import F, Prefetch, Value

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible
from baogong.apps.places.functions import StartsWith
from baogong.apps.suppliers.enums import Hidden, SupplierKind
from baogong.apps.suppliers.models import Supplier, SupplierArea, SupplierMember


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody who works for a supplier."""

    user_id: int
    username: str
    name: str


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """A supplier with its members and the estates that it serves."""

    id: int
    name: str
    kind: SupplierKind
    licence: str
    licence_until: date | None
    opens_at: time | None
    closes_at: time | None
    daily_orders: int | None
    estate_ids: tuple[int, ...]
    estates: tuple[str, ...]
    members: tuple[MemberRow, ...]

    def hidden_on(self, day: date) -> Hidden | None:
        """Why residents do not see it on a day; None: they do. Its last day is a day still."""
        if not self.licence:
            return Hidden.LICENCE_MISSING
        if self.licence_until is not None and self.licence_until < day:
            return Hidden.LICENCE_ENDED
        if self.opens_at is None:
            return Hidden.HOURS_MISSING
        return None if self.estate_ids else Hidden.SERVES_NOBODY


@dataclass(frozen=True, slots=True)
class SupplierFilter:
    """Which suppliers a list shows; empty: all."""

    kind: str = ""
    estate_id: int | None = None


def supplier_rows(
    *, viewer: Viewer, roles: Collection[Role], where: SupplierFilter = SupplierFilter()
) -> list[SupplierRow]:
    """The suppliers of the viewer's towns, by name. Three queries."""
    suppliers = Supplier.objects.filter(covers(viewer=viewer, roles=roles, path="town__path"))
    if where.kind:
        suppliers = suppliers.filter(kind=where.kind)
    if where.estate_id:
        suppliers = suppliers.filter(areas__estate_id=where.estate_id)
    members = SupplierMember.objects.select_related("user").order_by("user__name", "pk")
    areas = SupplierArea.objects.select_related("estate").order_by("estate__sort_key", "pk")
    suppliers = suppliers.prefetch_related(Prefetch("members", members), Prefetch("areas", areas))
    return [supplier_row(supplier) for supplier in suppliers.order_by("name", "pk")]


def supplier_row(supplier: Supplier) -> SupplierRow:
    """A supplier that has passed its gate, as a row."""
    areas = list(supplier.areas.all())
    return SupplierRow(
        id=supplier.pk,
        name=supplier.name,
        kind=SupplierKind(supplier.kind),
        licence=supplier.licence,
        licence_until=supplier.licence_until,
        opens_at=supplier.opens_at,
        closes_at=supplier.closes_at,
        daily_orders=supplier.daily_orders,
        estate_ids=tuple(area.estate_id for area in areas),
        estates=tuple(area.estate.label for area in areas),
        members=tuple(
            MemberRow(row.user_id, row.user.username, row.user.name)
            for row in supplier.members.all()
        ),
    )


def supplier_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> Supplier:
    """The gate to a supplier of one of the viewer's towns. Raises NotVisible."""
    suppliers = Supplier.objects.filter(covers(viewer=viewer, roles=roles, path="town__path"))
    return only_visible(suppliers.select_related("town"), pk=pk)


def suppliers_at(*, path: str) -> dict[int, Supplier]:
    """The suppliers of the town that the place at ``path`` lies in, by id. One query."""
    here = Supplier.objects.filter(StartsWith(Value(path), F("town__path"))).order_by("name", "pk")
    return {supplier.pk: supplier for supplier in here}


def suppliers_of(*, member: Viewer) -> dict[int, str]:
    """The names of the suppliers that somebody works for, by id. One query."""
    theirs = Supplier.objects.filter(members__user=member.pk).order_by("name", "pk")
    return dict(theirs.values_list("pk", "name"))
