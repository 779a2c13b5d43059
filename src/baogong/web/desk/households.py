"""Estates with their households: who lives behind which door, as far as it is known."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.people.enums import PersonalField
from baogong.apps.people.privacy import roles_that_see
from baogong.apps.people.queries import estate_for, household_for, places_of_kind
from baogong.apps.people.services import log_household_read
from baogong.apps.places.enums import CareKind, PlaceKind
from baogong.apps.places.queries import (
    HouseholdFilter,
    KnownHousehold,
    estate_counts,
    household_ids,
    known_households,
)
from baogong.apps.places.services import correct_household
from baogong.readers.rosters import Said
from baogong.values.phones import read_mobile
from baogong.web.access import StaffRequest, for_roles
from baogong.web.desk.page import ROLES, desk_page
from baogong.web.desk.rosters.words import care_text, occupied_text, people_text, phones_text

REVEALERS = roles_that_see(PersonalField.PHONES, PersonalField.CARE)
PAGE_ROWS = 100
MOST_PEOPLE = 199
MOST_PHONES = 9


class FilterForm(forms.Form):
    """What the list shows; lives in the address."""

    text = forms.CharField(
        label=gettext_lazy("Door"), required=False, max_length=40, widget=forms.SearchInput()
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[
            ("", gettext_lazy("all")),
            ("lived-in", gettext_lazy("lived in")),
            ("empty", gettext_lazy("empty")),
            ("unknown", gettext_lazy("people not known")),
        ],
    )
    care = forms.ChoiceField(
        label=gettext_lazy("Care"),
        required=False,
        choices=[("", gettext_lazy("all")), *CareKind.choices],
    )


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
def estates(request: StaffRequest) -> HttpResponse:
    """The viewer's estates: doors, people, and what waits of their rosters."""
    whole = places_of_kind(viewer=request.user, roles=ROLES, kind=PlaceKind.ESTATE)
    context = {"rows": estate_counts(whole)}
    return desk_page(request, "desk/estates.html", context, current="desk:places")


@require_GET
@for_roles(*ROLES)
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """The households of an estate. Whoever asks for a kind of care is written down."""
    estate = estate_for(viewer=request.user, roles=ROLES, pk=pk)
    form = FilterForm(request.GET)
    where = HouseholdFilter(**form.cleaned_data) if form.is_valid() else HouseholdFilter()
    page = Paginator(household_ids(estate=estate, where=where), PAGE_ROWS).get_page(
        request.GET.get("page")
    )
    ids = list(page.object_list)
    found = {row.id: row for row in known_households(ids, within=estate)}
    rows = [found[pk] for pk in ids]
    if where.care:
        _log(request, PersonalField.CARE, ids)
    context = {
        "place": estate.label,
        "estate": estate,
        "form": form,
        "filtered": where != HouseholdFilter(),
        "page": page,
        "rows": [_line(row) for row in rows],
    }
    return desk_page(request, "desk/households.html", context, current="desk:places")


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
        "line": _line(known),
        "form": form,
    }
    status = 422 if form is not None and form.errors else 200
    template = "desk/household.html"
    return desk_page(request, template, context, current="desk:places", status=status)


def _line(row: KnownHousehold) -> dict[str, Any]:
    return {
        "id": row.id,
        "door": row.door,
        "people": people_text(row.people),
        "state": occupied_text(row.occupied),
        "phones": phones_text(row.phones),
        "care": care_text(row.flags),
    }


def _log(request: StaffRequest, field: PersonalField, ids: list[int]) -> None:
    log_household_read(field, households=ids, actor=request.user, now=timezone.now())
