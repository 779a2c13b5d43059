"""What a package holds and costs (R31: name, quantities, total price)."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from baogong.apps.catalog.enums import Family, GoodCategory, Part, SoldBy, Unit
from baogong.apps.catalog.policies import Missing
from baogong.apps.catalog.queries import GoodRow, PackageRow
from baogong.apps.catalog.services import GoodDraft, PackageDraft
from baogong.values.codes import random_code
from baogong.web.components.fields import AmountField, YuanField, jin_text, read_jin

SPARE_ROWS = 6
MOST_ROWS = 30
MOST_PIECES = 10_000
FIELD_OF = {
    Part.FAMILY: "family",
    Part.PRICE: "price",
    Part.WEIGHT: "stated",
    Part.SCALE: "at_scale",
    Part.UNIT: "unit",
}
CODE = RegexValidator(r"^[A-Za-z0-9-]+$", gettext_lazy("Use letters, digits and - only."))


class KeepingForm(forms.Form):
    """How a good is kept; this may change at any time."""

    category = forms.ChoiceField(label=gettext_lazy("Kind"), choices=GoodCategory.choices)
    fragile = forms.BooleanField(label=gettext_lazy("Breaks easily"), required=False)
    keep_cold = forms.BooleanField(label=gettext_lazy("Has to stay cold"), required=False)
    best_hours = forms.IntegerField(
        label=gettext_lazy("Hours in the store until it is too old"),
        min_value=1,
        max_value=2_000,
        required=False,
        help_text=gettext_lazy("Leaf vegetables: 24. Empty: it keeps."),
    )

    def draft(self, *, sku: str, name: str = "", piece_grams: int | None = None) -> GoodDraft:
        data = self.cleaned_data
        return GoodDraft(
            sku,
            name,
            piece_grams,
            category=GoodCategory(data["category"]),
            fragile=data["fragile"],
            keep_cold=data["keep_cold"],
            best_hours=data["best_hours"],
        )


class GoodForm(KeepingForm):
    """A kind of goods, counted in pieces or weighed."""

    field_order = ("name", "sku", "sold_by", "piece_grams")

    name = forms.CharField(label=pgettext_lazy("goods", "Name"), max_length=60)
    sku = forms.CharField(
        label=gettext_lazy("Short code"),
        max_length=20,
        validators=[CODE],
        help_text=gettext_lazy("For lists and labels, for example CABBAGE"),
    )
    sold_by = forms.ChoiceField(
        label=gettext_lazy("How it is sold"), choices=SoldBy.choices, widget=forms.RadioSelect
    )
    piece_grams = forms.IntegerField(
        label=gettext_lazy("Grams of one piece"),
        min_value=1,
        max_value=50_000,
        required=False,
        help_text=gettext_lazy("Only for goods by piece; bags are filled up to a weight."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("sold_by") == SoldBy.PIECE and not data.get("piece_grams"):
            if "piece_grams" not in self.errors:
                self.add_error("piece_grams", _("Write what one piece weighs, in grams."))
        elif data.get("sold_by") == SoldBy.GRAM:
            data["piece_grams"] = None
        return data


class NamesForm(forms.Form):
    """What else people call a package; this may change at any time."""

    also_called = forms.CharField(
        label=gettext_lazy("Other names"),
        max_length=120,
        required=False,
        help_text=gettext_lazy(
            "As chats write it, with commas between them. Chats and files are read by them."
        ),
    )

    def clean_also_called(self) -> str:
        names = re.split(r"[\s,，、;；|/]+", self.cleaned_data["also_called"])
        return "、".join(filter(None, names))


class PackageForm(NamesForm):
    """A package with as many goods as there are filled rows; a draft may have gaps."""

    field_order: tuple[str, ...] = (
        *("name", "family", "price", "stated", "code"),
        *("unit", "holds", "also_called"),
    )

    name = forms.CharField(label=pgettext_lazy("goods", "Name"), max_length=60)
    family = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("", "–"), *Family.choices],
        required=False,
    )
    price = YuanField(label=gettext_lazy("Total price in yuan"), required=False)
    stated = AmountField(
        label=gettext_lazy("Net weight in jin"), sold_by=SoldBy.GRAM, required=False
    )
    code = forms.CharField(
        label=gettext_lazy("Short code"),
        max_length=20,
        validators=[CODE],
        initial=lambda: random_code(4),
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Counted in"),
        choices=Unit.choices,
        initial=Unit.PORTION,
        required=False,
        help_text=gettext_lazy("As people order it: two boxes, 3 jin."),
    )
    holds = forms.CharField(
        label=gettext_lazy("What one holds"),
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "As its label says it in Chinese, so that an order of 60 eggs is two trays of 30."
        ),
    )
    at_scale = forms.BooleanField(
        label=gettext_lazy("Weighed at the depot, paid for by what the scale says"),
        help_text=gettext_lazy("For one good by weight; the price is that of the weight below."),
        required=False,
    )
    weight_reason = forms.CharField(
        label=gettext_lazy("Why it weighs less than it says"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "Only for a package that is lighter than allowed. Residents read it."
        ),
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        goods: Sequence[GoodRow],
        package: PackageRow | None = None,
    ) -> None:
        super().__init__(data, initial=_values_of(package) if package else None)
        self.units = {good.sku: good.sold_by for good in goods}
        if package:
            self.fields["code"].disabled = True
        filled = len(package.contents) if package else 0
        wanted = max(filled + SPARE_ROWS, self._sent_rows())
        self.rows = range(min(wanted, MOST_ROWS))
        choices = [("", "–"), *((good.sku, _named(good)) for good in goods)]
        for row in self.rows:
            self.fields[f"good-{row}"] = forms.ChoiceField(
                label=_("Good"), choices=choices, required=False
            )
            self.fields[f"quantity-{row}"] = forms.CharField(
                label=_("Quantity"),
                max_length=9,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 6}),
            )

    def _sent_rows(self) -> int:
        return sum(name.startswith("good-") for name in self.data)

    @property
    def content_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"good-{row}"], self[f"quantity-{row}"]) for row in self.rows]

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        plain = self.base_fields.keys() - {"weight_reason"}
        return [self[name] for name in self.fields if name in plain]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        contents: dict[str, int] = {}
        for row in self.rows:
            sku, text = data.get(f"good-{row}"), (data.get(f"quantity-{row}") or "").strip()
            if not sku and not text:
                continue
            if not sku:
                self.add_error(f"good-{row}", _("Choose the good that this quantity is of."))
            elif sku in contents:
                self.add_error(f"good-{row}", _("This good is in the package already."))
            else:
                contents[sku] = self._quantity(row, sku=sku, text=text) if text else 0
        self.contents = contents
        return data

    def _quantity(self, row: int, *, sku: str, text: str) -> int:
        by_weight = self.units[sku] == SoldBy.GRAM
        try:
            quantity = read_jin(text) if by_weight else int(text)
        except ValueError:
            quantity = 0
        if 0 < quantity <= MOST_PIECES * (10 if by_weight else 1):
            return quantity
        cure = (
            _("Write the weight in jin, like 3 or 0.5.")
            if by_weight
            else _("Write how many pieces, like 20.")
        )
        self.add_error(f"quantity-{row}", cure)
        return 0

    @property
    def draft(self) -> PackageDraft:
        data = self.cleaned_data
        return PackageDraft(
            code=data["code"],
            name=data["name"],
            price_fen=data["price"] or 0,
            contents=self.contents,
            family=data["family"],
            stated_grams=data["stated"] or 0,
            weight_reason=data["weight_reason"],
            at_scale=data["at_scale"],
            unit=data["unit"] or Unit.PORTION,
            holds=data["holds"],
            also_called=data["also_called"],
        )

    def ask_for(self, missing: Sequence[Missing]) -> None:
        """Say beside each field what a package lacks before it can be published."""
        row_of = {self[f"good-{row}"].value(): row for row in self.rows}
        for lack in missing:
            text = lack.part.label % {"good": lack.good}
            match lack.part:
                case Part.CONTENTS:
                    self.add_error("good-0", text)
                case Part.QUANTITY:
                    self.add_error(f"quantity-{row_of[lack.sku]}", text)
                case _:
                    self.add_error(FIELD_OF[lack.part], text)


def _named(good: GoodRow) -> str:
    unit = _("jin") if good.sold_by == SoldBy.GRAM else _("pieces")
    return _("%(good)s (in %(unit)s)") % {"good": good.name, "unit": unit}


def _values_of(package: PackageRow) -> dict[str, Any]:
    values: dict[str, Any] = {
        "name": package.name,
        "family": package.family,
        "price": f"{package.price_fen / 100:.2f}" if package.price_fen else "",
        "stated": package.stated_grams or "",
        "code": package.code,
        "weight_reason": package.weight_reason,
        "at_scale": package.at_scale,
        "unit": package.unit,
        "holds": package.holds,
        "also_called": package.also_called,
    }
    for row, content in enumerate(package.contents):
        by_weight = content.sold_by == SoldBy.GRAM
        quantity = jin_text(content.quantity) if by_weight else str(content.quantity)
        values[f"good-{row}"] = content.sku
        values[f"quantity-{row}"] = quantity if content.quantity else ""
    return values
