"""What somebody says who wants to help."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy

from baogong.apps.people.enums import Skill
from baogong.web.setup.people.forms import MobileField

LONGEST_NAME = 40


class SignUpForm(forms.Form):
    """``key`` is made with the page, so that a form sent twice is one sign-up."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Write your name.")},
    )
    phone = MobileField(
        error_messages={"required": gettext_lazy("Write the number on which you are called.")}
    )
    address = forms.CharField(
        label=gettext_lazy("Building or door"),
        help_text=gettext_lazy("As you write it, for example E6-1-602 or E6"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocapitalize": "characters"}),
        error_messages={"required": gettext_lazy("Write where you live.")},
    )
    organisation = forms.CharField(
        label=gettext_lazy("Where you work"), max_length=60, required=False
    )
    skills = forms.MultipleChoiceField(
        label=gettext_lazy("What you can do"),
        choices=Skill.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    slots = forms.MultipleChoiceField(
        label=gettext_lazy("When you can come"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one time of day.")},
    )
    consent = forms.BooleanField(
        label=gettext_lazy("I agree that my estate keeps this for its helpers' roster"),
        error_messages={"required": gettext_lazy("Without your consent nothing can be kept.")},
    )

    def __init__(self, *args: Any, slots: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slots"].choices = slots  # type: ignore[attr-defined]

    def clean_name(self) -> Any:
        """Fold it first, since folding can make a name longer than its field."""
        name = " ".join(unicodedata.normalize("NFKC", self.cleaned_data["name"]).split())
        MaxLengthValidator(LONGEST_NAME)(name)
        return name
