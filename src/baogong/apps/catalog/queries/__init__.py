"""The catalogue, as rows."""

from baogong.apps.catalog.queries.costs import PriceBoardRow, costs_at, price_board
from baogong.apps.catalog.queries.packages import (
    ContentRow,
    GoodRow,
    PackageRow,
    family_order,
    good_ids,
    good_names,
    good_row,
    goods,
    package_row,
    package_rows,
    package_rows_of,
    packages_by_id,
    published_packages,
)
from baogong.apps.catalog.queries.prices import (
    PriceRow,
    decided_prices,
    price_request_for,
    waiting_prices,
)

__all__ = [
    "ContentRow",
    "GoodRow",
    "PackageRow",
    "PriceBoardRow",
    "PriceRow",
    "costs_at",
    "decided_prices",
    "family_order",
    "good_ids",
    "good_names",
    "good_row",
    "goods",
    "package_row",
    "package_rows",
    "package_rows_of",
    "packages_by_id",
    "price_board",
    "price_request_for",
    "published_packages",
    "waiting_prices",
]
