"""What is still missing until the first order can be taken (R53), each line with its one cure."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from baogong.apps.accounts.queries import has_second_factor
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import needs_second_factor, places_of_kind, towns_of
from baogong.apps.places.enums import PlaceKind
from baogong.apps.reporting.queries import Readiness, readiness
from baogong.web.access import StaffRequest, for_roles
from baogong.web.setup.navigation import SETUP, navigation

NEEDED = (Role.SHOP, Role.GATE, Role.SORTER, Role.OFFICER)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: ``needed`` ones keep the first order from being taken or carried."""

    done: bool
    text: str
    url: str
    cure: str
    needed: bool = True


@require_GET
@for_roles(*SETUP)
def checklist(request: StaffRequest) -> HttpResponse:
    """The chosen estate's checklist."""
    estates = places_of_kind(viewer=request.user, roles=SETUP, kind=PlaceKind.ESTATE)
    chosen = request.GET.get("estate", "")
    estate = next(
        (row for row in estates if str(row.pk) == chosen), estates[0] if estates else None
    )
    context = {
        "nav": navigation(current="setup:checklist"),
        "towns": towns_of(viewer=request.user, roles=SETUP),
        "estates": estates,
        "estate": estate,
    }
    if estate:
        found = readiness(estate=estate, now=timezone.now())
        lines = [
            *_own_lines(request),
            *_estate_lines(found, estate.pk),
            *_staff_lines(found),
            *_round_lines(found, estate.pk),
        ]
        context["lines"] = lines
        context["missing"] = sum(line.needed and not line.done for line in lines)
        context["place"] = estate.label
    return render(request, "setup/checklist.html", context)


@require_GET
@for_roles(*SETUP)
def real_data(request: StaffRequest) -> HttpResponse:
    """How to get from the demo to an installation with one's own data."""
    return render(request, "setup/real_data.html", {"nav": navigation(current="setup:checklist")})


def _own_lines(request: StaffRequest) -> Iterator[Line]:
    """The viewer's own second factor, which the first session did without."""
    if not needs_second_factor(request.user, at=timezone.now()):
        return
    done = has_second_factor(request.user)
    yield Line(
        done,
        _("Your second factor is set up")
        if done
        else _("Your second factor is not set up; the next sign-in asks for it"),
        reverse("account:device"),
        _("Second factor"),
        needed=False,
    )


def _estate_lines(found: Readiness, estate_id: int) -> Iterator[Line]:
    doors = ngettext("%(n)s door is loaded", "%(n)s doors are loaded", found.doors)
    yield Line(
        found.doors > 0,
        doors % {"n": found.doors} if found.doors else _("No door is loaded yet"),
        reverse("desk:rosters", args=[estate_id]),
        _("Load a roster"),
    )
    yield Line(
        bool(found.public_url),
        found.public_url or _("The public address is not set, so no card or label can be printed"),
        reverse("setup:settings", args=[estate_id]),
        _("Set the address"),
    )
    yield Line(
        found.doors > 0 and found.cards == found.doors,
        _("%(cards)s of %(doors)s doors have a card")
        % {"cards": found.cards, "doors": found.doors},
        reverse("setup:cards", args=[estate_id]),
        _("Cards"),
    )
    if found.orphans is not None:
        orphans = ngettext(
            "%(n)s entrance lies in no grid", "%(n)s entrances lie in no grid", found.orphans
        )
        yield Line(
            found.orphans == 0,
            orphans % {"n": found.orphans}
            if found.orphans
            else _("Every entrance lies in a grid"),
            reverse("setup:grids", args=[estate_id]),
            _("Grids"),
            needed=False,
        )
    if found.cards:
        yield Line(
            found.cards_handed_out == found.cards,
            _("%(out)s of %(cards)s cards are handed out")
            % {"out": found.cards_handed_out, "cards": found.cards},
            reverse("setup:cards_waiting", args=[estate_id]),
            _("Not handed out"),
            needed=False,
        )


def _staff_lines(found: Readiness) -> Iterator[Line]:
    suppliers = ngettext("%(n)s supplier", "%(n)s suppliers", found.suppliers)
    yield Line(
        found.suppliers > 0 and found.shop_members > 0,
        _("%(suppliers)s, %(people)s people who work there")
        % {"suppliers": suppliers % {"n": found.suppliers}, "people": found.shop_members}
        if found.suppliers
        else _("No supplier is known yet"),
        reverse("setup:suppliers"),
        _("Suppliers"),
    )
    for role in NEEDED[1:]:
        count = found.roles[role]
        yield Line(
            count > 0,
            _("%(role)s: %(n)s") % {"role": role.label, "n": count}
            if count
            else _("%(role)s: nobody yet") % {"role": role.label},
            f"{reverse('setup:staff_new')}?role={role}",
            _("Add somebody"),
        )
    without = {
        Role.CLERK: _("Clerk: nobody yet, so the commander takes the phone orders"),
        Role.LIAISON: _("Liaison: nobody yet, so the phone desk reads the chats"),
    }
    for role, text in without.items():
        count = found.roles[role]
        yield Line(
            count > 0,
            _("%(role)s: %(n)s") % {"role": role.label, "n": count} if count else text,
            f"{reverse('setup:staff_new')}?role={role}",
            _("Add somebody"),
            needed=False,
        )


def _round_lines(found: Readiness, estate_id: int) -> Iterator[Line]:
    packages = ngettext("%(n)s package", "%(n)s packages", found.packages)
    yield Line(
        found.packages > 0,
        packages % {"n": found.packages} if found.packages else _("No package is published yet"),
        reverse("command:catalogue"),
        _("Packages"),
    )
    rounds = ngettext("%(n)s round takes orders", "%(n)s rounds take orders", found.rounds_open)
    text = rounds % {"n": found.rounds_open}
    if not found.rounds_open:
        text = _("No round takes orders now")
        if found.next_round_opens_at:
            opens = date_format(timezone.localtime(found.next_round_opens_at), "DATETIME_FORMAT")
            text = _("The next round opens on %(at)s") % {"at": opens}
    yield Line(
        found.rounds_open > 0,
        text,
        reverse("command:round_new", args=[estate_id]),
        _("Open a round"),
    )
