"""Staff accounts, and the roles that they hold for places."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baogong.apps.accounts.queries import second_factors_of
from baogong.apps.accounts.services import random_password, renew_password, reset_second_factor
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import (
    PlaceChoice,
    StaffRow,
    assignment_for,
    member_for,
    place_choices,
    place_for,
    staff_rows,
    widest_place,
)
from baogong.apps.people.services import Newcomer, assign, end_assignment, take_on
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.export import Export, asks_for_list, list_answer
from baogong.web.refusals import refusal_text
from baogong.web.setup.fields import UsernameField
from baogong.web.setup.first_password import show_password
from baogong.web.setup.navigation import SETUP, navigation


class RoleForm(forms.Form):
    """A role for a place."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)
    place = forms.TypedChoiceField(
        label=gettext_lazy("For"),
        coerce=int,
        help_text=gettext_lazy("The role holds for this place and all below it."),
    )

    def __init__(self, *args: Any, places: Iterable[PlaceChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[int, str]]] = {}
        for place in places:
            groups.setdefault(place.group, []).append((place.id, place.label))
        self.fields["place"].choices = list(groups.items())  # type: ignore[attr-defined]


class NewcomerForm(RoleForm):
    """Somebody new, with the first role."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    username = UsernameField()
    field_order = ("name", "username", "role", "place")


@require_GET
@for_roles(*SETUP)
def index(request: StaffRequest) -> HttpResponse:
    """Everybody who works at the viewer's places."""
    rows = staff_rows(viewer=request.user, roles=SETUP)
    wanted = request.GET.get("role", "")
    if wanted:
        rows = [row for row in rows if any(held.role == wanted for held in row.roles)]
    if asks_for_list(request):
        place = widest_place(viewer=request.user, roles=SETUP)
        return list_answer(request, _export(rows), place=place)
    return _page(request, "setup/staff.html", {"staff": rows, "roles": Role, "role": wanted})


@require_http_methods(["GET", "POST"])
@for_roles(*SETUP)
def create(request: StaffRequest) -> HttpResponse:
    """An account with its first role; the password is made here and shown once."""
    places = place_choices(viewer=request.user, roles=SETUP)
    form = NewcomerForm(
        request.POST or None, places=places, initial={"role": request.GET.get("role")}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        newcomer = Newcomer(data["username"], data["name"], random_password())
        place = place_for(viewer=request.user, roles=SETUP, pk=data["place"])
        try:
            user = take_on(
                newcomer,
                role=Role(data["role"]),
                place=place,
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error("username", refusal_text(error))
        else:
            note = f"{Role(data['role']).label} · {place.label}"
            return show_password(request, user, newcomer.password, note=note)
    return _page(request, "setup/staff_new.html", {"form": form})


@require_http_methods(["GET", "POST"])
@for_roles(*SETUP)
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One member of staff: roles to give and to end, a new first password."""
    member = member_for(viewer=request.user, roles=SETUP, pk=pk)
    form = RoleForm(request.POST or None, places=place_choices(viewer=request.user, roles=SETUP))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        place = place_for(viewer=request.user, roles=SETUP, pk=data["place"])
        assign(
            user=member,
            role=Role(data["role"]),
            place=place,
            actor=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("The role was given."))
        return redirect("setup:member", pk)
    rows = staff_rows(viewer=request.user, roles=SETUP)
    row = next(row for row in rows if row.user_id == pk)
    factor_since = second_factors_of([pk]).get(pk)
    context = {"member": member, "row": row, "form": form, "factor_since": factor_since}
    return _page(request, "setup/member.html", context)


@require_POST
@for_roles(*SETUP)
def renew(request: StaffRequest, pk: int) -> HttpResponse:
    """A new first password for somebody who lost theirs; shown once."""
    member = member_for(viewer=request.user, roles=SETUP, pk=pk)
    password = random_password()
    renew_password(user_id=member.pk, password=password, actor=request.user, now=timezone.now())
    return show_password(request, member, password)


@require_POST
@for_roles(*SETUP)
def reset_factor(request: StaffRequest, pk: int) -> HttpResponse:
    """Forget the second factor of somebody whose phone and recovery codes are gone."""
    member = member_for(viewer=request.user, roles=SETUP, pk=pk)
    if member == request.user:
        return redirect("account:device")
    reset_second_factor(user_id=member.pk, actor=request.user, now=timezone.now())
    messages.success(
        request,
        _("%(name)s is signed out everywhere and sets up a second factor at the next sign-in.")
        % {"name": member.name},
    )
    return redirect("setup:member", pk)


@require_POST
@for_roles(*SETUP)
def end(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a role away."""
    assignment = assignment_for(viewer=request.user, roles=SETUP, pk=pk)
    try:
        end_assignment(assignment=assignment, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, refusal_text(error))
    else:
        messages.success(request, _("The role has ended; what was done under it stands."))
    return redirect("setup:staff")


def _export(rows: Sequence[StaffRow]) -> Export:
    cells = [
        (
            row.name,
            row.username,
            "; ".join(f"{held.role.label} {held.place}" for held in row.roles),
        )
        for row in rows
    ]
    return Export("staff", _("Staff"), (_("Name"), _("Signs in as"), _("Roles")), cells)


def _page(request: StaffRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    context["nav"] = navigation(current="setup:staff")
    form = context.get("form")
    return render(
        request, template, context, status=422 if form is not None and form.errors else 200
    )
