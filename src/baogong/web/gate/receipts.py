"""What was counted: one receipt, and all of them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from baogong.apps.people.enums import Role
from baogong.apps.procurement.queries import (
    ARRIVAL_PHOTO_ROLES,
    arrival_photo,
    arrival_photos,
    receipt_of,
    receipts_at,
)
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.photos import photo_answer


@require_GET
@for_roles(Role.GATE)
def result(request: StaffRequest, pk: int) -> HttpResponse:
    """The receipt of one purchase order, to be read at a glance."""
    receipt = receipt_of(viewer=request.user, purchase_order_id=pk)
    photos = arrival_photos(purchase_order_id=pk)
    return render(request, "gate/result.html", {"receipt": receipt, "photos": photos})


@require_GET
@for_roles(Role.GATE)
def receipts(request: StaffRequest) -> HttpResponse:
    """The latest receipts with their differences."""
    return render(request, "gate/receipts.html", {"receipts": receipts_at(viewer=request.user)})


@require_GET
@for_roles(*ARRIVAL_PHOTO_ROLES)
def photo(request: StaffRequest, pk: int) -> HttpResponse:
    """What a guard photographed beside the count."""
    return photo_answer(arrival_photo(viewer=request.user, pk=pk))
