"""What is typed or scanned of a parcel."""

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from baogong.readers.doors import Doubt
from baogong.readers.manifests import phone_tail, read_tracking

_QUICK = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class ParcelForm(forms.Form):
    """Number, door and the last four digits of the phone. ``key`` is made with the page.

    ``unknown`` is ticked when the door cannot be read: the parcel then waits for review.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    tracking = forms.CharField(
        label=gettext_lazy("Waybill number"),
        help_text=gettext_lazy("Scan it. One that is on a manifest needs nothing else."),
        max_length=60,
        required=False,
        widget=forms.TextInput({**_QUICK, "autofocus": True}),
    )
    door = forms.CharField(
        label=gettext_lazy("Door"), max_length=120, required=False, widget=forms.TextInput(_QUICK)
    )
    tail = forms.CharField(
        label=gettext_lazy("Last four digits of the phone"),
        max_length=20,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    unknown = forms.BooleanField(
        label=gettext_lazy("The door cannot be made out: put it on the review list"),
        required=False,
    )

    def clean_tracking(self) -> str:
        text = self.cleaned_data["tracking"]
        try:
            return read_tracking(text) if text else ""
        except ValueError:
            raise forms.ValidationError(
                _("This is no waybill number. Scan it again, or leave it empty.")
            ) from None

    def clean_tail(self) -> str:
        return phone_tail(self.cleaned_data["tail"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data["tracking"] and not data["door"]:
            self.add_error("tracking", _("Scan the waybill or type the door."))
        return data


class ManifestForm(forms.Form):
    platform = forms.CharField(label=gettext_lazy("Platform"), max_length=40)
    file = forms.FileField(
        label=gettext_lazy("Manifest"),
        help_text=gettext_lazy(
            "CSV or XLSX with waybill number and address; pieces, if several come under one "
            "number. Names are not read; of phones four digits stay."
        ),
        validators=[FileExtensionValidator(["csv", "xlsx"])],
    )


DOUBTS = {
    "empty": gettext_noop("Row %(row)s: the waybill number is missing."),
    "bad_tracking": gettext_noop("Row %(row)s: %(value)s is no waybill number."),
    "bad_pieces": gettext_noop(
        "Row %(row)s: “%(value)s” is no number of pieces. Write a whole number from 1 to 50 and "
        "send the file again; rows that were taken in stay."
    ),
    "too_many_rows": gettext_noop("From row %(row)s on nothing was read: split the file."),
    "no_headings": gettext_noop("No sheet heads a waybill number and an address. Name both."),
}
UNREADABLE = gettext_noop("The file cannot be opened. Save it as XLSX or CSV and send it again.")


def doubt_text(doubt: Doubt) -> str:
    """Which row was not taken in, why, and what to do."""
    return _(DOUBTS.get(doubt.why, UNREADABLE)) % {"row": doubt.row, "value": doubt.value}


class DoorForm(forms.Form):
    """The door of a parcel on the review list, as one types it or chooses it."""

    door = forms.CharField(
        label=gettext_lazy("Door"), max_length=120, widget=forms.TextInput(_QUICK)
    )


class CountedForm(forms.Form):
    """How many of the parcels that might go when the page was shown the depot counted."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    shown_at = forms.DateTimeField(widget=forms.HiddenInput)
    counted = forms.IntegerField(
        label=gettext_lazy("Parcels counted at the depot"),
        min_value=0,
        max_value=100_000,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
