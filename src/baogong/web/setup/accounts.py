"""Accounts in bulk: look at a list, make the accounts, print their first passwords once."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import (
    estate_for,
    never_signed_in,
    people_without_account,
    place_choices,
    place_for,
    places_of_kind,
)
from baogong.apps.people.services import (
    AccountPlan,
    FirstPassword,
    make_accounts,
    plan_accounts,
    renew_first_passwords,
)
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import public_url
from baogong.readers.accounts import AccountDoubt, read_accounts
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.command.scope import whole_number
from baogong.web.components.fields import PastedField
from baogong.web.paper.answer import pdf_answer
from baogong.web.paper.first_passwords import first_password_sheet
from baogong.web.refusals import refusal_text
from baogong.web.setup.account_list import IN_BULK, Words, doubt_row, known_doubt, roster_text
from baogong.web.setup.navigation import SETUP, navigation
from baogong.web.setup.staff import RoleForm

LONGEST_LIST = 100_000


class ListForm(RoleForm):
    """A pasted list, and what holds where its rows leave role or place open."""

    people = PastedField(
        label=gettext_lazy("People"),
        most=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One person a line, copied from a table or typed with commas: name, name to sign in "
            "with, role, place. Only the name is needed."
        ),
    )
    field_order = ("people", "role", "place")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in IN_BULK]  # type: ignore[attr-defined]
        self.fields["role"].help_text = gettext_lazy("Where a row names none.")
        self.fields["place"].help_text = gettext_lazy("Where a row names none.")


@require_http_methods(["GET", "POST"])
@for_roles(*SETUP)
def index(request: StaffRequest) -> HttpResponse:
    """Paste a list, or take a roster's people; what would be made is shown before anything is."""
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        plan, doubts = _look(request, form)
        return _preview(request, form, plan=plan, doubts=doubts)
    return _ask(request, form)


@require_POST
@for_roles(*SETUP)
def make(request: StaffRequest) -> HttpResponse:
    """Make the accounts that were shown; the answer is the sheet of their first passwords."""
    form = _form(request)
    if not form.is_valid():
        return _ask(request, form)
    plan, doubts = _look(request, form)
    now = timezone.now()
    place = place_for(viewer=request.user, roles=SETUP, pk=form.cleaned_data["place"])
    try:
        address = public_url(place=place, at=now)
        slips = make_accounts(
            plan.new,
            expected=whole_number(request.POST.get("expected", "")),
            actor=request.user,
            now=now,
        )
    except DomainError as error:
        errors = [refusal_text(error)]
        return _preview(request, form, plan=plan, doubts=doubts, errors=errors)
    return _sheet(request, slips, address=address)


@require_GET
@for_roles(*SETUP)
def waiting(request: StaffRequest) -> HttpResponse:
    """Everybody who never signed in: their slips may be lost."""
    rows = never_signed_in(viewer=request.user, roles=SETUP)
    context = {"nav": navigation(current="setup:staff"), "staff": rows}
    return render(request, "setup/first_passwords.html", context)


@require_POST
@for_roles(*SETUP)
def print_again(request: StaffRequest) -> HttpResponse:
    """New first passwords for the ticked ones; those on older slips end."""
    rows = never_signed_in(viewer=request.user, roles=SETUP)
    ticked = request.POST.getlist("user")
    chosen = [row.user_id for row in rows if str(row.user_id) in ticked]
    now = timezone.now()
    if not chosen:
        messages.error(request, _("Tick at least one person."))
        return redirect("setup:first_passwords")
    places = place_choices(viewer=request.user, roles=SETUP)
    place = place_for(viewer=request.user, roles=SETUP, pk=places[0].id)
    try:
        address = public_url(place=place, at=now)
    except DomainError as error:
        messages.error(request, refusal_text(error))
        return redirect("setup:settings", place.pk)
    slips = renew_first_passwords(user_ids=chosen, actor=request.user, now=now)
    return _sheet(request, slips, address=address)


def _form(request: StaffRequest) -> ListForm:
    places = place_choices(viewer=request.user, roles=SETUP)
    initial: dict[str, Any] = {"role": Role.OFFICER}
    chosen = whole_number(request.GET.get("estate", ""))
    if chosen and request.method == "GET":
        estate = estate_for(viewer=request.user, roles=SETUP, pk=chosen)
        people = people_without_account(estate=estate)
        initial |= {"place": estate.pk, "people": roster_text(people, estate=estate.label)}
    return ListForm(request.POST or None, places=places, initial=initial)


def _ask(request: StaffRequest, form: ListForm) -> HttpResponse:
    estates = places_of_kind(viewer=request.user, roles=SETUP, kind=PlaceKind.ESTATE)
    context = {"nav": navigation(current="setup:staff"), "form": form, "estates": estates}
    return render(request, "setup/accounts.html", context, status=422 if form.errors else 200)


def _look(request: StaffRequest, form: ListForm) -> tuple[AccountPlan, list[AccountDoubt]]:
    """What would be made of the list, and every row that would not."""
    data = form.cleaned_data
    places = place_choices(viewer=request.user, roles=SETUP)
    words = Words(places, role=Role(data["role"]), place_id=data["place"])
    drafts, doubts = words.drafts(read_accounts(data["people"]))
    plan = plan_accounts(drafts)
    return plan, sorted([*doubts, *map(known_doubt, plan.known)], key=lambda doubt: doubt.row)


def _preview(
    request: StaffRequest,
    form: ListForm,
    *,
    plan: AccountPlan,
    doubts: Sequence[AccountDoubt],
    errors: Sequence[str] = (),
) -> HttpResponse:
    labels = {row.id: row.label for row in place_choices(viewer=request.user, roles=SETUP)}
    context = {
        "nav": navigation(current="setup:staff"),
        "form": form,
        "new": [(draft, labels[draft.place_id]) for draft in plan.new],
        "doubts": [doubt_row(doubt) for doubt in doubts],
        "errors": errors,
    }
    status = 422 if errors or not plan.new else 200
    return render(request, "setup/accounts_preview.html", context, status=status)


def _sheet(request: StaffRequest, slips: Sequence[FirstPassword], *, address: str) -> HttpResponse:
    """The slips, in the order of the names; no cache keeps them."""
    made = {slip.user.pk for slip in slips}
    works = {
        row.user_id: " · ".join((str(row.roles[0].role.label), row.roles[0].place))
        for row in never_signed_in(viewer=request.user, roles=SETUP)
        if row.user_id in made and row.roles
    }
    sheet = first_password_sheet(slips, works=works, address=address, now=timezone.now())
    answer = pdf_answer(sheet, name="first-passwords")
    answer["Cache-Control"] = "no-store"
    # A file, not a view: what a viewer would ask for again is gone.
    answer["Content-Disposition"] = 'attachment; filename="first-passwords.pdf"'
    return answer
