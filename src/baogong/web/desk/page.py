"""The frame of the desk's pages: who works here, and the side bar with what waits."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from baogong.apps.custody.queries import discrepancy_ids
from baogong.apps.delivery.queries import conflict_ids
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import widest_place
from baogong.apps.procurement.queries import supplier_difference_ids
from baogong.apps.tickets.queries import ticket_ids
from baogong.web.access import StaffRequest
from baogong.web.components.navigation import NavItem
from baogong.web.export import Export, list_answer

ROLES = (Role.CLERK, Role.COMMANDER)


def desk_page(
    request: StaffRequest,
    template: str,
    context: dict[str, Any],
    *,
    current: str,
    status: int = 200,
) -> HttpResponse:
    """Render a page of the desk; ``current`` is the URL name of its entry in the side bar."""
    frame = {"nav": _navigation(request, current=current), "place": _("Phone desk")}
    return render(request, template, frame | context, status=status)


def desk_list(request: StaffRequest, export: Export) -> HttpResponse:
    """A list over all places of the viewer, as a file or on paper."""
    place = widest_place(viewer=request.user, roles=ROLES)
    return list_answer(request, export, place=place)


def _navigation(request: StaffRequest, *, current: str) -> list[NavItem]:
    differences = len(discrepancy_ids(viewer=request.user, roles=ROLES, settled=False))
    shops = len(supplier_difference_ids(viewer=request.user, roles=ROLES, settled=False))
    reports = len(conflict_ids(viewer=request.user, roles=ROLES, settled=False))
    tickets = len(ticket_ids(viewer=request.user, roles=ROLES, answered=False))
    items = (
        ("desk:home", _("What waits"), "inbox", 0),
        ("desk:phone", _("Order by phone"), "telephone", 0),
        ("desk:tickets", _("Residents' reports"), "bell", tickets),
        ("desk:differences", _("Counts that differ"), "exclamation-triangle-fill", differences),
        ("desk:supplier_differences", _("Differences with shops"), "truck", shops),
        ("desk:reports", _("Reports that do not fit"), "chat-left-text", reports),
        ("desk:places", _("Households"), "house-door", 0),
    )
    return [
        NavItem(label, reverse(name), icon, name == current, count)
        for name, label, icon, count in items
    ]
