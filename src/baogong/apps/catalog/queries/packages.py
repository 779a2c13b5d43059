"""The catalogue as people read it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from baogong.apps.catalog.enums import Family, GoodCategory, Part, SoldBy, Unit
from baogong.apps.catalog.models import Good, Package, PackageItem
from baogong.apps.catalog.policies import Missing, Weighed, is_counted_well
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
    """``quantity`` pieces or grams of a good in one package; 0: not said yet."""

    sku: str
    name: str
    sold_by: str
    quantity: int


@dataclass(frozen=True, slots=True)
class PackageRow:
    """A package; ``listed``: a round has offered it, so its content and price stand.

    ``grams``: what the contents weigh. ``missing``: what it lacks before it can be published.
    ``at_scale``: its one good is weighed at the depot.
    """

    id: int
    code: str
    name: str
    family: str
    price_fen: int
    stated_grams: int
    tolerance_percent: int
    weight_reason: str
    grams: int
    published: bool
    listed: bool
    at_scale: bool
    unit: str
    holds: str
    also_called: str
    contents: tuple[ContentRow, ...]

    @property
    def weighed(self) -> Weighed:
        return Weighed(stated=self.stated_grams, contents=self.grams)

    @property
    def family_label(self) -> str:
        return str(Family(self.family).label) if self.family else ""

    @property
    def unit_label(self) -> str:
        return str(Unit(self.unit).label)

    @property
    def missing(self) -> tuple[Missing, ...]:
        known = {
            Part.FAMILY: self.family,
            Part.PRICE: self.price_fen,
            Part.WEIGHT: self.stated_grams,
            Part.CONTENTS: self.contents,
        }
        held = [(content.sold_by, content.quantity) for content in self.contents]
        return (
            *(Missing(part) for part, value in known.items() if not value),
            *(
                Missing(Part.QUANTITY, content.sku, content.name)
                for content in self.contents
                if not content.quantity
            ),
            *((Missing(Part.SCALE),) if self.at_scale and not self._is_one_by_weight else ()),
            *(() if is_counted_well(self.unit, held) else (Missing(Part.UNIT),)),
        )

    @property
    def _is_one_by_weight(self) -> bool:
        return [content.sold_by for content in self.contents] == [SoldBy.GRAM]


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
    """Every package by family, the cheapest first, drafts without a family last. Three queries."""
    offered = offered_ids()
    packages = _packages().order_by("price_fen", "pk")
    rows = [_row(package, listed=package.pk in offered) for package in packages]
    return sorted(rows, key=lambda row: family_order(row.family))


def published_packages() -> list[PackageRow]:
    """The packages that a round can offer, by family, the cheapest first. Three queries."""
    return [row for row in package_rows() if row.published]


def family_order(family: str) -> int:
    """Where a family's packages stand on a page; none comes last."""
    return [*Family.values, ""].index(family)


def package_row(pk: int) -> PackageRow:
    """One package. Raises NotVisible."""
    if (package := _packages().filter(pk=pk).first()) is None:
        raise NotVisible
    return _row(package, listed=package.pk in offered_ids())


def package_rows_of(ids: Collection[int]) -> dict[int, PackageRow]:
    """The packages of these ids. Three queries."""
    offered = offered_ids()
    packages = _packages().filter(pk__in=ids)
    return {package.pk: _row(package, listed=package.pk in offered) for package in packages}


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
        family=package.family,
        price_fen=package.price_fen,
        stated_grams=package.stated_grams,
        tolerance_percent=package.tolerance_percent,
        weight_reason=package.weight_reason,
        grams=sum(item.good.grams(item.quantity) for item in items),
        published=package.published_at is not None,
        listed=listed,
        at_scale=package.at_scale,
        unit=package.unit,
        holds=package.holds,
        also_called=package.also_called,
        contents=tuple(
            ContentRow(item.good.sku, item.good.name, item.good.sold_by, item.quantity)
            for item in items
        ),
    )
