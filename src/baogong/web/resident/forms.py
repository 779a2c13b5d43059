"""What a household fills in: to show its card, and to say how its goods were."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baogong.apps.tickets.enums import Rating
from baogong.apps.tickets.intents import Verdict
from baogong.apps.tickets.queries import OrderGood
from baogong.values.codes import BadCode, read_code
from baogong.web.components.report_form import CHOOSE


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
