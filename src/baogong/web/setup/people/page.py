"""The frame of an estate's people pages: the chosen estate, and tabs with what waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from baogong.apps.people.enums import PersonalField, Role
from baogong.apps.people.privacy import roles_that_see
from baogong.apps.people.queries import Roll, roll
from baogong.web.access import StaffRequest
from baogong.web.setup.navigation import navigation

if TYPE_CHECKING:
    from baogong.apps.places.models import Place

# Leaders see the people of their grids on pages of their own.
PEOPLE = tuple(roles_that_see(PersonalField.HEALTH) - {Role.GRID_LEADER})


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the people pages of an estate; ``count`` is what waits there."""

    label: str
    url: str
    current: bool
    count: int


def people_page(
    request: StaffRequest,
    template: str,
    context: dict[str, Any],
    *,
    estate: Place,
    current: str,
) -> HttpResponse:
    """Render a page of an estate; ``current`` is the URL name of its tab. 422 with form errors."""
    counts = roll(estate=estate, now=timezone.now())
    form = context.get("form")
    frame = {
        "nav": navigation(current="setup:people"),
        "place": estate.label,
        "estate": estate,
        "roll": counts,
        "tabs": _tabs(estate, counts, current=current),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, template, frame | context, status=status)


def _tabs(estate: Place, counts: Roll, *, current: str) -> list[Tab]:
    items = (
        ("setup:people_of", pgettext("of people", "Roster"), counts.applied),
        ("setup:duplicates", _("Perhaps twice"), counts.duplicates),
        ("setup:teams", _("Teams"), 0),
        ("setup:shifts", _("Shifts"), 0),
        ("setup:cover", _("Cover"), 0),
        ("setup:pairs", _("Pairs"), 0),
        ("setup:directory", _("Directory"), 0),
        ("setup:activation", _("Activation"), 0),
    )
    return [
        Tab(label, reverse(name, args=[estate.pk]), name == current, count)
        for name, label, count in items
    ]
