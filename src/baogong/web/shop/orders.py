"""What the estates buy: what to bring, when and where; confirmed with one tap."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.people.enums import Role
from baogong.apps.procurement.queries import (
    ordered_goods,
    ordered_packages,
    shop_order_for,
    shop_orders,
)
from baogong.apps.procurement.services import confirm_purchase_order
from baogong.web.access import StaffRequest, for_roles
from baogong.web.paper.answer import pdf_answer
from baogong.web.shop.paper.order import purchase_order_sheet


@require_GET
@for_roles(Role.SHOP)
def home(request: StaffRequest) -> HttpResponse:
    """The shop's purchase orders, those that wait for an answer first."""
    orders = sorted(shop_orders(viewer=request.user), key=lambda order: not order.is_sent)
    return render(request, "shop/home.html", {"orders": orders})


@require_GET
@for_roles(Role.SHOP)
def order(request: StaffRequest, pk: int) -> HttpResponse:
    """One purchase order: its goods, and the packages that they are for."""
    found = shop_order_for(viewer=request.user, pk=pk)
    goods = ordered_goods(purchase_order_id=found.id)
    context = {
        "order": found,
        "goods": goods,
        "grams": sum(good.grams for good in goods),
        "packages": ordered_packages(purchase_order_id=found.id),
    }
    return render(request, "shop/order.html", context)


@require_POST
@for_roles(Role.SHOP)
def confirm(request: StaffRequest, pk: int) -> HttpResponse:
    """The shop will bring it. A second tap changes nothing."""
    found = shop_order_for(viewer=request.user, pk=pk)
    confirm_purchase_order(purchase_order_id=found.id, actor=request.user, now=timezone.now())
    messages.success(request, _("%(number)s is confirmed.") % {"number": found.number})
    return redirect("shop:order", found.id)


@require_GET
@for_roles(Role.SHOP)
def paper(request: StaffRequest, pk: int) -> HttpResponse:
    """The purchase order and its pick list as a PDF."""
    sheet = purchase_order_sheet(request.user, pk)
    return pdf_answer(sheet, name=f"purchase-order-{sheet.head['number']}")
