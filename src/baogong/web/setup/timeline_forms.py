"""What a timeline asks for: what holds, from when, by whose authority."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baogong.apps.control.enums import MovementRule, ZoneLevel
from baogong.apps.control.queries import Kind
from baogong.apps.control.services import Basis
from baogong.web.components.fields import ClockField, DayField, moment

VALUES: dict[Kind, type[MovementRule] | type[ZoneLevel]] = {
    Kind.RULE: MovementRule,
    Kind.LEVEL: ZoneLevel,
}
TITLES = {Kind.RULE: _("Movement rule"), Kind.LEVEL: _("Control level")}


class BasisForm(forms.Form):
    """From when something holds, and by whose authority."""

    date = DayField(label=_("From the day"))
    clock = ClockField(
        label=_("From the time"), help_text=_("Like 18:00; 24:00 is the end of that day.")
    )
    authority = forms.CharField(
        label=_("Who decided it"),
        max_length=80,
        help_text=_("The authority, for example the district's command."),
    )
    document_no = forms.CharField(label=_("Number of the document"), max_length=80, required=False)

    @property
    def basis(self) -> Basis:
        data = self.cleaned_data
        starts_at = moment(data["date"], data["clock"])
        return Basis(starts_at, data["authority"], data["document_no"])


class ChangeForm(BasisForm):
    """One entry; ``what`` is ``rule:stay_in_grid`` or ``level:lockdown``."""

    what = forms.ChoiceField(label=_("What holds"))
    field_order = ("what",)

    def __init__(self, *args: Any, kinds: tuple[Kind, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [
            (TITLES[kind], [(f"{kind}:{value}", value.label) for value in VALUES[kind]])
            for kind in kinds
        ]
        # Nothing is chosen beforehand: who is in a hurry must not record freedom by mistake.
        self.fields["what"].choices = [("", _("choose")), *groups]  # type: ignore[attr-defined]

    @property
    def kind(self) -> Kind:
        return Kind(self.cleaned_data["what"].split(":")[0])

    @property
    def value(self) -> str:
        return str(self.cleaned_data["what"].split(":")[1])


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why it is taken back"), max_length=200)
