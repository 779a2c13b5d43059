"""The frame of the desk's pages: who works here, and the side bar with what waits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from baogong.apps.custody.queries import discrepancy_ids
from baogong.apps.delivery.queries import conflict_ids
from baogong.apps.gate.queries import unfiled_count
from baogong.apps.ordering.queries import handovers_waiting
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import widest_place
from baogong.apps.procurement.queries import supplier_difference_ids, swap_ids
from baogong.apps.tickets.queries import open_enquiry_count, ticket_ids
from baogong.web.access import StaffRequest
from baogong.web.components.navigation import NavItem
from baogong.web.export import Export, asks_for_list, list_answer

ROLES = (Role.CLERK, Role.COMMANDER)
COLLECTORS = (Role.LIAISON, *ROLES)  # who may take orders in, whatever way they come
PAGE_ROWS = 50


Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Cases(Generic[Row]):
    """One kind of case: the ``ids`` of the open or the settled ones that a viewer may see, the
    oldest first; the ``rows`` of some; and how they leave as a file. ``current`` is the URL name
    of the list."""

    template: str
    current: str
    ids: Callable[..., Sequence[int]]
    rows: Callable[[Sequence[int]], Sequence[Row]]
    export: Callable[[Sequence[Row]], Export]


def desk_page(
    request: StaffRequest,
    template: str,
    context: dict[str, Any],
    *,
    current: str,
    status: int = 200,
) -> HttpResponse:
    """Render a page of the desk; ``current`` is the URL name of its entry in the side bar.

    ``at_desk`` tells the template whether the viewer may do more than take orders in.
    """
    at_desk = not request.roles.isdisjoint(ROLES)
    frame = {
        "at_desk": at_desk,
        "nav": (_navigation if at_desk else _collecting)(request, current=current),
        "place": _("Phone desk") if at_desk else _("My estate"),
    }
    return render(request, template, frame | context, status=status)


def desk_list(request: StaffRequest, export: Export) -> HttpResponse:
    """A list over all places of the viewer, as a file or on paper."""
    place = widest_place(viewer=request.user, roles=ROLES)
    return list_answer(request, export, place=place)


def case_page(
    request: StaffRequest,
    cases: Cases[Row],
    *,
    settled: bool = False,
    chosen: Row | None = None,
    form: forms.Form | None = None,
    **more: Any,
) -> HttpResponse:
    """The list, open or ``settled``, with the case beside it that was chosen; ``?as=`` a file."""
    settled = settled or "settled" in request.GET
    ids = cases.ids(viewer=request.user, roles=ROLES, settled=settled)
    if asks_for_list(request):
        return desk_list(request, cases.export(cases.rows(ids)))
    page = Paginator(ids, PAGE_ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": cases.rows(list(page.object_list)),
        "settled": settled,
        "chosen": chosen,
        "form": form,
        **more,
    }
    status = 422 if form and form.errors else 200
    return desk_page(request, cases.template, context, current=cases.current, status=status)


def _navigation(request: StaffRequest, *, current: str) -> list[NavItem]:
    differences = len(discrepancy_ids(viewer=request.user, roles=ROLES, settled=False))
    shops = len(supplier_difference_ids(viewer=request.user, roles=ROLES, settled=False))
    swaps = len(swap_ids(viewer=request.user, roles=ROLES, settled=False))
    reports = len(conflict_ids(viewer=request.user, roles=ROLES, settled=False))
    unfiled = unfiled_count(viewer=request.user)
    questions = open_enquiry_count(viewer=request.user, roles=ROLES)
    tickets = len(ticket_ids(viewer=request.user, roles=ROLES, settled=False))
    unsigned = sum(handovers_waiting(viewer=request.user, roles=ROLES).values())
    items = (
        ("desk:home", _("What waits"), "inbox", 0),
        ("desk:phone", _("Order by phone"), "telephone", 0),
        ("desk:filings", _("Group buys to file"), "clipboard-check", 0),
        ("desk:enquiries", _("Questions and calls"), "megaphone", questions),
        ("desk:tickets", _("Residents' reports"), "bell", tickets),
        ("desk:differences", _("Counts that differ"), "exclamation-triangle-fill", differences),
        ("desk:supplier_differences", _("Differences with shops"), "truck", shops),
        ("desk:swaps", _("Swaps"), "arrow-repeat", swaps),
        ("gate:unfiled", _("Unfiled goods"), "box-seam", unfiled),
        ("desk:reports", _("Reports that do not fit"), "chat-left-text", reports),
        ("desk:money", _("Money"), "cash-coin", unsigned),
        ("desk:places", _("Households"), "house-door", 0),
    )
    return [
        NavItem(label, reverse(name), icon, name == current, count)
        for name, label, icon, count in items
    ]


def _collecting(_request: StaffRequest, *, current: str) -> list[NavItem]:
    """The side bar of those who only take orders in and file group buys."""
    items = (
        ("liaison:home", _("My estate"), "house-door"),
        ("desk:phone", _("Order by phone"), "telephone"),
        ("desk:filings", _("Group buys to file"), "clipboard-check"),
    )
    return [NavItem(label, reverse(name), icon, name == current) for name, label, icon in items]
