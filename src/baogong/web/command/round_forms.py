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
from baogong.apps.ordering.enums import Rule
from baogong.apps.ordering.errors import (
    DrawAfterClosing,
    DrawMissing,
    LimitMissing,
    NothingToDivide,
    PriorityMissing,
)
from baogong.apps.ordering.queries import BoundedGood, RoundListing
from baogong.apps.ordering.services import GoodBound, RoundPlan
from baogong.apps.places.enums import CareKind
from baogong.values.errors import DomainError
from baogong.web.components.fields import (
    AmountField,
    ClockField,
    DayField,
    clock_text,
    moment,
)

MOST_STOCK = 100_000
MOST_EACH = 99
MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One package's line in the form."""

    package: PackageRow
    on: forms.BoundField
    stock: forms.BoundField
    limit: forms.BoundField
    days: forms.BoundField
    supplier: forms.BoundField
    rule: forms.BoundField


@dataclass(frozen=True, slots=True)
class BoundRow:
    """One good's line in the form: what the round has of it over all its packages."""

    good: ContentRow
    stock: forms.BoundField
    limit: forms.BoundField


OFFER_PARTS = ("on", "stock", "limit", "days", "supplier", "rule")
DRAW_FIELDS = ("draws_date", "draws_time")
FIRST_FIELDS = ("first_care", "first_days")


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
    draws_date = DayField(label=gettext_lazy("Divided on"), required=False)
    draws_time = ClockField(label=gettext_lazy("Divided at"), required=False)
    first_care = forms.MultipleChoiceField(
        label=gettext_lazy("Care that comes first"),
        choices=CareKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    first_days = forms.IntegerField(
        label=gettext_lazy("No delivery for so many days"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        widget=forms.NumberInput(attrs={"size": 6}),
    )

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
        self.fields[f"days-{name}"] = bound_field(_("Counted over so many days"), most=MOST_DAYS)
        self.fields[f"supplier-{name}"] = forms.TypedChoiceField(
            label=_("Supplier"), choices=list(suppliers.items()), coerce=int
        )
        self.fields[f"rule-{name}"] = forms.TypedChoiceField(
            label=_("Who gets it"), choices=Rule.choices, coerce=Rule
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
        apart = (*DRAW_FIELDS, *FIRST_FIELDS)
        return [self[name] for name in self.base_fields if name not in apart]

    @property
    def draw_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in DRAW_FIELDS]

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in FIRST_FIELDS]

    @property
    def says_first(self) -> bool:
        """Whether the part about priority doors is to be seen at once."""
        return any(field.errors or field.value() for field in self.first_fields)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        on = [package.id for package in self.packages if data.get(f"on-{package.id}")]
        if not on:
            raise ValidationError(_("Tick at least one package that is on offer."))
        rules = {data.get(f"rule-{pk}") for pk in on}
        if rules == {Rule.FIRST_COME} and data.get("draws_date"):
            text = _("Choose which package is divided then, or leave the day empty.")
            self.add_error("draws_date", text)
        return data

    def field_of(self, refusal: DomainError) -> str:
        """Where what ``open_round`` refuses is mended."""
        if isinstance(refusal, NothingToDivide):
            return self._part_of(refusal.data["name"], "stock")
        if isinstance(refusal, LimitMissing):
            return self._part_of(refusal.data["name"], "limit")
        if isinstance(refusal, DrawMissing):
            return next(name for name in DRAW_FIELDS if self.cleaned_data[name] is None)
        if isinstance(refusal, DrawAfterClosing):
            return "draws_date"
        return "first_care" if isinstance(refusal, PriorityMissing) else "cutoff_date"

    def _part_of(self, name: str, part: str) -> str:
        return next(f"{part}-{row.id}" for row in self.packages if row.name == name)

    def plan(self, bounds: Sequence[GoodBound]) -> RoundPlan:
        data = self.cleaned_data
        return RoundPlan(
            title=data["title"],
            opens_at=moment(data["opens_date"], data["opens_time"]),
            cutoff_at=moment(data["cutoff_date"], data["cutoff_time"]),
            delivery_date=data["delivery_date"],
            bounds=tuple(bounds),
            draws_at=self._draws_at(),
            first_care=tuple(CareKind(kind) for kind in data["first_care"]),
            first_days=data["first_days"],
        )

    def _draws_at(self) -> datetime | None:
        day, clock = (self.cleaned_data[name] for name in DRAW_FIELDS)
        return None if day is None or clock is None else moment(day, clock)

    @property
    def chosen(self) -> list[tuple[int, int, int | None, int | None, int | None, Rule]]:
        """(package, supplier, stock, limit for each household, its days, rule) of every ticked
        package."""
        data = self.cleaned_data
        parts = ("supplier", "stock", "limit", "days", "rule")
        return [
            (pk, *(data[f"{part}-{pk}"] for part in parts))
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
        "first_care": list(plan.first_care),
        "first_days": plan.first_days,
    }
    if plan.draws_at:
        draws, draws_clock = clock_text(plan.draws_at)
        values |= {"draws_date": draws + day, "draws_time": draws_clock}
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
        "days": roomiest.limit_days,
        "supplier": roomiest.supplier_id,
        "rule": rows[0].rule,
    }


def from_another_shop(values: dict[str, Any], *, full: int, shop: int) -> dict[str, Any]:
    """The first values of a round whose packages from the ``full`` shop come from ``shop``."""
    suppliers = {
        name: shop
        for name, value in values.items()
        if name.startswith("supplier-") and value == full
    }
    return values | suppliers
