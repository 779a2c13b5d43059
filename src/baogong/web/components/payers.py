"""Who paid for a household, in every form that writes a payment of a door down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from baogong.apps.money.enums import Payer


def payer_field(**kwargs: Any) -> forms.TypedChoiceField:
    """Cleans to a Payer; the household where nothing is chosen."""
    return forms.TypedChoiceField(
        label=gettext_lazy("Who paid"),
        choices=Payer.choices,
        coerce=Payer,
        empty_value=Payer.HOUSEHOLD,
        required=False,
        **kwargs,
    )
