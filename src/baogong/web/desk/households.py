"""One household: masked until somebody asks, then shown whole and ready to be mended."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.people.enums import PersonalField
from baogong.apps.people.privacy import roles_that_see
from baogong.apps.people.queries import household_for
from baogong.apps.people.services import log_household_read
from baogong.apps.places.enums import CareKind
from baogong.apps.places.queries import KnownHousehold, known_households
from baogong.apps.places.services import correct_household
from baogong.readers.rosters import Said
from baogong.values.phones import read_mobile
from baogong.web.access import StaffRequest, for_roles
from baogong.web.desk.page import ROLES, desk_page
from baogong.web.desk.rosters.words import household_line

REVEALERS = roles_that_see(PersonalField.PHONES, PersonalField.CARE)
MOST_PEOPLE = 199
MOST_PHONES = 9


class HouseholdForm(forms.Form):
    """What is known of a household, as a clerk mends it."""

    people = forms.IntegerField(
        label=pgettext_lazy("living there", "People"),
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
    )
    occupied = forms.TypedChoiceField(
        label=gettext_lazy("State"),
        coerce=lambda value: value == "yes",
        choices=[("yes", gettext_lazy("lived in")), ("no", gettext_lazy("empty"))],
        widget=forms.RadioSelect,
    )
    phones = forms.CharField(
        label=gettext_lazy("Mobile numbers"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("One in each line."),
        widget=forms.Textarea(attrs={"rows": 3, "inputmode": "tel"}),
    )
    flags = forms.MultipleChoiceField(
        label=gettext_lazy("Care"),
        required=False,
        choices=CareKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_phones(self) -> tuple[str, ...]:
        lines = self.cleaned_data["phones"].splitlines()
        numbers = []
        for line in filter(str.strip, lines):
            try:
                numbers.append(read_mobile(line))
            except ValueError:
                raise forms.ValidationError(
                    _("“%(typed)s” is no mobile number. Type its 11 digits.") % {"typed": line}
                ) from None
        if len(numbers) > MOST_PHONES:
            raise forms.ValidationError(_("At most %(n)s numbers.") % {"n": MOST_PHONES})
        return tuple(dict.fromkeys(numbers))

    @property
    def said(self) -> Said:
        data = self.cleaned_data
        people = data["people"] if data["occupied"] else 0
        return Said(people, data["occupied"], data["phones"], tuple(sorted(data["flags"])))


@require_GET
@for_roles(*ROLES)
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One household, with numbers masked and care hidden until somebody asks."""
    return _detail(request, _household(request, pk), form=None)


@require_POST
@for_roles(*REVEALERS)
def reveal(request: StaffRequest, pk: int) -> HttpResponse:
    """Numbers and care in full, ready to be mended; that they were read is written down."""
    known = _household(request, pk)
    for field in (PersonalField.PHONES, PersonalField.CARE):
        _log(request, field, [known.id])
    initial = {
        "people": known.people,
        "occupied": "no" if known.occupied is False else "yes",
        "phones": "\n".join(known.phones),
        "flags": known.flags,
    }
    return _detail(request, known, form=HouseholdForm(initial=initial))


@require_POST
@for_roles(*REVEALERS)
def correct(request: StaffRequest, pk: int) -> HttpResponse:
    """Write down what a clerk learned of a household."""
    known = _household(request, pk)
    form = HouseholdForm(request.POST)
    if not form.is_valid():
        return _detail(request, known, form=form)
    correct_household(
        household_id=known.id, said=form.said, actor=request.user, now=timezone.now()
    )
    messages.success(request, _("%(door)s was changed.") % {"door": known.door})
    return redirect("desk:household", pk)


def _household(request: StaffRequest, pk: int) -> KnownHousehold:
    door = household_for(viewer=request.user, roles=ROLES, pk=pk)
    return known_households(within=door)[0]


def _detail(
    request: StaffRequest, known: KnownHousehold, *, form: HouseholdForm | None
) -> HttpResponse:
    context: dict[str, Any] = {
        "place": known.door,
        "known": known,
        "line": household_line(known),
        "form": form,
    }
    status = 422 if form is not None and form.errors else 200
    template = "desk/household.html"
    return desk_page(request, template, context, current="desk:places", status=status)


def _log(request: StaffRequest, field: PersonalField, ids: list[int]) -> None:
    log_household_read(field, households=ids, actor=request.user, now=timezone.now())
