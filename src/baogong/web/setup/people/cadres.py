"""Cadres of the district and the estates that they are sent to (R16)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from baogong.apps.people.queries import EstateCadres, cadres_by_estate, estate_for, person_for
from baogong.apps.people.services import send_cadre
from baogong.web.access import StaffRequest, for_roles
from baogong.web.setup.navigation import navigation
from baogong.web.setup.people.page import PEOPLE


class SendForm(forms.Form):
    """A cadre, and the estate to go to."""

    cadre = forms.TypedChoiceField(label=gettext_lazy("Cadre"), coerce=int)
    estate = forms.TypedChoiceField(label=gettext_lazy("Goes to"), coerce=int)

    def __init__(self, *args: Any, rows: Sequence[EstateCadres], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(row.estate, list(row.cadres)) for row in rows if row.cadres]
        self.fields["cadre"].choices = groups  # type: ignore[attr-defined]
        estates = [(row.estate_id, row.estate) for row in rows]
        self.fields["estate"].choices = estates  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@for_roles(*PEOPLE)
def index(request: StaffRequest) -> HttpResponse:
    """Estates without a cadre first; one press sends somebody there."""
    rows = cadres_by_estate(viewer=request.user, roles=PEOPLE)
    form = SendForm(request.POST or None, rows=rows)
    if request.method == "POST" and form.is_valid():
        person = person_for(viewer=request.user, roles=PEOPLE, pk=form.cleaned_data["cadre"])
        estate = estate_for(viewer=request.user, roles=PEOPLE, pk=form.cleaned_data["estate"])
        send_cadre(person_id=person.pk, estate=estate, actor=request.user, now=timezone.now())
        text = _("%(name)s belongs to %(estate)s now.")
        messages.success(request, text % {"name": person.name, "estate": estate.label})
        return redirect("setup:cadres")
    context = {
        "nav": navigation(current="setup:people"),
        "rows": rows,
        "without": sum(not row.cadres for row in rows),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "setup/people/cadres.html", context, status=status)
