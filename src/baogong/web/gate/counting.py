"""Receiving a truck: count blind, look at the differences, record."""

from collections.abc import Mapping, Sequence
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from baogong.apps.people.enums import Role
from baogong.apps.procurement.queries import (
    CountedGood,
    OrderedGood,
    PurchaseOrderRow,
    arrival_for,
    arrival_photos,
    ordered_goods,
)
from baogong.apps.procurement.services import keep_arrival_photos, receive_goods
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.gate.forms import ArrivalPhotoForm, CountForm
from baogong.web.refusals import refusal_text


@require_http_methods(["GET", "POST"])
@for_roles(Role.GATE)
def count(request: StaffRequest, pk: int) -> HttpResponse:
    """Count every good. A count that differs is shown beside what was ordered before it counts;
    it may be counted once more, and the second count stands.
    """
    order = arrival_for(viewer=request.user, pk=pk)
    if request.method == "GET" and order.is_received:
        return redirect("gate:result", order.id)
    goods = ordered_goods(purchase_order_id=order.id)
    form = CountForm(goods, request.POST or None, key=uuid4())
    photos = ArrivalPhotoForm(request.POST or None, request.FILES or None)
    if photos.is_valid():
        _keep(request, order, photos)
    if not form.is_valid() or photos.errors or request.POST.get("step") == "again":
        return _page(request, order, form, photos=photos)
    counted = form.counted()
    off = _differences(goods, counted)
    if off and request.POST.get("step") != "record" and "recounted" not in request.POST:
        context = {"order": order, "form": form, "off": off, "kinds": len(goods)}
        return render(request, "gate/check.html", context)
    return _record(request, order, form, photos=photos)


def _keep(request: StaffRequest, order: PurchaseOrderRow, photos: ArrivalPhotoForm) -> None:
    """Photos are kept as they come, also where the count has to be done again."""
    if images := photos.images():
        keep_arrival_photos(
            images,
            key=photos.cleaned_data["key"],
            purchase_order_id=order.id,
            actor=request.user,
            now=timezone.now(),
        )


def _record(
    request: StaffRequest, order: PurchaseOrderRow, form: CountForm, *, photos: ArrivalPhotoForm
) -> HttpResponse:
    try:
        receive_goods(
            key=form.cleaned_data["key"],
            purchase_order_id=order.id,
            counted=form.counted(),
            marks=form.marks(),
            actor=request.user,
            now=timezone.now(),
        )
    except DomainError as error:
        form.add_error(None, refusal_text(error))
        return _page(request, order, form, photos=photos)
    return redirect("gate:result", order.id)


def _page(
    request: StaffRequest, order: PurchaseOrderRow, form: CountForm, *, photos: ArrivalPhotoForm
) -> HttpResponse:
    status = 422 if form.errors or photos.errors else 200
    recounted = request.POST.get("step") == "again" or "recounted" in request.POST
    context = {
        "order": order,
        "form": form,
        "recounted": recounted,
        "photo_form": photos,
        "photos": arrival_photos(purchase_order_id=order.id),
    }
    return render(request, "gate/count.html", context, status=status)


def _differences(goods: Sequence[OrderedGood], counted: Mapping[int, int]) -> list[CountedGood]:
    rows = [
        CountedGood(good.name, good.sold_by, good.quantity, counted[good.good_id])
        for good in goods
    ]
    return [row for row in rows if row.difference]
