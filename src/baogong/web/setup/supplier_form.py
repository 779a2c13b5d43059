"""What is asked of a supplier (R30)."""

from dataclasses import asdict

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baogong.apps.suppliers.enums import SupplierKind
from baogong.apps.suppliers.queries import SupplierRow
from baogong.apps.suppliers.services import SupplierProfile
from baogong.web.components.fields import DayField


def _clock() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class ProfileForm(forms.Form):
    """A supplier's kind, licence, hours, capacity and estates."""

    kind = forms.ChoiceField(label=_("Kind of shop"), choices=SupplierKind.choices)
    licence = forms.CharField(
        label=_("Number of the business licence"),
        max_length=40,
        required=False,
        help_text=_("Residents see the shop once its licence is known."),
    )
    licence_until = DayField(
        label=_("Last day of the licence"),
        required=False,
        help_text=_("Empty: it names no end. After it residents see the shop no more."),
    )
    opens_at = forms.TimeField(
        label=pgettext_lazy("shop", "Opens at"), required=False, widget=_clock()
    )
    closes_at = forms.TimeField(
        label=pgettext_lazy("shop", "Closes at"),
        required=False,
        widget=_clock(),
        help_text=_("The same hour twice: it never closes."),
    )
    daily_orders = forms.IntegerField(
        label=_("Orders that it can make up in a day"),
        min_value=1,
        max_value=100_000,
        required=False,
        help_text=_(
            "When it has so many, the round's page says so and names other shops that have room. "
            "Empty: it is never shown as full, and no other shop's orders go to it."
        ),
    )
    estate_ids = forms.TypedMultipleChoiceField(
        label=_("Estates that it serves"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, data: object, *, estates: list[tuple[int, str]], supplier: SupplierRow
    ) -> None:
        super().__init__(data, initial=asdict(supplier))  # type: ignore[arg-type]
        self.fields["estate_ids"].choices = estates  # type: ignore[attr-defined]

    def profile(self) -> SupplierProfile:
        data = self.cleaned_data | {"kind": SupplierKind(self.cleaned_data["kind"])}
        return SupplierProfile(**data)
