"""Pairs (R47): every household in need of help has a named helper; those without stand first."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from baogong.apps.people.enums import PersonalField, Role
from baogong.apps.people.queries import estate_for, holders_of, pair_for, pair_rows
from baogong.apps.people.queries.staff import Holder
from baogong.apps.people.services import end_pair, log_household_read, pair_up
from baogong.apps.places.queries import estate_of
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import is_number
from baogong.web.refusals import refusal_text
from baogong.web.setup.people.page import PEOPLE, people_page


class PairForm(forms.Form):
    """One helper for what is ticked."""

    helper = forms.TypedChoiceField(
        label=gettext_lazy("Helper"),
        coerce=int,
        error_messages={"required": gettext_lazy("Choose a helper.")},
    )

    def __init__(self, data: Any = None, *, helpers: list[Holder]) -> None:
        super().__init__(data)
        self.fields["helper"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *((str(row.user_id), f"{row.name} · {row.places}") for row in helpers),
        ]


@require_http_methods(["GET", "POST"])
@for_roles(*PEOPLE)
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """The households, and a helper for those that are ticked."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    now = timezone.now()
    form = PairForm(request.POST or None, helpers=holders_of(Role.OFFICER, estate=estate))
    ticked = [int(place) for place in request.POST.getlist("place") if is_number(place)]
    if request.method == "POST" and form.is_valid():
        helper = form.cleaned_data["helper"]
        try:
            made = pair_up(
                helper_id=helper, place_ids=ticked, estate=estate, actor=request.user, now=now
            )
        except DomainError as error:
            form.add_error(None, refusal_text(error))
        else:
            messages.success(request, _paired(made))
            return redirect("setup:pairs", pk)
    rows = pair_rows(estate=estate)
    doors = [row.door_id for row in rows]
    log_household_read(PersonalField.CARE, households=doors, actor=request.user, now=now)
    context = {
        "form": form,
        "rows": rows,
        "ticked": ticked,
        "without": sum(row.pair_id is None for row in rows),
        "away": sum(row.away for row in rows),
        "buildings": list({row.building_id: row.building for row in rows}.items()),
    }
    return people_page(
        request, "setup/people/pairs.html", context, estate=estate, current="setup:pairs"
    )


@require_POST
@for_roles(*PEOPLE)
def end(request: StaffRequest, pk: int) -> HttpResponse:
    """The helper is named for this place no more."""
    pair = pair_for(viewer=request.user, roles=PEOPLE, pk=pk)
    end_pair(pair_id=pair.pk, actor=request.user, now=timezone.now())
    messages.success(request, _("The pairing has ended."))
    return redirect("setup:pairs", estate_of(pair.place).pk)


def _paired(count: int) -> str:
    return ngettext("%(n)s place is paired.", "%(n)s places are paired.", count) % {"n": count}
