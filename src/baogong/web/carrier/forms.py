from django import forms
from django.utils.translation import gettext_lazy as _

MOST_BAGS = 999


def _count(*, least: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("How many bags do you count?"),
        min_value=least,
        max_value=MOST_BAGS,
        error_messages={"required": _("Count the bags and type their number.")},
        widget=forms.NumberInput(
            attrs={"inputmode": "numeric", "class": "count-input", "autocomplete": "off"}
        ),
    )


class CountForm(forms.Form):
    """How many bags the officer counted. ``key`` is made with the page, so a repeat is noticed."""

    counted = _count(least=1)
    key = forms.UUIDField(widget=forms.HiddenInput)


class TakeOverForm(CountForm):
    """What stands outside another officer's door; it may be the empty crate alone."""

    counted = _count(least=0)


class TapForm(forms.Form):
    """One button of the run page: ``<bag>[+<bag>...]:<result>[:<detail>]``.

    The detail is the key that is taken back, or where a given bag was left, if not at the door.
    """

    tap = forms.CharField(max_length=600)
    key = forms.UUIDField()
