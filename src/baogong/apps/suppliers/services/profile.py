"""What is known of a supplier (R30)."""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place
from baogong.apps.suppliers.enums import SupplierKind
from baogong.apps.suppliers.errors import HoursIncomplete, NotInTown
from baogong.apps.suppliers.models import Supplier, SupplierArea
from baogong.apps.suppliers.services.members import add_supplier
from baogong.plumbing import audit, locks

DESCRIBED_BY = ("kind", "licence", "licence_until", "opens_at", "closes_at", "daily_orders")


@dataclass(frozen=True, slots=True)
class SupplierProfile:
    """Hours are the town's clock, both or none; ``estate_ids`` are the estates that it serves.

    ``licence_until``: the last day of its licence; None: no end is named.
    """

    kind: SupplierKind
    licence: str = ""
    opens_at: time | None = None
    closes_at: time | None = None
    daily_orders: int | None = None
    estate_ids: Collection[int] = ()
    licence_until: date | None = None


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
    supplier.licence_until = profile.licence_until
    supplier.opens_at, supplier.closes_at = profile.opens_at, profile.closes_at
    supplier.daily_orders = profile.daily_orders
    supplier.save(update_fields=DESCRIBED_BY)
    supplier.areas.all().delete()
    SupplierArea.objects.bulk_create(
        SupplierArea(supplier=supplier, estate=estate) for estate in estates
    )
    audit.record([audit.Act("supplier.described", supplier, actor, now)])
    return supplier


@dataclass(frozen=True, slots=True)
class ShopsTakenIn:
    """How many shops of a list are new, were changed, and were known just so."""

    added: int
    changed: int
    known: int


@transaction.atomic
def take_in_shops(
    profiles: Mapping[str, SupplierProfile], *, town: Place, actor: audit.Actor, now: datetime
) -> ShopsTakenIn:
    """Shops by name, full-width forms folded; where a profile says nothing, what is known stays.

    Once more is no change. Raises NotInTown.
    """
    locks.lock_one(Place.objects.all(), key=town.pk)
    suppliers = Supplier.objects.filter(town=town).prefetch_related("areas")
    known = {_folded(supplier.name): supplier for supplier in suppliers}
    known |= {supplier.name: supplier for supplier in suppliers}  # the very name comes first
    added = changed = 0
    for name, profile in profiles.items():
        supplier = known.get(_folded(name))
        before = _profile(supplier) if supplier else None
        wanted = _filled(profile, before) if before else profile
        if wanted == before:
            continue
        added, changed = (added, changed + 1) if supplier else (added + 1, changed)
        supplier = supplier or add_supplier(town=town, name=name, actor=actor, now=now)
        describe_supplier(wanted, supplier_id=supplier.pk, actor=actor, now=now)
    return ShopsTakenIn(added=added, changed=changed, known=len(profiles) - added - changed)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).split())


def _profile(supplier: Supplier) -> SupplierProfile:
    return SupplierProfile(
        kind=SupplierKind(supplier.kind),
        licence=supplier.licence,
        licence_until=supplier.licence_until,
        opens_at=supplier.opens_at,
        closes_at=supplier.closes_at,
        daily_orders=supplier.daily_orders,
        estate_ids=tuple(sorted(area.estate_id for area in supplier.areas.all())),
    )


def _filled(profile: SupplierProfile, before: SupplierProfile) -> SupplierProfile:
    """The profile, with what was known where it says nothing."""
    has_hours = profile.opens_at is not None
    return SupplierProfile(
        kind=profile.kind,
        licence=profile.licence or before.licence,
        licence_until=profile.licence_until or before.licence_until,
        opens_at=profile.opens_at if has_hours else before.opens_at,
        closes_at=profile.closes_at if has_hours else before.closes_at,
        daily_orders=profile.daily_orders or before.daily_orders,
        estate_ids=tuple(sorted(profile.estate_ids)) or before.estate_ids,
    )


def _estates(ids: Collection[int], *, town: Place) -> list[Place]:
    """The estates of these ids. Raises NotInTown."""
    inside = Place.objects.within(town).filter(kind=PlaceKind.ESTATE, pk__in=ids)
    estates = list(inside.order_by("pk"))
    if len(estates) != len(set(ids)):
        raise NotInTown(town=town.label)
    return estates
