"""What a planner says about a round."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baogong.apps.catalog.enums import SoldBy
from baogong.apps.catalog.queries import ContentRow, PackageRow
from baogong.apps.ordering.queries import BoundedGood, RoundListing
from baogong.apps.ordering.services import GoodBound, RoundPlan
from baogong.web.components.fields import (
    AmountField,
    ClockField,
    DayField,
    clock_text,
    moment,
)

MOST_STOCK = 100_000
MOST_EACH = 99


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One package's line in the form."""

    package: PackageRow
    on: forms.BoundField
    stock: forms.BoundField
    limit: forms.BoundField
    supplier: forms.BoundField


@dataclass(frozen=True, slots=True)
class BoundRow:
    """One good's line in the form: what the round has of it over all its packages."""

    good: ContentRow
    stock: forms.BoundField
    limit: forms.BoundField


OFFER_PARTS = ("on", "stock", "limit", "supplier")


class RoundForm(forms.Form):
    """A round of an estate with the packages on offer."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=60)
    opens_date = DayField(label=gettext_lazy("Opens on"))
    opens_time = ClockField(label=gettext_lazy("Opens at"))
    cutoff_date = DayField(label=gettext_lazy("Closes on"))
    cutoff_time = ClockField(
        label=gettext_lazy("Closes at"), help_text=gettext_lazy("24:00 is the end of that day")
    )
    delivery_date = DayField(label=gettext_lazy("Delivery day"))

    def __init__(
        self,
        *args: Any,
        packages: Sequence[PackageRow],
        suppliers: Mapping[int, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.packages = packages
        for package in packages:
            self._add_offer(package.id, suppliers)
        self.goods = {good.sku: good for package in packages for good in package.contents}
        for sku, good in self.goods.items():
            unit = _("jin") if good.sold_by == SoldBy.GRAM else _("pieces")
            for part, label in (
                ("all", _("At most, in all (%(unit)s)")),
                ("each", _("At most for each household (%(unit)s)")),
            ):
                self.fields[f"{part}-{sku}"] = AmountField(
                    label=label % {"unit": unit}, sold_by=good.sold_by, required=False
                )

    def _add_offer(self, name: int, suppliers: Mapping[int, str]) -> None:
        self.fields[f"on-{name}"] = forms.BooleanField(required=False, label=_("On offer"))
        self.fields[f"stock-{name}"] = bound_field(_("At most, in all"), most=MOST_STOCK)
        self.fields[f"limit-{name}"] = bound_field(_("At most for each household"), most=MOST_EACH)
        self.fields[f"supplier-{name}"] = forms.TypedChoiceField(
            label=_("Supplier"), choices=list(suppliers.items()), coerce=int
        )

    @property
    def offer_rows(self) -> list[OfferRow]:
        return [
            OfferRow(package, *(self[f"{part}-{package.id}"] for part in OFFER_PARTS))
            for package in self.packages
        ]

    @property
    def bound_rows(self) -> list[BoundRow]:
        return [
            BoundRow(good, self[f"all-{sku}"], self[f"each-{sku}"])
            for sku, good in self.goods.items()
        ]

    @property
    def has_bounds(self) -> bool:
        """Whether the part with the goods' bounds is to be seen at once."""
        return any(
            field.errors or field.value()
            for row in self.bound_rows
            for field in (row.stock, row.limit)
        )

    @property
    def bounds(self) -> dict[str, tuple[int | None, int | None]]:
        """(in all, for each household) by SKU, of the goods that have either."""
        data = self.cleaned_data
        asked = {sku: (data[f"all-{sku}"], data[f"each-{sku}"]) for sku in self.goods}
        return {sku: bound for sku, bound in asked.items() if any(bound)}

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.base_fields]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.get(f"on-{package.id}") for package in self.packages):
            raise ValidationError(_("Tick at least one package that is on offer."))
        return data

    def plan(self, bounds: Sequence[GoodBound]) -> RoundPlan:
        data = self.cleaned_data
        return RoundPlan(
            title=data["title"],
            opens_at=moment(data["opens_date"], data["opens_time"]),
            cutoff_at=moment(data["cutoff_date"], data["cutoff_time"]),
            delivery_date=data["delivery_date"],
            bounds=tuple(bounds),
        )

    @property
    def chosen(self) -> list[tuple[int, int, int | None, int | None]]:
        """(package, supplier, stock, limit for each household) of every ticked package."""
        data = self.cleaned_data
        return [
            (pk, data[f"supplier-{pk}"], data[f"stock-{pk}"], data[f"limit-{pk}"])
            for pk in (package.id for package in self.packages)
            if data[f"on-{pk}"]
        ]


