"""What is typed at the packing table."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baogong.apps.catalog.enums import SoldBy
from baogong.apps.inventory.enums import COUNT_REASONS, StockReason
from baogong.apps.inventory.queries import ShelfRow
from baogong.apps.inventory.services import Found
from baogong.apps.procurement.queries import StandIn
from baogong.apps.sorting.enums import ShortReason
from baogong.apps.sorting.queries import PackLine
from baogong.apps.sorting.services import Lack
from baogong.values.quantity import GRAMS_PER_JIN, format_jin
from baogong.web.components.amounts import amount_text
from baogong.web.components.fields import AmountField
from baogong.web.components.photos import PhotoField

MOST_BAGS = 9999
SEEN_WHILE_PACKING = (ShortReason.MISSING, ShortReason.BROKEN, ShortReason.WRONG)
ABOUT_WEIGHED = gettext_lazy("0: there is none of it. Less: so much is there to be weighed.")
WHAT_FOUND = {
    StockReason.COUNTED: gettext_lazy("I counted what lies there"),
    StockReason.SPOILED: gettext_lazy("Some of it is spoiled"),
    StockReason.BROKEN: gettext_lazy("Some of it is broken"),
}


class PackForm(forms.Form):
    """How much of each good goes into the bag: all of it unless something is missing.

    Pieces are typed as pieces, weights in 斤, the unit in which the depot's scales read.
    ``stand_ins``: by good, what goes in for as much of it as is missing, where the household wants
    something similar. Of what was ``cut`` from the bag altogether, nothing is asked.
    """

    reason = forms.ChoiceField(
        label=gettext_lazy("What is wrong with it?"),
        choices=[(reason.value, reason.label) for reason in SEEN_WHILE_PACKING],
        initial=ShortReason.MISSING,
        required=False,
        widget=forms.RadioSelect,
    )
    photo = PhotoField(label=gettext_lazy("Photo of it"), required=False)

    def __init__(
        self,
        lines: Sequence[PackLine],
        data: Any = None,
        files: Any = None,
        *,
        stand_ins: Mapping[int, StandIn] = MappingProxyType({}),
    ) -> None:
        super().__init__(data, files)
        self.lines = [line for line in lines if line.planned]
        self.cut = [line for line in lines if not line.planned]
        stood_in = {line.good_id for line in lines if line.stood_in}
        self.stand_ins = {
            line.key: stand_ins[line.good_id]
            for line in self.lines
            if line.swaps and line.good_id in stand_ins.keys() - stood_in
        }
        for line in self.lines:
            by_weight = line.sold_by == SoldBy.GRAM
            planned = format_jin(line.planned) if by_weight else str(line.planned)
            widget = forms.TextInput(
                {"inputmode": "decimal" if by_weight else "numeric", "autocomplete": "off"}
            )
            self.fields[f"good_{line.key}"] = forms.CharField(
                label=line.good,
                help_text=ABOUT_WEIGHED if line.weighed else "",
                initial=planned,
                max_length=12,
                widget=widget,
            )
            if stand_in := self.stand_ins.get(line.key):
                self.fields[f"instead_{line.key}"] = AmountField(
                    label=_("%(other)s in its place") % {"other": stand_in.name},
                    help_text=_("Empty: for all that is missing. 0: there is none of it either."),
                    sold_by=stand_in.sold_by,
                    may_be_none=True,
                    required=False,
                )

    def rows(self) -> list[tuple[PackLine, list[tuple[forms.BoundField, str]]]]:
        """Each line with its fields, and whether pieces or grams are typed there."""
        return [(line, list(self._fields_of(line))) for line in self.lines]

    def _fields_of(self, line: PackLine) -> Iterator[tuple[forms.BoundField, str]]:
        yield self[f"good_{line.key}"], line.sold_by
        if stand_in := self.stand_ins.get(line.key):
            yield self[f"instead_{line.key}"], stand_in.sold_by

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for line in self.lines:
            name = f"good_{line.key}"
            if name in data:
                try:
                    data[name] = _packed(data[name], line)
                except ValueError:
                    most = amount_text(line.planned, line.sold_by)
                    self.add_error(name, _("Type a number from 0 to %(most)s.") % {"most": most})
        if not self.errors:
            self._check_something_is_missing(data)
        return data

    def _check_something_is_missing(self, data: dict[str, Any]) -> None:
        """What was typed or photographed about a lack belongs to one."""
        whole = [line for line in self.lines if data[f"good_{line.key}"] == line.planned]
        for line in whole:
            if data.get(name := f"instead_{line.key}"):
                text = _("Nothing of %(good)s is missing. Type how much goes in, or empty this.")
                self.add_error(name, text % {"good": line.good})
        if data["photo"] and len(whole) == len(self.lines):
            self.add_error("photo", _("Say what is missing, broken or wrong on the photo."))

    def lack(self) -> Lack:
        """Why it is missing, and what goes in for it, of a valid form."""
        data = self.cleaned_data
        reason = ShortReason(data["reason"] or ShortReason.MISSING)
        return Lack(reason, data["photo"], self._instead())

    def short(self) -> dict[int, int]:
        """Missing pieces or grams by bag line, of a valid form."""
        missing: dict[int, int] = {}
        for line in self.lines:
            missing |= self._missing(line)
        return missing

    def missing_for_the_scale(self) -> dict[int, int]:
        """Missing grams by bag line of what is weighed, as far as it was typed right."""
        missing: dict[int, int] = {}
        for line in self.lines:
            if line.weighed and f"good_{line.key}" in self.cleaned_data:
                missing |= self._missing(line)
        return missing

    def _instead(self) -> dict[int, int]:
        """Pieces or grams of the stand-ins by bag line, of a valid form."""
        found: dict[int, int] = {}
        for line in self.lines:
            if stand_in := self.stand_ins.get(line.key):
                missing = self._missing(line)
                shares = {pk: stand_in.share(missing[pk]) for pk in missing if pk in line.swaps}
                found |= spread(self.cleaned_data[f"instead_{line.key}"], over=shares)
        return found

    def _missing(self, line: PackLine) -> dict[int, int]:
        return line.missing(line.planned - self.cleaned_data[f"good_{line.key}"])


def spread(quantity: int | None, *, over: Mapping[int, int]) -> dict[int, int]:
    """``quantity`` over shares, the first one filled first and the rest on the last; None: all."""
    if quantity is None:
        return dict(over)
    found = {}
    for place, (key, most) in enumerate(over.items(), start=1):
        found[key] = quantity if place == len(over) else min(quantity, most)
        quantity -= found[key]
    return found


def _packed(text: str, line: PackLine) -> int:
    """Pieces or grams, between none and what was planned. Raises ValueError."""
    per_unit = GRAMS_PER_JIN if line.sold_by == SoldBy.GRAM else 1
    try:
        number = Decimal(unicodedata.normalize("NFKC", text)) * per_unit
    except InvalidOperation:
        raise ValueError(text) from None
    if not number.is_finite() or number != number.to_integral_value():
        raise ValueError(text)
    if not 0 <= number <= line.planned:
        raise ValueError(text)
    return int(number)


class BagCountForm(forms.Form):
    """How many bags were counted. ``key`` is made with the page, so that a repeat is noticed."""

    counted = forms.IntegerField(
        label=gettext_lazy("How many bags do you count?"),
        min_value=0,
        max_value=MOST_BAGS,
        widget=forms.NumberInput(
            {"inputmode": "numeric", "autocomplete": "off", "class": "count-big"}
        ),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, key: UUID) -> None:
        super().__init__(data, initial={"key": key})


class AreaCountForm(forms.Form):
    """How much lies at hand in an area."""

    grams = AmountField(
        label=gettext_lazy("How many jin lie there?"), sold_by=SoldBy.GRAM, may_be_none=True
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, key: UUID) -> None:
        super().__init__(data, initial={"key": key})


class StockCountForm(forms.Form):
    """What somebody found of a good. ``seen`` is what the page showed when the count began."""

    reason = forms.ChoiceField(
        label=gettext_lazy("What did you find?"),
        choices=[(reason.value, WHAT_FOUND[reason]) for reason in COUNT_REASONS],
        widget=forms.RadioSelect,
    )
    photo = PhotoField(
        label=gettext_lazy("Photo of what goes"),
        help_text=gettext_lazy("Needed for spoiled and broken goods."),
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, row: ShelfRow, data: Any, files: Any, *, key: UUID) -> None:
        first = {"key": key, "seen": row.on_hand, "reason": StockReason.COUNTED}
        super().__init__(data, files, initial=first)
        by_weight = row.sold_by == SoldBy.GRAM
        self.fields["quantity"] = AmountField(
            label=_("How many jin?") if by_weight else _("How many pieces?"),
            help_text=_("Counted: all that lies there. Spoiled or broken: what goes."),
            sold_by=row.sold_by,
            may_be_none=True,
        )
        self.order_fields(["reason", "quantity", "photo"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("reason") in (StockReason.SPOILED, StockReason.BROKEN):
            if not data.get("photo") and "photo" not in self.errors:
                self.add_error("photo", _("Take a photo of what goes."))
            if data.get("quantity") == 0:
                self.add_error("quantity", _("Type how much goes; it is more than 0."))
        return data

    def found(self, good_id: int) -> Found:
        """What a valid form says of a good."""
        data = self.cleaned_data
        return Found(
            key=data["key"],
            good_id=good_id,
            reason=StockReason(data["reason"]),
            quantity=data["quantity"],
            seen=data["seen"],
            photo=data["photo"],
        )

    def start_over(self, on_hand: int) -> None:
        """Let the form, shown again, speak of what lies there now."""
        self.data = {name: self.data.get(name) for name in self.fields} | {"seen": on_hand}
