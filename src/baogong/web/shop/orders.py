"""What the estates buy: what to bring, when and where; confirmed with one tap."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.catalog.queries import good_ids
from baogong.apps.catalog.queries import goods as catalogue
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import place_for
from baogong.apps.procurement.queries import (
    PurchaseOrderRow,
    changed_goods,
    differences_of_order,
    ordered_goods,
    ordered_packages,
    shop_order_for,
    shop_orders,
    swaps_of_orders,
)
from baogong.apps.procurement.services import confirm_purchase_order, propose_swap, report_out
from baogong.apps.suppliers.queries import suppliers_of
from baogong.apps.tickets.queries import supplier_scores
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.amounts import amount_text
from baogong.web.export import xlsx_answer
from baogong.web.paper.answer import pdf_answer
from baogong.web.refusals import refusal_text
from baogong.web.shop.forms import ConfirmForm, OutForm, SwapForm
from baogong.web.shop.paper.order import purchase_order_sheet
from baogong.web.shop.workbook import order_exports


@require_GET
@for_roles(Role.SHOP)
def home(request: StaffRequest) -> HttpResponse:
    """The shop's purchase orders, those that wait for an answer first."""
    orders = sorted(shop_orders(viewer=request.user), key=lambda order: not order.is_sent)
    shops = suppliers_of(member=request.user)
    scores = supplier_scores(supplier_ids=shops, now=timezone.now())
    context = {"orders": orders, "scores": [(name, scores[pk]) for pk, name in shops.items()]}
    return render(request, "shop/home.html", context)


@require_GET
@for_roles(Role.SHOP)
def order(request: StaffRequest, pk: int) -> HttpResponse:
    """One purchase order: its goods, and the packages that they are for."""
    return _page(request, shop_order_for(viewer=request.user, pk=pk))


@require_POST
@for_roles(Role.SHOP)
def confirm(request: StaffRequest, pk: int) -> HttpResponse:
    """The shop will bring it, and when. A second tap changes nothing."""
    found = shop_order_for(viewer=request.user, pk=pk)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _page(request, found, confirming=form)
    confirm_purchase_order(
        purchase_order_id=found.id,
        expected_at=form.expected_at(found.delivery_date),
        actor=request.user,
        now=timezone.now(),
    )
    messages.success(request, _("%(number)s is confirmed.") % {"number": found.number})
    return redirect("shop:order", found.id)


@require_POST
@for_roles(Role.SHOP)
def out(request: StaffRequest, pk: int) -> HttpResponse:
    """Some goods are out: the shop says how much of them it has."""
    found = shop_order_for(viewer=request.user, pk=pk)
    form = OutForm(request.POST, goods=ordered_goods(purchase_order_id=found.id))
    if form.is_valid():
        try:
            report_out(
                purchase_order_id=found.id,
                available=form.available(),
                note=form.cleaned_data["note"],
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, refusal_text(error))
        else:
            messages.success(request, _("The street office sees what is out."))
            return redirect("shop:order", found.id)
    return _page(request, found, reporting=form)


@require_POST
@for_roles(Role.SHOP)
def swap(request: StaffRequest, pk: int) -> HttpResponse:
    """Another good in the place of one that is out; the desk answers."""
    found = shop_order_for(viewer=request.user, pk=pk)
    form = SwapForm(
        request.POST, goods=ordered_goods(purchase_order_id=found.id), others=catalogue()
    )
    if form.is_valid():
        try:
            propose_swap(
                form.offer(good_ids([form.cleaned_data["other"]])),
                purchase_order_id=found.id,
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, refusal_text(error))
        else:
            messages.success(request, _("The street office decides on your swap."))
            return redirect("shop:order", found.id)
    return _page(request, found, swapping=form)


@require_GET
@for_roles(Role.SHOP)
def workbook(request: StaffRequest, pk: int) -> HttpResponse:
    """The purchase order as a workbook: goods, packages, and packages by building."""
    found = shop_order_for(viewer=request.user, pk=pk)
    place = place_for(viewer=request.user, roles={Role.SHOP}, pk=found.estate_id)
    return xlsx_answer(request, order_exports(found), place=place)


def _page(
    request: StaffRequest,
    found: PurchaseOrderRow,
    *,
    confirming: ConfirmForm | None = None,
    reporting: OutForm | None = None,
    swapping: SwapForm | None = None,
) -> HttpResponse:
    goods = ordered_goods(purchase_order_id=found.id)
    others = catalogue() if any(good.missing for good in goods) else []
    context = {
        "order": found,
        "goods": goods,
        "grams": sum(good.grams for good in goods),
        "changed": [
            (name, amount.quantity > 0, amount_text(abs(amount.quantity), amount.sold_by))
            for name, amount in changed_goods(purchase_order_id=found.id)
        ],
        "packages": ordered_packages(purchase_order_id=found.id),
        "confirming": confirming or ConfirmForm(),
        "reporting": reporting or OutForm(goods=goods, initial=OutForm.known(found, goods)),
        "swapping": swapping or SwapForm(goods=goods, others=others),
        "swaps": swaps_of_orders([found.id]),
        "off": differences_of_order(purchase_order_id=found.id),
        "short": any(good.available is not None for good in goods),
    }
    refused = confirming or swapping or (reporting and reporting.errors)
    return render(request, "shop/order.html", context, status=422 if refused else 200)


@require_GET
@for_roles(Role.SHOP)
def paper(request: StaffRequest, pk: int) -> HttpResponse:
    """The purchase order and its pick list as a PDF."""
    sheet = purchase_order_sheet(request.user, pk)
    return pdf_answer(sheet, name=f"purchase-order-{sheet.head['number']}")
