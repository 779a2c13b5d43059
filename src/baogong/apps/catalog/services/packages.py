from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from baogong.apps.catalog.errors import CodeTaken, IncompletePackage, PackageOffered
from baogong.apps.catalog.models import Good, Package, PackageItem
from baogong.plumbing import audit, locks


@dataclass(frozen=True, slots=True)
class PackageDraft:
    """A package to be; ``contents`` are pieces or grams by SKU."""

    code: str
    name: str
    price_fen: int
    contents: Mapping[str, int]


@transaction.atomic
def define_package(draft: PackageDraft, *, actor: audit.Actor, now: datetime) -> Package:
    """Add a package with its contents (R31). Raises IncompletePackage or CodeTaken."""
    goods = _goods_of(draft)
    try:
        with transaction.atomic():
            package = Package.objects.create(
                code=draft.code, name=draft.name, price_fen=draft.price_fen
            )
    except IntegrityError:
        raise CodeTaken(value=draft.code) from None
    _fill(package, draft=draft, goods=goods)
    audit.record([audit.Act("package.defined", package, actor, now)])
    return package


@transaction.atomic
def change_package(
    draft: PackageDraft, *, package_id: int, actor: audit.Actor, now: datetime
) -> Package:
    """Give a package that no round has offered another name, price and content; its code stays.

    Raises PackageOffered or IncompletePackage.
    """
    package = locks.lock_one(Package.objects.all(), key=package_id)
    if Package.objects.exclude(listings=None).filter(pk=package_id).exists():
        raise PackageOffered(name=package.name)
    goods = _goods_of(draft)
    package.name, package.price_fen = draft.name, draft.price_fen
    package.save(update_fields=["name", "price_fen"])
    package.items.all().delete()
    _fill(package, draft=draft, goods=goods)
    audit.record([audit.Act("package.changed", package, actor, now)])
    return package


def _goods_of(draft: PackageDraft) -> dict[str, Good]:
    """The goods of a draft by SKU. Raises IncompletePackage."""
    goods = {good.sku: good for good in Good.objects.filter(sku__in=draft.contents)}
    if not draft.name or draft.price_fen <= 0 or not draft.contents:
        raise IncompletePackage
    if set(goods) != set(draft.contents) or min(draft.contents.values()) <= 0:
        raise IncompletePackage
    return goods


def _fill(package: Package, *, draft: PackageDraft, goods: Mapping[str, Good]) -> None:
    PackageItem.objects.bulk_create(
        PackageItem(package=package, good=goods[sku], quantity=quantity)
        for sku, quantity in draft.contents.items()
    )
