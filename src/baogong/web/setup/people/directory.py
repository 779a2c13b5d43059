"""Who answers for what, and who stands in (R6)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baogong.apps.people.enums import Society
from baogong.apps.people.queries import DutyRow, duty_entry_for, duty_rows, estate_for
from baogong.apps.people.services import DutyDetails, mark_holder, remove_duty, write_duty
from baogong.apps.places.queries import estate_of
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.export import Export
from baogong.web.paper.corner import sheet_head
from baogong.web.refusals import refusal_text
from baogong.web.setup.people.export import export_for_a_reason
from baogong.web.setup.people.forms import DutyForm
from baogong.web.setup.people.page import PEOPLE, people_page


@require_GET
@for_roles(*PEOPLE)
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """The estate's duties and its town's; those without a deputy first."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    rows = duty_rows(place=estate)
    context = {"rows": rows, "without": sum(not row.has_deputy for row in rows)}
    return people_page(
        request, "setup/people/directory.html", context, estate=estate, current="setup:directory"
    )


@require_GET
@for_roles(*PEOPLE)
def sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """The directory on paper."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    context = {
        "rows": duty_rows(place=estate),
        **sheet_head(place=estate.label, path=estate.path, now=timezone.now()),
    }
    return render(request, "setup/people/directory_print.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(*PEOPLE)
def export(request: StaffRequest, pk: int) -> HttpResponse:
    """The directory as CSV, mobile numbers masked, once somebody says what it is for."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    rows = duty_rows(place=estate)

    def make() -> Export:
        return Export("directory", estate.label, _head(), [_cells(row) for row in rows])

    tab = "setup:directory"
    return export_for_a_reason(request, make, count=len(rows), estate=estate, tab=tab)


@require_http_methods(["GET", "POST"])
@for_roles(*PEOPLE)
def create(request: StaffRequest, pk: int) -> HttpResponse:
    """Another duty of the estate."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    form = DutyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            write_duty(
                _details(form.cleaned_data), place=estate, actor=request.user, now=timezone.now()
            )
        except DomainError as error:
            form.add_error("duty", refusal_text(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("setup:directory", pk)
    return people_page(
        request,
        "setup/people/duty.html",
        {"form": form},
        estate=estate,
        current="setup:directory",
    )


@require_http_methods(["GET", "POST"])
@for_roles(*PEOPLE)
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a duty."""
    entry = duty_entry_for(viewer=request.user, roles=PEOPLE, pk=pk)
    estate = estate_of(entry.place)
    known = {name: getattr(entry, name) for name in DutyForm.base_fields}
    form = DutyForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            write_duty(
                _details(form.cleaned_data),
                place=entry.place,
                duty_id=pk,
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error("duty", refusal_text(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("setup:directory", estate.pk)
    context = {"form": form, "entry": entry}
    return people_page(
        request, "setup/people/duty.html", context, estate=estate, current="setup:directory"
    )


@require_POST
@for_roles(*PEOPLE)
def holder(request: StaffRequest, pk: int) -> HttpResponse:
    """The holder is gone, so the deputy answers; or is there again."""
    entry = duty_entry_for(viewer=request.user, roles=PEOPLE, pk=pk)
    gone = request.POST.get("gone") == "1"
    mark_holder(duty_id=pk, gone=gone, actor=request.user, now=timezone.now())
    return redirect("setup:directory", estate_of(entry.place).pk)


@require_POST
@for_roles(*PEOPLE)
def remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a duty out."""
    entry = duty_entry_for(viewer=request.user, roles=PEOPLE, pk=pk)
    remove_duty(duty_id=pk, actor=request.user, now=timezone.now())
    messages.success(request, _("%(duty)s was taken out.") % {"duty": entry.duty})
    return redirect("setup:directory", estate_of(entry.place).pk)


def _details(data: dict[str, Any]) -> DutyDetails:
    return DutyDetails(**data | {"society": Society(data["society"])})


def _head() -> list[str]:
    return [
        _("Duty"),
        _("Place"),
        _("Who answers"),
        _("Duty phone"),
        _("Is gone"),
        _("Who stands in"),
        _("Duty phone of the deputy"),
        _("Kind of organisation"),
        _("Organisation"),
    ]


def _cells(row: DutyRow) -> list[Any]:
    return [
        row.duty,
        row.place,
        row.holder,
        row.phone,
        _("yes") if row.gone else "",
        row.deputy,
        row.deputy_phone,
        row.society.label,
        row.organisation,
    ]
