"""The catalogue, as rows."""

from baogong.apps.catalog.queries.packages import (
    ContentRow,
    GoodRow,
    PackageRow,
    good_ids,
    good_names,
    good_row,
    goods,
    package_row,
    package_rows,
    packages_by_id,
)

__all__ = [
    "ContentRow",
    "GoodRow",
    "PackageRow",
    "good_ids",
    "good_names",
    "good_row",
    "goods",
    "package_row",
    "package_rows",
    "packages_by_id",
]
