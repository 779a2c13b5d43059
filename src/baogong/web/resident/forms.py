"""What a household fills in: to show its card, and to say how its goods were."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baogong.apps.tickets.enums import Rating, Remedy, TicketKind
from baogong.apps.tickets.intents import Complaint, Verdict
from baogong.apps.tickets.queries import OrderGood
from baogong.values.codes import BadCode, read_code
from baogong.web.components.amounts import amount_text
from baogong.web.components.photos import PhotoField

CHOOSE = {"required": gettext_lazy("Choose one.")}


class CodeForm(forms.Form):
    """A card's code, typed by hand."""

    code = forms.CharField(
        label=gettext_lazy("Code on your card"),
        help_text=gettext_lazy("Nine letters and digits, below the square picture."),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "code-input",
            }
        ),
    )

    def clean_code(self) -> str:
        try:
            return read_code(self.cleaned_data["code"])
        except BadCode:
            raise ValidationError(
                _("No card has this code. Check the characters on your card.")
            ) from None


class PinForm(forms.Form):
    """The six digits that are printed on the card."""

    pin = forms.CharField(
        label=gettext_lazy("PIN"),
        help_text=gettext_lazy("The six digits on your card."),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "class": "code-input",
                "autofocus": True,
            }
        ),
    )


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
        choices=TicketKind.choices,
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

    def complaint(self) -> Complaint:
        """Only after ``is_valid``."""
        data = self.cleaned_data
        return Complaint(
            key=data["key"],
            kind=TicketKind(data["kind"]),
            good_ids=frozenset(data["goods"]),
            remedy=Remedy(data["remedy"]),
            note=data["note"],
            photo=data["photo"],
        )


class RatingForm(forms.Form):
    """How it was: freshness, price, and what was not fresh."""

    freshness = forms.ChoiceField(
        label=gettext_lazy("Freshness"),
        choices=Rating.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    price = forms.ChoiceField(
        label=gettext_lazy("Price"),
        choices=Rating.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    stale = forms.TypedMultipleChoiceField(
        label=gettext_lazy("What was not fresh?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, goods: Sequence[OrderGood], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stale"].choices = [(good.id, good.name) for good in goods]  # type: ignore[attr-defined]

    def verdict(self) -> Verdict:
        """Only after ``is_valid``."""
        data = self.cleaned_data
        return Verdict(Rating(data["freshness"]), Rating(data["price"]), frozenset(data["stale"]))


def _good_text(good: OrderGood) -> str:
    """``鸡蛋 · 20 件``, and what is known to be missing already."""
    if not good.short:
        return f"{good.name} · {amount_text(good.ordered, good.sold_by)}"
    return _("%(good)s · %(amount)s, of which %(short)s are known to be missing") % {
        "good": good.name,
        "amount": amount_text(good.ordered, good.sold_by),
        "short": amount_text(good.short, good.sold_by),
    }
