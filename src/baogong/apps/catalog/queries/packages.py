"""The catalogue as people read it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from baogong.apps.catalog.enums import GoodCategory
from baogong.apps.catalog.models import Good, Package, PackageItem
from baogong.values.errors import NotVisible


@dataclass(frozen=True, slots=True)
class GoodRow:
    """A good; ``sold_by`` says whether its quantities are pieces or grams."""

    sku: str
    name: str
    sold_by: str
    piece_grams: int | None
    category: GoodCategory
    fragile: bool
    keep_cold: bool
    best_hours: int | None


@dataclass(frozen=True, slots=True)
class ContentRow:
    """``quantity`` pieces or grams of a good in one package."""

    sku: str
    name: str
    sold_by: str
    quantity: int


@dataclass(frozen=True, slots=True)
class PackageRow:
    """A package; ``listed``: a round has offered it, so its content and price stand."""

    id: int
    code: str
    name: str
    price_fen: int
    grams: int
    listed: bool
    contents: tuple[ContentRow, ...]


def goods() -> list[GoodRow]:
    """Every good, by name. One query."""
    rows = Good.objects.order_by("name", "pk")
    return [_good_row(row) for row in rows]


def good_row(sku: str) -> GoodRow:
    """One good. Raises NotVisible."""
    if (good := Good.objects.filter(sku=sku).first()) is None:
        raise NotVisible
    return _good_row(good)


def good_names(skus: Collection[str]) -> dict[str, str]:
    """Names by SKU, of those that there are. One query."""
    return dict(Good.objects.filter(sku__in=skus).values_list("sku", "name"))


def good_ids(skus: Collection[str]) -> dict[str, int]:
    """The goods of these SKUs, as ids. One query."""
    return dict(Good.objects.filter(sku__in=skus).values_list("sku", "pk"))


def package_rows() -> list[PackageRow]:
    """Every package, the cheapest first. Three queries."""
    offered = offered_ids()
    packages = _packages().order_by("price_fen", "pk")
    return [_row(package, listed=package.pk in offered) for package in packages]


def package_row(pk: int) -> PackageRow:
    """One package. Raises NotVisible."""
    if (package := _packages().filter(pk=pk).first()) is None:
        raise NotVisible
    return _row(package, listed=package.pk in offered_ids())


def offered_ids() -> frozenset[int]:
    """Packages that a round has offered: what was sold under a name keeps it. One query."""
    offered = Package.objects.exclude(listings=None)
    return frozenset(offered.values_list("pk", flat=True).distinct())


def packages_by_id(ids: Collection[int]) -> dict[int, Package]:
    """The packages of these ids. One query."""
    return Package.objects.in_bulk(ids)


def _good_row(good: Good) -> GoodRow:
    return GoodRow(
        sku=good.sku,
        name=good.name,
        sold_by=good.sold_by,
        piece_grams=good.piece_grams,
        category=GoodCategory(good.category),
        fragile=good.fragile,
        keep_cold=good.keep_cold,
        best_hours=good.best_hours,
    )


def _packages() -> QuerySet[Package]:
    items = PackageItem.objects.select_related("good").order_by("pk")
    return Package.objects.prefetch_related(Prefetch("items", items))


def _row(package: Package, *, listed: bool) -> PackageRow:
    items = list(package.items.all())
    return PackageRow(
        id=package.pk,
        code=package.code,
        name=package.name,
        price_fen=package.price_fen,
        grams=sum(item.good.grams(item.quantity) for item in items),
        listed=listed,
        contents=tuple(
            ContentRow(item.good.sku, item.good.name, item.good.sold_by, item.quantity)
            for item in items
        ),
    )
