"""The number of a transfer, in every form that writes one down."""

from typing import TYPE_CHECKING, cast

from django import forms
from django.utils.translation import gettext_lazy

from baogong.apps.money.enums import PayMethod
from baogong.apps.money.errors import ReferenceKnown
from baogong.apps.money.services import REFERENCE_LENGTH, Till
from baogong.values.errors import DomainError
from baogong.web.refusals import refusal_text

if TYPE_CHECKING:
    from django.http import QueryDict


class TransferForm(forms.Form):
    """A number that was written down before is asked about: ``asked`` is that number, and
    ``another`` says that this is another transfer all the same. It has a ``method``."""

    reference = forms.CharField(
        label=gettext_lazy("Number of the transfer"),
        required=False,
        max_length=REFERENCE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    asked = forms.CharField(required=False, widget=forms.HiddenInput)
    another = forms.BooleanField(
        label=gettext_lazy("It is another transfer with the same number"),
        required=False,
        widget=forms.HiddenInput,
    )

    def till(self, estate_id: int) -> Till:
        """Only after ``is_valid``."""
        data = self.cleaned_data
        number, method = data["reference"], PayMethod(data["method"])
        return Till(estate_id, method, number, data["another"] and data["asked"] == number)

    def refuse(self, error: DomainError) -> None:
        """Say why nothing was written down, and ask where a number is known."""
        self.add_error(None, refusal_text(error))
        if isinstance(error, ReferenceKnown):
            answer = cast("QueryDict", self.data).copy()
            answer["asked"], self.data = self.cleaned_data["reference"], answer
            answer.pop("another", None)
            self.fields["another"].widget = forms.CheckboxInput()
