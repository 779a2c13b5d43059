"""What lies on the depots' shelves, and who sees to it."""

from baogong.apps.inventory.queries.aging import Aging
from baogong.apps.inventory.queries.areas import (
    AreaRow,
    RefillRow,
    area_for,
    area_rows,
    refill_for,
    refill_rows,
)
from baogong.apps.inventory.queries.plans import (
    PlanLine,
    PlanRow,
    planned_before,
    stock_plan,
)
from baogong.apps.inventory.queries.shelf import (
    CountRow,
    ShelfRow,
    count_photo,
    counts_of,
    shelf_good,
    shelf_of,
)

__all__ = [
    "Aging",
    "AreaRow",
    "CountRow",
    "PlanLine",
    "PlanRow",
    "RefillRow",
    "ShelfRow",
    "area_for",
    "area_rows",
    "count_photo",
    "counts_of",
    "planned_before",
    "refill_for",
    "refill_rows",
    "shelf_good",
    "shelf_of",
    "stock_plan",
]
