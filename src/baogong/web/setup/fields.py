"""Fields that several setup forms ask for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from baogong.values.phones import TELEPHONE
from baogong.values.public_url import read_public_url

LONGEST_NAME = 40
NOT_IN_NAMES = RegexValidator(r"^[^/]+$", _("Leave / out of the name."))


class PlaceNameField(forms.CharField):
    """The name of a town or estate; it is also its code in the place tree."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_NAME, validators=[NOT_IN_NAMES], **kwargs)


class PublicUrlField(forms.CharField):
    """The public address; cleans to scheme and host without a slash behind."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "url"})
        kwargs.setdefault("label", _("Public address"))
        super().__init__(max_length=120, widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return ""
        try:
            return read_public_url(text).text
        except ValueError:
            raise ValidationError(
                _(
                    "Write the address with https:// in front and nothing behind the name, "
                    "like https://supply.example.org."
                )
            ) from None


class OrderPhoneField(forms.CharField):
    """A telephone number as it is to be printed; landlines with an extension too."""

    def __init__(self, **kwargs: Any) -> None:
        validator = RegexValidator(
            rf"^{TELEPHONE.pattern}$", _("Write a telephone number, like 021-5555 1234.")
        )
        widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})
        super().__init__(max_length=32, widget=widget, validators=[validator], **kwargs)


class UsernameField(forms.CharField):
    """A name to sign in with."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        )
        validator = RegexValidator(r"^[\w.@-]+$", _("Use letters, digits and . @ - _ only."))
        super().__init__(
            label=_("Name to sign in with"),
            max_length=60,
            widget=widget,
            validators=[validator],
            **kwargs,
        )
