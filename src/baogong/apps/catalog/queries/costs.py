"""The price board: cost, price and margin of each package (R22)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from baogong.apps.catalog.models import PackageCost
from baogong.apps.catalog.queries.packages import PackageRow, published_packages


@dataclass(frozen=True, slots=True)
class PriceBoardRow:
    """A published package; ``cost_fen`` None: no shop's price was written down."""

    package: PackageRow
    cost_fen: int | None

    @property
    def margin_fen(self) -> int | None:
        return None if self.cost_fen is None else self.package.price_fen - self.cost_fen

    @property
    def margin_percent(self) -> float | None:
        """Of the cost, to show; two places behind the point."""
        if self.cost_fen is None:
            return None
        return round((self.package.price_fen - self.cost_fen) * 100 / self.cost_fen, 2)

    def is_above(self, percent: int) -> bool:
        """Whether the margin is more than so many percent of the cost, to the fen."""
        if self.cost_fen is None:
            return False
        return (self.package.price_fen - self.cost_fen) * 100 > percent * self.cost_fen


def costs_at(package_ids: Collection[int], *, at: datetime) -> dict[int, int]:
    """By package, what it cost us then, of those that have a cost. One query."""
    rows = PackageCost.objects.filter(package__in=package_ids, since__lte=at)
    return dict(rows.order_by("since", "pk").values_list("package", "fen"))


def price_board(*, at: datetime) -> list[PriceBoardRow]:
    """Every published package by family. Four queries."""
    packages = published_packages()
    costs = costs_at([package.id for package in packages], at=at)
    return [PriceBoardRow(package, costs.get(package.id)) for package in packages]
