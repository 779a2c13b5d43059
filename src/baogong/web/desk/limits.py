"""Letting one household have more of a package than its limit."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from baogong.apps.ordering.errors import (
    ExceptionInThePast,
    ExceptionTooLong,
    ExceptionWithoutReason,
)
from baogong.apps.ordering.policies import MOST_OF_ONE
from baogong.apps.ordering.queries import exception_for, exceptions_of_door, limited_packages
from baogong.apps.ordering.services import Exemption, end_exception, except_from_limit
from baogong.apps.people.queries import door_for
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import DayField
from baogong.web.desk.page import ROLES, desk_page
from baogong.web.refusals import refusal_text

FIELD_OF: dict[type[DomainError], str] = {
    ExceptionInThePast: "until",
    ExceptionTooLong: "until",
    ExceptionWithoutReason: "reason",
}


class ExceptionForm(forms.Form):
    """So many more of which package, until when, and why."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    package = forms.TypedChoiceField(label=gettext_lazy("Package"), coerce=int)
    quantity = forms.IntegerField(
        label=gettext_lazy("How many more"), min_value=1, max_value=MOST_OF_ONE
    )
    until = DayField(label=gettext_lazy("For deliveries until"))
    reason = forms.CharField(
        label=gettext_lazy("Why it may have more"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write why, in a few words.")},
    )

    def __init__(self, *args: Any, packages: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["package"].choices = list(packages.items())  # type: ignore[attr-defined]

    @property
    def exemption(self) -> Exemption:
        """Only after ``is_valid``."""
        data = self.cleaned_data
        return Exemption(
            data["key"], data["package"], data["quantity"], data["until"], data["reason"]
        )


@require_http_methods(["GET", "POST"])
@for_roles(*ROLES)
def door(request: StaffRequest, pk: int) -> HttpResponse:
    """What a household was let have above limits; a POST lets it have more."""
    found, now = door_for(viewer=request.user, roles=ROLES, pk=pk), timezone.now()
    packages, today = limited_packages(path=found.path), timezone.localdate(now)
    form = ExceptionForm(request.POST or None, packages=packages, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            except_from_limit(
                household_id=pk, exemption=form.exemption, actor=request.user, now=now
            )
        except DomainError as error:
            form.add_error(FIELD_OF.get(type(error)), refusal_text(error))
        else:
            messages.success(request, _("%(door)s may have more.") % {"door": found.label})
            return redirect("desk:limits", pk)
    context = {
        "door": found,
        "packages": packages,
        "form": form,
        "rows": [(row, row.holds(today)) for row in exceptions_of_door(household_id=pk)],
        "place": found.label,
    }
    status = 422 if form.errors else 200
    return desk_page(request, "desk/limits.html", context, current="desk:places", status=status)


@require_POST
@for_roles(*ROLES)
def end(request: StaffRequest, pk: int) -> HttpResponse:
    """The household's limit holds again; that it had been let have more stays on record."""
    exception = exception_for(viewer=request.user, roles=ROLES, pk=pk)
    end_exception(exception_id=pk, actor=request.user, now=timezone.now())
    messages.success(request, _("The limit holds again. What was ordered before stays."))
    return redirect("desk:limits", exception.household_id)
