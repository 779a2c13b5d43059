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
    ordered_goods,
)
from baogong.apps.procurement.services import receive_goods
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.gate.forms import CountForm
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
    if not form.is_valid() or request.POST.get("step") == "again":
        return _page(request, order, form)
    counted = form.counted()
    off = _differences(goods, counted)
    if off and request.POST.get("step") != "record" and "recounted" not in request.POST:
        context = {"order": order, "form": form, "off": off, "kinds": len(goods)}
        return render(request, "gate/check.html", context)
    return _record(request, order, form)


def _record(request: StaffRequest, order: PurchaseOrderRow, form: CountForm) -> HttpResponse:
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
        return _page(request, order, form)
    return redirect("gate:result", order.id)


def _page(request: StaffRequest, order: PurchaseOrderRow, form: CountForm) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    recounted = request.POST.get("step") == "again" or "recounted" in request.POST
    context = {"order": order, "form": form, "recounted": recounted}
    return render(request, "gate/count.html", context, status=status)


def _differences(goods: Sequence[OrderedGood], counted: Mapping[int, int]) -> list[CountedGood]:
    rows = [
        CountedGood(good.name, good.sold_by, good.quantity, counted[good.good_id])
        for good in goods
    ]
    return [row for row in rows if row.difference]
