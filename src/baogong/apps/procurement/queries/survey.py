"""What suppliers can deliver in a day, beside what the estates ask for (R33)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import Coalesce

from baogong.apps.ordering.models import OrderLine
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers
from baogong.apps.procurement.models import SupplyOffer

NEED_DAYS = 7


@dataclass(frozen=True, slots=True)
class SupplyRow:
    """Grams a day of a good: what ``suppliers`` suppliers can deliver, and what is asked for."""

    good_id: int
    sku: str
    good: str
    suppliers: int
    grams: int
    need: int

    @property
    def short(self) -> int:
        return max(self.need - self.grams, 0)


def supply_rows(*, viewer: Viewer, roles: Collection[Role], today: date) -> list[SupplyRow]:
    """Each good that somebody can deliver or asked for lately, by its name. Three queries.

    The need is the mean of the days of the last week that had orders.
    """
    offers = SupplyOffer.objects.filter(
        covers(viewer=viewer, roles=roles, path="supplier__town__path")
    )
    found = {
        good_id: (sku, name, suppliers, grams)
        for good_id, sku, name, suppliers, grams in offers.values_list(
            "good", "good__sku", "good__name"
        ).annotate(n=Count("supplier"), sum=Sum("grams"))
    }
    lines = OrderLine.objects.filter(
        covers(viewer=viewer, roles=roles, path="order__round__estate__path"),
        order__canceled_at=None,
        order__round__delivery_date__gt=today - timedelta(days=NEED_DAYS),
        order__round__delivery_date__lte=today,
    )
    days = lines.aggregate(n=Count("order__round__delivery_date", distinct=True))["n"]
    needs = {good: (sku, name, total // days) for good, sku, name, total in _asked(lines)}
    rows = []
    for good_id in found.keys() | needs.keys():
        sku, name, need = needs.get(good_id, ("", "", 0))
        sku, name, suppliers, grams = found.get(good_id, (sku, name, 0, 0))
        rows.append(SupplyRow(good_id, sku, name, suppliers, grams, need))
    return sorted(rows, key=lambda row: (row.good, row.sku))


def _asked(lines: QuerySet[OrderLine]) -> list[tuple[int, str, str, int]]:
    """(good, SKU, name, grams) of order lines. One query."""
    item = "listing__items"
    weight = Coalesce(F(f"{item}__good__piece_grams"), 1)
    rows = lines.values_list(f"{item}__good", f"{item}__good__sku", f"{item}__good__name")
    return list(rows.annotate(sum=Sum(F("quantity") * F(f"{item}__quantity") * weight)))


def survey_of(*, supplier_id: int) -> dict[int, int]:
    """Grams a day by good of a supplier that passed its gate. One query."""
    return dict(SupplyOffer.objects.filter(supplier=supplier_id).values_list("good", "grams"))


def surveyed(supplier_ids: Collection[int]) -> dict[int, int]:
    """By supplier: of how many goods it said what it can deliver. One query."""
    rows = SupplyOffer.objects.filter(supplier__in=supplier_ids).values_list("supplier")
    return dict(rows.annotate(n=Count("good")))
