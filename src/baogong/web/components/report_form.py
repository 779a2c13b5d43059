"""What is wrong with goods of an order, as a household or somebody for it fills it in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baogong.apps.tickets.enums import BY_HOUSEHOLDS, Remedy, TicketKind
from baogong.apps.tickets.intents import Complaint
from baogong.apps.tickets.queries import OrderGood
from baogong.web.components.amounts import amount_text
from baogong.web.components.photos import PhotoField

CHOOSE = {"required": gettext_lazy("Choose one.")}


class ReportForm(forms.Form):
    """Which goods, and what is wrong with them. ``key`` is made with the page."""

    key = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    goods = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Which goods?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What is wrong?"),
        choices=[(kind.value, kind.label) for kind in BY_HOUSEHOLDS],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    photo = PhotoField(
        label=gettext_lazy("Photo"),
        help_text=gettext_lazy("Of the goods, without people. Only the desk sees it."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    note = forms.CharField(
        label=gettext_lazy("Anything to add?"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    remedy = forms.ChoiceField(
        label=gettext_lazy("What would you like?"),
        choices=Remedy.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )

    def __init__(self, goods: Sequence[OrderGood], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goods"].choices = [(good.id, _good_text(good)) for good in goods]  # type: ignore[attr-defined]

    def complaint(self, *, placed_by_id: int | None = None) -> Complaint:
        """Only after ``is_valid``. ``placed_by_id``: who writes it down for the household."""
        data = self.cleaned_data
        return Complaint(
            key=data["key"],
            kind=TicketKind(data["kind"]),
            good_ids=frozenset(data["goods"]),
            remedy=Remedy(data["remedy"]),
            note=data["note"],
            photo=data.get("photo"),
            placed_by_id=placed_by_id,
        )


def _good_text(good: OrderGood) -> str:
    """``鸡蛋 · 20 件``, and what is known to be missing already."""
    if not good.short:
        return f"{good.name} · {amount_text(good.ordered, good.sold_by)}"
    return _("%(good)s · %(amount)s, of which %(short)s are known to be missing") % {
        "good": good.name,
        "amount": amount_text(good.ordered, good.sold_by),
        "short": amount_text(good.short, good.sold_by),
    }
