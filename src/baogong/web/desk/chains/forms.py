"""A line of a chain as a person reads it."""

from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy

from baogong.apps.ordering.enums import LineKind
from baogong.apps.ordering.queries import ChainLineRow, OfferRow
from baogong.apps.ordering.services import Mended
from baogong.web.desk.read_lines.forms import AskForm, FindDoors

SEVERAL = {"two_doors", "neighbour_unclear"}  # reasons of a line that names more than one door


class MendForm(AskForm):
    """What a line does, for which doors, and how many of each package for each."""

    kind = forms.ChoiceField(label=gettext_lazy("What it does"), choices=LineKind.choices)

    @classmethod
    def of(cls, row: ChainLineRow, *, offer: OfferRow, data: Any = None) -> Self:
        """With what was read of the line so far."""
        kind = row.kind if row.kind in LineKind.values else LineKind.ORDER
        several = any(reason["code"] in SEVERAL for reason in row.reasons)
        return cls.of_row(row, offer=offer, data=data, doors=2 if several else 1, kind=kind)

    def mended(self, find: FindDoors) -> Mended | None:
        """The line as it was read; None, with errors, where a door is none or more than one."""
        asks = self.asks(find)
        if asks is None:
            return None
        data = self.cleaned_data
        return Mended(LineKind(data["kind"]), asks, adds=data["adds"])
