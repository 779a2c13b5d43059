"""What is asked about people, teams and duties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baogong.apps.people.enums import Skill, Society
from baogong.apps.people.queries import PlaceChoice, TeamRow
from baogong.readers.people import read_phone
from baogong.web.components.fields import CHAIN_TOO_LONG, PastedField

LONGEST_CHAIN = 60_000
MOST_BYTES = 6 * 1024 * 1024
DUTY_PHONE = RegexValidator(
    r"^[0-9+()\- ]{3,20}$", gettext_lazy("Write the number with digits, like 021-64480000.")
)


class MobileField(forms.CharField):
    """A mobile number; cleans to 11 digits."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(
            attrs={"inputmode": "tel", "type": "tel", "autocomplete": "tel-national"}
        )
        kwargs.setdefault("label", gettext_lazy("Mobile number"))
        super().__init__(max_length=24, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return ""
        if (phone := read_phone(text)) is None:
            raise ValidationError(_("A mobile number has 11 digits and begins with 1."))
        return phone


class ListForm(forms.Form):
    """A list of people as a file."""

    table = forms.FileField(
        label=gettext_lazy("List of people (Excel or CSV)"),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy(
                "The file is empty. Save the table once more and choose that file."
            ),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )

    def clean_table(self) -> bytes:
        file = self.cleaned_data["table"]
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(_("The file is larger than 6 MB. Split it by team."))
        return bytes(file.read())


def _plain_text(**kwargs: Any) -> forms.CharField:
    return forms.CharField(required=False, **kwargs)


class ChainForm(forms.Form):
    """A sign-up chain as it stands in the chat."""

    text = PastedField(
        label=gettext_lazy("The chain"),
        help_text=gettext_lazy(
            "Paste all of it, from the title on. Of a longer copy only who is new is added."
        ),
        most=LONGEST_CHAIN,
        too_long=CHAIN_TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 12, "autofocus": True, "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Copy the whole chain from the chat first.")},
    )


class OfferForm(forms.Form):
    """Who offers to help in a line of a sign-up chain, and in which building.

    ``sent``: a person has looked at it; until then it holds what was read.
    """

    name = forms.CharField(label=gettext_lazy("Name"), max_length=40)
    place = forms.TypedChoiceField(label=gettext_lazy("Building"), coerce=int)
    leave = forms.BooleanField(label=gettext_lazy("Leave this line out"), required=False)

    def __init__(
        self, *args: Any, places: Sequence[tuple[int, str]], sent: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sent, self.places = sent, places
        self.fields["place"].choices = [("", "–"), *places]  # type: ignore[attr-defined]

    def shown(self) -> OfferForm:
        """The form for the page, without errors: what is to be asked stands beside the line."""
        read = {field.name: field.value() for field in self}
        return OfferForm(initial=read, places=self.places, prefix=self.prefix)


class PersonForm(forms.Form):
    """One person, as a clerk writes them down."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=40)
    phone = MobileField(required=False)
    organisation = _plain_text(label=gettext_lazy("Organisation"), max_length=60)
    cadre = forms.BooleanField(label=gettext_lazy("Party member or cadre"), required=False)
    place = forms.TypedChoiceField(label=gettext_lazy("Belongs to"), coerce=int)
    team = forms.TypedChoiceField(
        label=gettext_lazy("Team"), coerce=int, required=False, empty_value=None
    )
    skills = forms.MultipleChoiceField(
        label=gettext_lazy("Can do"),
        choices=Skill.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    slots = forms.MultipleChoiceField(
        label=gettext_lazy("Can come"),
        help_text=gettext_lazy("None ticked: by day."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    remarks = _plain_text(label=gettext_lazy("Remarks"), max_length=200)

    def __init__(
        self,
        *args: Any,
        places: Iterable[PlaceChoice],
        teams: Iterable[TeamRow],
        slots: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        rows = [(place.id, place.label) for place in places]
        self.fields["place"].choices = rows  # type: ignore[attr-defined]
        names = [("", _("no team yet")), *((team.id, team.label) for team in teams)]
        self.fields["team"].choices = names  # type: ignore[attr-defined]
        self.fields["slots"].choices = slots  # type: ignore[attr-defined]


class TeamForm(forms.Form):
    """Another team."""

    name = forms.CharField(label=gettext_lazy("Name of the team"), max_length=40)


class LeadersForm(forms.Form):
    """Who leads a team, and who stands in."""

    leader = forms.TypedChoiceField(
        label=gettext_lazy("Leader"), coerce=int, required=False, empty_value=None
    )
    deputy = forms.TypedChoiceField(
        label=gettext_lazy("Deputy"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, members: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.choices = [("", _("nobody yet")), *members]  # type: ignore[attr-defined]


class DutyForm(forms.Form):
    """A line of the directory."""

    duty = forms.CharField(
        label=gettext_lazy("Duty"),
        help_text=gettext_lazy("For example: medicine, gas, hotline"),
        max_length=60,
    )
    society = forms.ChoiceField(
        label=gettext_lazy("Kind of organisation"), choices=Society.choices
    )
    organisation = _plain_text(label=gettext_lazy("Organisation"), max_length=60)
    holder = forms.CharField(label=gettext_lazy("Who answers"), max_length=40)
    phone = forms.CharField(
        label=gettext_lazy("Duty phone"), max_length=20, validators=[DUTY_PHONE]
    )
    deputy = _plain_text(label=gettext_lazy("Who stands in"), max_length=40)
    deputy_phone = _plain_text(
        label=gettext_lazy("Duty phone of the deputy"), max_length=20, validators=[DUTY_PHONE]
    )


class ShiftForm(forms.Form):
    """How many a shift needs, and who else takes a turn."""

    needed = forms.IntegerField(label=gettext_lazy("People needed"), min_value=0, max_value=500)
    people = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Who else comes"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = people  # type: ignore[attr-defined]