def bound_field(label: str, *, most: int) -> forms.IntegerField:
    """A number that may stay empty: no bound."""
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=most,
        widget=forms.NumberInput(attrs={"size": 6}),
    )


class CutoffForm(forms.Form):
    """Another closing time for a round."""

    cutoff_date = RoundForm.base_fields["cutoff_date"]
    cutoff_time = RoundForm.base_fields["cutoff_time"]

    @property
    def cutoff_at(self) -> datetime:
        return moment(self.cleaned_data["cutoff_date"], self.cleaned_data["cutoff_time"])


def first_values(now: datetime, packages: Sequence[PackageRow]) -> dict[str, Any]:
    """Opens now, closes at the next 18:00 that is an hour away, is delivered the day after."""
    today, clock = clock_text(now)
    closes = today if clock < "17:00" else today + timedelta(days=1)
    delivery = closes + timedelta(days=1)
    return {
        "title": _("Packages for %(day)s") % {"day": date_format(delivery, "SHORT_DATE_FORMAT")},
        "opens_date": today,
        "opens_time": clock,
        "cutoff_date": closes,
        "cutoff_time": "18:00",
        "delivery_date": delivery,
    } | {f"on-{package.id}": True for package in packages}


def next_day_values(
    plan: RoundPlan, listings: Sequence[RoundListing], goods: Sequence[BoundedGood]
) -> dict[str, Any]:
    """The same round one day later: its packages, bounds and suppliers."""
    opens, opens_clock = clock_text(plan.opens_at)
    closes, closes_clock = clock_text(plan.cutoff_at)
    day = timedelta(days=1)
    values: dict[str, Any] = {
        "title": _("Packages for %(day)s")
        % {"day": date_format(plan.delivery_date + day, "SHORT_DATE_FORMAT")},
        "opens_date": opens + day,
        "opens_time": opens_clock,
        "cutoff_date": closes + day,
        "cutoff_time": closes_clock,
        "delivery_date": plan.delivery_date + day,
    }
    for rows in _by_package(listings):
        values |= {f"{part}-{rows[0].package_id}": value for part, value in _offer(rows).items()}
    for good in goods:
        values |= {f"all-{good.sku}": good.stock, f"each-{good.sku}": good.limit}
    return values


def _by_package(listings: Iterable[RoundListing]) -> Iterable[list[RoundListing]]:
    found: dict[int, list[RoundListing]] = defaultdict(list)
    for row in listings:
        found[row.package_id].append(row)
    return found.values()


def _offer(rows: Sequence[RoundListing]) -> dict[str, Any]:
    """What a package's line begins with: the stock of all its shops, from the one that has most
    of it left."""
    stocks = [row.stock for row in rows if row.stock is not None]
    roomiest = max(rows, key=lambda row: inf if row.left is None else row.left)
    return {
        "on": True,
        "stock": sum(stocks) if len(stocks) == len(rows) else None,
        "limit": roomiest.limit,
        "supplier": roomiest.supplier_id,
    }


def from_another_shop(values: dict[str, Any], *, full: int, shop: int) -> dict[str, Any]:
    """The first values of a round whose packages from the ``full`` shop come from ``shop``."""
    suppliers = {
        name: shop
        for name, value in values.items()
        if name.startswith("supplier-") and value == full
    }
    return values | suppliers
