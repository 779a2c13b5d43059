"""What was counted: one receipt, and all of them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from baogong.apps.people.enums import Role
from baogong.apps.procurement.queries import receipt_of, receipts_at
from baogong.web.access import StaffRequest, for_roles


@require_GET
@for_roles(Role.GATE)
def result(request: StaffRequest, pk: int) -> HttpResponse:
    """The receipt of one purchase order, to be read at a glance."""
    receipt = receipt_of(viewer=request.user, purchase_order_id=pk)
    return render(request, "gate/result.html", {"receipt": receipt})


@require_GET
@for_roles(Role.GATE)
def receipts(request: StaffRequest) -> HttpResponse:
    """The latest receipts with their differences."""
    return render(request, "gate/receipts.html", {"receipts": receipts_at(viewer=request.user)})
