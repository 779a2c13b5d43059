"""After sign-in: the pages that one's roles open, and what waits behind each."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop, ngettext
from django.views.decorators.http import require_GET

from baogong.apps.people.enums import Role
from baogong.apps.people.privacy import SEES_HEALTH
from baogong.apps.reporting.queries import what_waits
from baogong.web.access import StaffRequest, signed_in


@dataclass(frozen=True, slots=True)
class Area:
    """The pages for the work of a role: where they begin, what one does there, what waits."""

    role: Role
    url_name: str
    icon: str
    label: str
    does: str
    waiting: Callable[[int], str]


AREAS = (
    Area(
        Role.COMMANDER,
        "command:home",
        "diagram-3",
        gettext_noop("Command"),
        gettext_noop("The day from order to door, rounds, packages, set-up"),
        lambda n: ngettext("round takes orders", "rounds take orders", n),
    ),
    Area(
        Role.CLERK,
        "desk:home",
        "telephone",
        gettext_noop("Phone desk"),
        gettext_noop("Orders by phone, lists of orders, counts that differ"),
        lambda _n: gettext("to settle"),
    ),
    Area(
        Role.SHOP,
        "shop:home",
        "shop",
        gettext_noop("Shop"),
        gettext_noop("What the estates buy from you"),
        lambda n: ngettext("purchase order to confirm", "purchase orders to confirm", n),
    ),
    Area(
        Role.GATE,
        "gate:home",
        "truck",
        gettext_noop("Gate"),
        gettext_noop("Count what the trucks bring"),
        lambda n: ngettext("delivery on its way", "deliveries on their way", n),
    ),
    Area(
        Role.SORTER,
        "depot:home",
        "box-seam",
        gettext_noop("Depot"),
        gettext_noop("Pack bags, fill crates, take back"),
        lambda n: ngettext("bag to pack", "bags to pack", n),
    ),
    Area(
        Role.OFFICER,
        "carrier:home",
        "bag-check",
        gettext_noop("To the doors"),
        gettext_noop("Take crates, go from door to door"),
        lambda n: ngettext("crate ready for you", "crates ready for you", n),
    ),
    Area(
        Role.GRID_LEADER,
        "grid:home",
        "grid",
        gettext_noop("My grid"),
        gettext_noop("The entrances of your grid, the rules that hold there"),
        lambda n: ngettext("crate or errand waits", "crates and errands wait", n),
    ),
    Area(
        Role.LIAISON,
        "liaison:home",
        "megaphone",
        gettext_noop("My estate"),
        gettext_noop("Who ordered, what is on offer, chains and group buys"),
        lambda n: ngettext("order to look at", "orders to look at", n),
    ),
)


@dataclass(frozen=True, slots=True)
class AreaCard:
    """One large link of the page."""

    url: str
    icon: str
    label: str
    does: str
    waiting: str
    count: int


@require_GET
@signed_in
def home(request: StaffRequest) -> HttpResponse:
    """One large link for each area that the viewer's roles open."""
    cards = [
        _card(area, request=request, roles=opening)
        for area in AREAS
        if (opening := request.roles & _openers(area))
    ]
    context = {"cards": cards, "has_factor": request.roles & SEES_HEALTH}
    return render(request, "account/home.html", context)


def _openers(area: Area) -> frozenset[Role]:
    """The roles that the area's first page is for, as its view says."""
    roles: frozenset[Role] = resolve(reverse(area.url_name)).func.roles  # type: ignore[attr-defined]
    return roles


def _card(area: Area, *, request: StaffRequest, roles: frozenset[Role]) -> AreaCard:
    count = what_waits(viewer=request.user, role=area.role, roles=roles, now=timezone.now())
    return AreaCard(
        url=reverse(area.url_name),
        icon=area.icon,
        label=gettext(area.label),
        does=gettext(area.does),
        waiting=area.waiting(count),
        count=count,
    )
