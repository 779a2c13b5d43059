"""What the trucks bring today and tomorrow."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baogong.apps.gate.queries import gates_of, unfiled_count
from baogong.apps.people.enums import Role
from baogong.apps.procurement.queries import PurchaseOrderRow, arrivals
from baogong.web.access import StaffRequest, for_roles


@require_GET
@for_roles(Role.GATE)
def home(request: StaffRequest) -> HttpResponse:
    """Purchase orders by day; late ones first."""
    today = timezone.localdate()
    orders = arrivals(viewer=request.user, today=today)
    return render(
        request,
        "gate/home.html",
        {
            "days": _days(orders, today=today),
            "gates": gates_of(viewer=request.user),
            "unfiled": unfiled_count(viewer=request.user),
        },
    )


def _days(
    orders: Sequence[PurchaseOrderRow], *, today: date
) -> list[tuple[str, list[PurchaseOrderRow]]]:
    """(heading, orders) of the days that have any; what is still to come before what came."""
    heads = {-1: _("Should be here already"), 0: _("Today"), 1: _("Tomorrow")}
    days: dict[int, list[PurchaseOrderRow]] = {}
    for order in sorted(orders, key=lambda order: order.is_received):
        days.setdefault(max((order.delivery_date - today).days, -1), []).append(order)
    return [(heads[day], rows) for day, rows in sorted(days.items())]
