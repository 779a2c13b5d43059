from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from baogong.apps.catalog import policies
from baogong.apps.catalog.enums import Unit
from baogong.apps.catalog.errors import (
    BadPackage,
    CodeTaken,
    IncompletePackage,
    PackageOffered,
    TooLight,
)
from baogong.apps.catalog.models import Good, Package, PackageItem, PriceRequest
from baogong.apps.catalog.queries import package_row
from baogong.apps.places.models import Place
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import NET_WEIGHT_TOLERANCE
from baogong.plumbing import audit, locks

DESCRIBED_BY = (
    "name",
    "family",
    "price_fen",
    "stated_grams",
    "weight_reason",
    "at_scale",
    "unit",
    "holds",
    "also_called",
)


@dataclass(frozen=True, slots=True)
class PackageDraft:
    """A package to be; ``contents`` are pieces or grams by SKU.

    A draft may have gaps: 0 fen, 0 grams, no family, no contents, or 0 of a good.
    """

    code: str
    name: str
    price_fen: int
    contents: Mapping[str, int]
    family: str = ""
    stated_grams: int = 0
    weight_reason: str = ""
    at_scale: bool = False
    unit: str = Unit.PORTION
    holds: str = ""
    also_called: str = ""


@dataclass(frozen=True, slots=True)
class SavedPackage:
    """``refusal``: why it stays a draft, though it was to be published."""

    package: Package
    refusal: IncompletePackage | TooLight | None = None


@transaction.atomic
def save_package(
    draft: PackageDraft,
    *,
    package_id: int | None,
    publish_in: Place | None,
    actor: audit.Actor,
    now: datetime,
) -> SavedPackage:
    """Add a package or change one, and publish it by the settings of a place where one is named.

    What is refused then is saved as a draft. Raises what defining and changing raise.
    """
    package = (
        define_package(draft, actor=actor, now=now)
        if package_id is None
        else change_package(draft, package_id=package_id, actor=actor, now=now)
    )
    if publish_in is None:
        return SavedPackage(package)
    try:
        with transaction.atomic():
            return SavedPackage(
                publish_package(package_id=package.pk, place=publish_in, actor=actor, now=now)
            )
    except (IncompletePackage, TooLight) as refusal:
        return SavedPackage(package, refusal)


@transaction.atomic
def define_package(draft: PackageDraft, *, actor: audit.Actor, now: datetime) -> Package:
    """Add a draft with what is known of it. Raises BadPackage or CodeTaken."""
    goods = _goods_of(draft)
    try:
        with transaction.atomic():
            package = Package.objects.create(code=draft.code, **_described(draft))
    except IntegrityError:
        raise CodeTaken(value=draft.code) from None
    _fill(package, draft=draft, goods=goods)
    audit.record([audit.Act("package.defined", package, actor, now)])
    return package


@transaction.atomic
def change_package(
    draft: PackageDraft, *, package_id: int, actor: audit.Actor, now: datetime
) -> Package:
    """Say anew what a package is that no round has offered; its code stays, and it is a draft.

    Raises PackageOffered, PriceWaiting or BadPackage.
    """
    package = locks.lock_one(Package.objects.all(), key=package_id)
    if Package.objects.exclude(listings=None).filter(pk=package_id).exists():
        raise PackageOffered(name=package.name)
    waits = PriceRequest.objects.filter(package=package, decision=None).exists()
    policies.check_nothing_waits(package.name, waits=waits)
    goods = _goods_of(draft)
    for name, value in _described(draft).items():
        setattr(package, name, value)
    package.published_at = None
    package.save(update_fields=[*DESCRIBED_BY, "published_at"])
    package.items.all().delete()
    _fill(package, draft=draft, goods=goods)
    audit.record([audit.Act("package.changed", package, actor, now)])
    return package


@transaction.atomic
def call_package(
    also_called: str, *, package_id: int, actor: audit.Actor, now: datetime
) -> Package:
    """Say what else people call a package, on offer or not."""
    package = locks.lock_one(Package.objects.all(), key=package_id)
    package.also_called = also_called
    package.save(update_fields=["also_called"])
    audit.record([audit.Act("package.called", package, actor, now)])
    return package


@transaction.atomic
def publish_package(
    *, package_id: int, place: Place, actor: audit.Actor, now: datetime
) -> Package:
    """Let rounds offer a package (R20, R31). Twice is the same as once.

    ``place``: how much less than stated a package may weigh is the setting of this place.
    Raises IncompletePackage or TooLight.
    """
    package = locks.lock_one(Package.objects.all(), key=package_id)
    if package.published_at:
        return package
    row = package_row(package_id)
    percent = setting(NET_WEIGHT_TOLERANCE, place=place, at=now)
    policies.check_publishable(
        row.name, row.missing, row.weighed, percent=percent, reason=package.weight_reason
    )
    if not policies.is_light(row.weighed, percent=percent):
        package.weight_reason = ""
    package.published_at, package.tolerance_percent = now, percent
    package.save(update_fields=["published_at", "tolerance_percent", "weight_reason"])
    audit.record([audit.Act("package.published", package, actor, now)])
    return package


def _described(draft: PackageDraft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in DESCRIBED_BY}


def _goods_of(draft: PackageDraft) -> dict[str, Good]:
    """The goods of a draft by SKU. Raises BadPackage."""
    numbers = (draft.price_fen, draft.stated_grams, *draft.contents.values())
    policies.check_draft(draft.name, numbers)
    goods = {good.sku: good for good in Good.objects.filter(sku__in=draft.contents)}
    if set(goods) != set(draft.contents):
        raise BadPackage
    return goods


def _fill(package: Package, *, draft: PackageDraft, goods: Mapping[str, Good]) -> None:
    PackageItem.objects.bulk_create(
        PackageItem(package=package, good=goods[sku], quantity=quantity)
        for sku, quantity in draft.contents.items()
    )
