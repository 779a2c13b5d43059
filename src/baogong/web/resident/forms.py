"""What a household fills in to show its card."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baogong.values.codes import BadCode, read_code


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
