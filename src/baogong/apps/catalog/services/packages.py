from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from baogong.apps.catalog.errors import CodeTaken, IncompletePackage
from baogong.apps.catalog.models import Good, Package, PackageItem
from baogong.plumbing import audit


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
    goods = {good.sku: good for good in Good.objects.filter(sku__in=draft.contents)}
    if not draft.name or draft.price_fen <= 0 or not draft.contents:
        raise IncompletePackage
    if set(goods) != set(draft.contents) or min(draft.contents.values()) <= 0:
        raise IncompletePackage
    try:
        with transaction.atomic():
            package = Package.objects.create(
                code=draft.code, name=draft.name, price_fen=draft.price_fen
            )
    except IntegrityError:
        raise CodeTaken(value=draft.code) from None
    PackageItem.objects.bulk_create(
        PackageItem(package=package, good=goods[sku], quantity=quantity)
        for sku, quantity in draft.contents.items()
    )
    audit.record([audit.Act("package.defined", package, actor, now)])
    return package
