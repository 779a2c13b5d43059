"""What is known of a supplier (R30)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction

from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place
from baogong.apps.suppliers.enums import SupplierKind
from baogong.apps.suppliers.errors import HoursIncomplete, NotInTown
from baogong.apps.suppliers.models import Supplier, SupplierArea
from baogong.plumbing import audit, locks


@dataclass(frozen=True, slots=True)
class SupplierProfile:
    """Hours are the town's clock, both or none; ``estate_ids`` are the estates that it serves."""

    kind: SupplierKind
    licence: str = ""
    opens_at: time | None = None
    closes_at: time | None = None
    daily_orders: int | None = None
    estate_ids: Collection[int] = ()


@transaction.atomic
def describe_supplier(
    profile: SupplierProfile, *, supplier_id: int, actor: audit.Actor, now: datetime
) -> Supplier:
    """Say anew what a supplier is, when it is open and whom it serves.

    Raises HoursIncomplete, or NotInTown for an estate of another town.
    """
    supplier = locks.lock_one(Supplier.objects.all(), key=supplier_id)
    if (profile.opens_at is None) != (profile.closes_at is None):
        raise HoursIncomplete
    estates = _estates(profile.estate_ids, town=supplier.town)
    supplier.kind, supplier.licence = profile.kind, profile.licence
    supplier.opens_at, supplier.closes_at = profile.opens_at, profile.closes_at
    supplier.daily_orders = profile.daily_orders
    supplier.save(update_fields=["kind", "licence", "opens_at", "closes_at", "daily_orders"])
    supplier.areas.all().delete()
    SupplierArea.objects.bulk_create(
        SupplierArea(supplier=supplier, estate=estate) for estate in estates
    )
    audit.record([audit.Act("supplier.described", supplier, actor, now)])
    return supplier


def _estates(ids: Collection[int], *, town: Place) -> list[Place]:
    """The estates of these ids. Raises NotInTown."""
    inside = Place.objects.within(town).filter(kind=PlaceKind.ESTATE, pk__in=ids)
    estates = list(inside.order_by("pk"))
    if len(estates) != len(set(ids)):
        raise NotInTown(town=town.label)
    return estates
