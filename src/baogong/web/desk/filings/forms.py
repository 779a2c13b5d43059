"""What a group buy is to be."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baogong.apps.catalog.enums import Family, Part
from baogong.apps.catalog.policies import is_counted_well
from baogong.apps.catalog.queries import GoodRow, PackageRow
from baogong.apps.filings.queries import FilingRow
from baogong.apps.filings.services import NewSupplier, Terms
from baogong.values.errors import DomainError
from baogong.values.money import format_yuan
from baogong.web.command.catalogue_forms import PackageForm
from baogong.web.components.fields import ClockField, DayField, clock_text, moment
from baogong.web.components.photos import PhotoField
from baogong.web.refusals import refusal_text

MOST_STOCK = 100_000
NEW = "new"
FIELD_OF = {
    "bad_filing_times": "cutoff_time",
    "no_such_slot": "arrives_time",
    "slot_taken": "arrives_time",
    "licence_missing": "supplier",
    "supplier_known": "new_name",
    "licence_photo_missing": "photo",
}


class TermsForm(forms.Form):
    """A group buy but for its packages. ``key`` is made with the page.

    ``suppliers``: names with their licence by id; ``gates``: labels by id.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=gettext_lazy("Name of the group buy"),
        max_length=60,
        help_text=gettext_lazy("Residents see it, for example: bread and milk."),
    )
    supplier = forms.ChoiceField(label=gettext_lazy("Supplier"))
    new_name = forms.CharField(
        label=gettext_lazy("Name of the new supplier"), max_length=80, required=False
    )
    new_licence = forms.CharField(
        label=gettext_lazy("Number of the business licence"), max_length=40, required=False
    )
    new_licence_until = DayField(
        label=gettext_lazy("Last day of the licence"),
        required=False,
        help_text=gettext_lazy("Empty: it names no end."),
    )
    photo = PhotoField(label=gettext_lazy("Photo of the licence"), required=False)
    delivery_date = DayField(label=gettext_lazy("Delivery day"))
    arrives_time = ClockField(
        label=gettext_lazy("The truck comes at"),
        help_text=gettext_lazy("On the delivery day. Approval books this slot at the gate."),
    )
    gate = forms.TypedChoiceField(label=gettext_lazy("Gate"), coerce=int)
    cutoff_date = DayField(label=gettext_lazy("Closes on"))
    cutoff_time = ClockField(
        label=gettext_lazy("Closes at"), help_text=gettext_lazy("24:00 is the end of that day")
    )

    def __init__(
        self,
        *args: Any,
        suppliers: Mapping[int, str],
        gates: Mapping[int, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        new = (NEW, _("a new one, named below"))
        self.fields["supplier"].choices = [*suppliers.items(), new]  # type: ignore[attr-defined]
        self.fields["gate"].choices = list(gates.items())  # type: ignore[attr-defined]

    @property
    def new_fields(self) -> list[forms.BoundField]:
        """What is asked only of a new supplier."""
        return [self[name] for name in ("new_name", "new_licence", "new_licence_until", "photo")]

    @property
    def time_fields(self) -> list[forms.BoundField]:
        names = ("delivery_date", "arrives_time", "gate", "cutoff_date", "cutoff_time")
        return [self[name] for name in names]

    def clean_supplier(self) -> int | None:
        """The known one's id; None for a new one."""
        chosen = self.cleaned_data["supplier"]
        return None if chosen == NEW else int(chosen)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "supplier" in data and data["supplier"] is None:
            if not data.get("new_name") and "new_name" not in self.errors:
                self.add_error("new_name", _("Name the supplier, or choose one above."))
            if not data.get("new_licence") and "new_licence" not in self.errors:
                self.add_error("new_licence", _("Write the number that stands on its licence."))
        return data

    def terms(self) -> Terms:
        data = self.cleaned_data
        new = NewSupplier(
            data["new_name"], data["new_licence"], data["new_licence_until"], data["photo"]
        )
        return Terms(
            title=data["title"],
            gate_id=data["gate"],
            arrives_at=moment(data["delivery_date"], data["arrives_time"]),
            delivery_date=data["delivery_date"],
            cutoff_at=moment(data["cutoff_date"], data["cutoff_time"]),
            supplier=new if data["supplier"] is None else data["supplier"],
        )

    def refuse(self, error: DomainError) -> None:
        """Say a refusal beside the field that mends it."""
        field = FIELD_OF.get(error.code)
        if error.code == "licence_expired":
            known = self.cleaned_data["supplier"] is not None
            field = "supplier" if known else "new_licence_until"
        self.add_error(field, refusal_text(error))


def first_terms(now: datetime, *, key: UUID, suppliers: Mapping[int, str]) -> dict[str, Any]:
    """Orders close this evening, or tomorrow's when it is late; the truck comes the day after."""
    today, clock = clock_text(now)
    closes = today if clock < "17:00" else today + timedelta(days=1)
    return {
        "key": key,
        "supplier": next(iter(suppliers), NEW),
        "delivery_date": closes + timedelta(days=1),
        "arrives_time": "08:00",
        "cutoff_date": closes,
        "cutoff_time": "18:00",
    }


def terms_of(row: FilingRow, *, key: UUID) -> dict[str, Any]:
    """What a filing says, to be changed."""
    closes, closes_clock = clock_text(row.cutoff_at)
    return {
        "key": key,
        "title": row.title,
        "supplier": NEW if row.is_new else row.supplier_id,
        "new_name": row.supplier if row.is_new else "",
        "new_licence": row.licence if row.is_new else "",
        "new_licence_until": row.licence_until if row.is_new else None,
        "delivery_date": row.delivery_date,
        "arrives_time": clock_text(row.arrives_at)[1],
        "gate": row.gate_id,
        "cutoff_date": closes,
        "cutoff_time": closes_clock,
    }


class KnownForm(forms.Form):
    """A package of the catalogue."""

    package = forms.TypedChoiceField(label=gettext_lazy("Package"), coerce=int)
    stock = forms.IntegerField(
        label=gettext_lazy("At most, in all"), min_value=1, max_value=MOST_STOCK, required=False
    )

    def __init__(self, *args: Any, packages: Sequence[PackageRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["package"].choices = [  # type: ignore[attr-defined]
            (package.id, f"{package.name} {format_yuan(package.price_fen)}")
            for package in packages
        ]


class NewPackageForm(PackageForm):
    """A package that the catalogue does not have. It has to be whole when it is filed."""

    field_order = ("name", "family", "price", "stated", "stock")

    stock = forms.IntegerField(
        label=gettext_lazy("At most, in all"),
        min_value=1,
        max_value=MOST_STOCK,
        required=False,
        help_text=gettext_lazy("How many the supplier can bring. Empty: no bound."),
    )

    def __init__(self, data: Any, *, goods: Sequence[GoodRow]) -> None:
        super().__init__(data, goods=goods)
        for name in ("family", "price", "stated"):
            self.fields[name].required = True
        self.fields["family"].choices = Family.choices  # type: ignore[attr-defined]
        self.fields["code"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.contents and not self.errors:
            self.add_error("good-0", _("Choose at least one good that is in it."))
        for row in self.rows:
            if data.get(f"good-{row}") and not (data.get(f"quantity-{row}") or "").strip():
                self.add_error(f"quantity-{row}", _("Write how much of it is in the package."))
        held = [(self.units[sku], quantity) for sku, quantity in self.contents.items()]
        if not is_counted_well(data.get("unit", ""), held):
            self.add_error("unit", Part.UNIT.label)
        return data
