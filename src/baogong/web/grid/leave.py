"""Letting somebody of another grid in for one crate, with a reason (R58)."""

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

from baogong.apps.control.queries import rule_at
from baogong.apps.delivery.queries import leaves_of
from baogong.apps.delivery.services import give_leave
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Holder, holders_of
from baogong.apps.places.queries import grid_of
from baogong.apps.sorting.queries import crate_of_entrance_for
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.refusals import refusal_text

GIVERS = (Role.GRID_LEADER, Role.COMMANDER)


class LeaveForm(forms.Form):
    """Who is let in for the crate, and why."""

    officer = forms.TypedChoiceField(label=gettext_lazy("Who carries it"), coerce=int)
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=200)

    def __init__(self, *args: Any, officers: Sequence[Holder], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(row.user_id, f"{row.name} · {row.places}") for row in officers]
        self.fields["officer"].choices = [("", _("choose")), *people]  # type: ignore[attr-defined]


@for_roles(*GIVERS)
@require_http_methods(["GET", "POST"])
def leave(request: StaffRequest, pk: int) -> HttpResponse:
    """A crate's page for who answers for its grid."""
    crate = crate_of_entrance_for(viewer=request.user, roles=GIVERS, pk=pk)
    now = timezone.now()
    officers = holders_of(Role.OFFICER, estate=crate.wave.round.estate)
    form = LeaveForm(request.POST or None, officers=officers)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            give_leave(
                crate_id=crate.pk,
                officer_id=data["officer"],
                reason=data["reason"],
                actor=request.user,
                now=now,
            )
        except DomainError as error:
            form.add_error(None, refusal_text(error))
        else:
            text = _("%(name)s may carry this crate into the grid.")
            name = next(row.name for row in officers if row.user_id == data["officer"])
            messages.success(request, text % {"name": name})
            return redirect("grid:leave", pk)
    context = {
        "crate": crate,
        "grid": grid_of(crate.entrance, at=now),
        "rule": rule_at(crate.entrance, crate.wave.planned_at),
        "leaves": leaves_of(crate_id=crate.pk),
        "form": form,
    }
    return render(request, "grid/leave.html", context, status=422 if form.errors else 200)
