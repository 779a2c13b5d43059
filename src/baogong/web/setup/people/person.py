"""One person: details, health, phone, leaving."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from baogong.apps.delivery.queries import runs_held_by
from baogong.apps.people.enums import Health, PersonalField, Skill, Slot
from baogong.apps.people.queries import (
    estate_for,
    people_rows,
    person_for,
    place_choices_within,
    place_for,
    team_rows,
)
from baogong.apps.people.services import (
    PersonDetails,
    add_person,
    change_person,
    forget_person,
    leave,
    log_read,
    set_health,
)
from baogong.apps.people.slots import slot_hours
from baogong.apps.places.queries import estate_of
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.refusals import refusal_text
from baogong.web.setup.people.forms import PersonForm
from baogong.web.setup.people.page import PEOPLE, people_page
from baogong.web.setup.people.words import slot_choices


@require_http_methods(["GET", "POST"])
@for_roles(*PEOPLE)
def create(request: StaffRequest, pk: int) -> HttpResponse:
    """Somebody new, by hand."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    form = PersonForm(
        request.POST or None,
        places=place_choices_within(estate),
        teams=team_rows(estate=estate),
        slots=slot_choices(slot_hours(estate), day=timezone.localdate()),
        initial={"place": estate.pk},
    )
    if request.method == "POST" and form.is_valid():
        details = _details(request, form.cleaned_data)
        try:
            add_person(details, actor=request.user, now=timezone.now())
        except DomainError as error:
            form.add_error("phone", refusal_text(error))
        else:
            messages.success(request, _("%(name)s was added.") % {"name": details.name})
            return redirect("setup:people_of", pk)
    return people_page(
        request,
        "setup/people/person_new.html",
        {"form": form},
        estate=estate,
        current="setup:people_of",
    )


@require_http_methods(["GET", "POST"])
@for_roles(*PEOPLE)
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """What is known of somebody, to correct. Phone and health are shown, and that is logged."""
    now = timezone.now()
    person = person_for(viewer=request.user, roles=PEOPLE, pk=pk)
    estate = estate_of(person.place)
    form = PersonForm(
        request.POST or None,
        places=place_choices_within(estate),
        teams=team_rows(estate=estate),
        slots=slot_choices(slot_hours(estate), day=timezone.localdate()),
        initial=_known(person),
    )
    if request.method == "POST" and form.is_valid():
        details = _details(request, form.cleaned_data)
        try:
            change_person(details, person_id=pk, actor=request.user, now=now)
        except DomainError as error:
            form.add_error("phone", refusal_text(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("setup:person", pk)
    for field in (PersonalField.PHONES, PersonalField.HEALTH):
        log_read(field, subjects=[person], actor=request.user, now=now)
    [row] = people_rows([pk], estate=estate, now=now)
    context = {
        "person": person,
        "row": row,
        "form": form,
        "healths": Health,
        "held": runs_held_by(user_id=person.user_id) if person.user_id else [],
    }
    return people_page(
        request, "setup/people/person.html", context, estate=estate, current="setup:people_of"
    )


@require_POST
@for_roles(*PEOPLE)
def health(request: StaffRequest, pk: int) -> HttpResponse:
    """Say how somebody is; who has to stay away loses the turns to come."""
    person = person_for(viewer=request.user, roles=PEOPLE, pk=pk)
    sent = request.POST.get("health", "")
    if sent in Health.values:
        freed = set_health(
            person_id=pk, health=Health(sent), actor=request.user, now=timezone.now()
        )
        messages.success(request, _("Saved."))
        if freed:
            text = ngettext(
                "%(n)s turn to come is free now. Fill the gaps on the page of shifts.",
                "%(n)s turns to come are free now. Fill the gaps on the page of shifts.",
                freed,
            )
            messages.warning(request, text % {"n": freed})
    return redirect("setup:person", person.pk)


@require_POST
@for_roles(*PEOPLE)
def gone(request: StaffRequest, pk: int) -> HttpResponse:
    """Somebody helps no longer."""
    person = person_for(viewer=request.user, roles=PEOPLE, pk=pk)
    try:
        left = leave(person_id=pk, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, refusal_text(error))
        return redirect("setup:person", pk)
    text = _("%(name)s has left. Turns that are free now: %(turns)s; roles that ended: %(roles)s.")
    told = {"name": person.name, "turns": left.turns, "roles": left.roles}
    messages.success(request, text % told)
    return redirect("setup:people_of", estate_of(person.place).pk)


@require_POST
@for_roles(*PEOPLE)
def forget(request: StaffRequest, pk: int) -> HttpResponse:
    """Delete the row of somebody who left or was declined, for instance when they ask for it."""
    person = person_for(viewer=request.user, roles=PEOPLE, pk=pk)
    estate = estate_of(person.place)
    try:
        forget_person(person_id=pk, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, refusal_text(error))
        return redirect("setup:person", pk)
    messages.success(request, _("The row was deleted."))
    return redirect("setup:people_of", estate.pk)


def _details(request: StaffRequest, data: dict[str, Any]) -> PersonDetails:
    return PersonDetails(
        name=data["name"],
        phone=data["phone"],
        organisation=data["organisation"],
        cadre=data["cadre"],
        place_id=place_for(viewer=request.user, roles=PEOPLE, pk=data["place"]).pk,
        team_id=data["team"],
        skills=tuple(Skill(code).value for code in data["skills"]),
        slots=tuple(Slot(code).value for code in data["slots"]),
        remarks=data["remarks"],
    )


def _known(person: Any) -> dict[str, Any]:
    plain = ("name", "phone", "organisation", "cadre", "skills", "slots", "remarks")
    known = {field: getattr(person, field) for field in plain}
    return known | {"place": person.place_id, "team": person.team_id}
