"""What shops get for what they brought: agreed by purchase order, then paid (R40)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.money.enums import PayMethod
from baogong.apps.money.queries import estate_books
from baogong.apps.money.services import REFERENCE_LENGTH, WHY_LENGTH
from baogong.apps.people.queries import estate_for
from baogong.apps.procurement.queries import (
    BillRow,
    bill_rows,
    bought_for,
    shop_bill_for,
    shop_payment_for,
    shop_totals,
    total_of,
)
from baogong.apps.procurement.services import (
    ShopPaid,
    agree_bill,
    pay_shop,
    reverse_bill,
    reverse_shop_payment,
)
from baogong.values.errors import DomainError
from baogong.values.money import format_yuan
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import MOST_IN_SUM_FEN, YuanField
from baogong.web.desk.money.accounts import BY_HAND
from baogong.web.desk.money.reversals import take_back
from baogong.web.desk.page import ROLES, desk_page
from baogong.web.export import Export, asks_for_list, list_answer
from baogong.web.refusals import refusal_text

if TYPE_CHECKING:
    from baogong.apps.places.models import Place


class BillForm(forms.Form):
    """What was agreed with the shop."""

    fen = YuanField(least_fen=0, most_fen=MOST_IN_SUM_FEN)
    why = forms.CharField(required=False, max_length=WHY_LENGTH)


class ShopPaymentForm(forms.Form):
    """What the shop gets now. ``key`` is made with the page."""

    key = forms.UUIDField()
    fen = YuanField(most_fen=MOST_IN_SUM_FEN)
    method = forms.ChoiceField(choices=BY_HAND)
    reference = forms.CharField(required=False, max_length=REFERENCE_LENGTH)


@for_roles(*ROLES)
@require_GET
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """The purchase orders of an estate, with what was agreed and paid; ``?as=`` a file."""
    estate = estate_for(viewer=request.user, roles=ROLES, pk=pk)
    rows = bill_rows(estate=estate)
    if asks_for_list(request):
        return list_answer(request, _export(estate, rows), place=estate)
    context = {
        "estate": estate,
        "place_note": estate.label,
        "rows": [(row, uuid4()) for row in rows],
        "shops": shop_totals(rows),
        "total": total_of(rows),
        "methods": BY_HAND,
        "why_length": WHY_LENGTH,
        "reference_length": REFERENCE_LENGTH,
    }
    return desk_page(request, "desk/money/shops.html", context, current="desk:money")


@for_roles(*ROLES)
@require_POST
def agree(request: StaffRequest, pk: int) -> HttpResponse:
    """Write down what was agreed for a purchase order."""
    order = bought_for(viewer=request.user, roles=ROLES, pk=pk)
    form = BillForm(request.POST)
    if not form.is_valid():
        return _refuse(request, form, estate_id=order.round.estate_id)
    try:
        agree_bill(
            order_id=pk,
            fen=form.cleaned_data["fen"],
            why=form.cleaned_data["why"],
            actor=request.user,
            now=timezone.now(),
        )
    except DomainError as error:
        messages.error(request, refusal_text(error))
    else:
        messages.success(request, _("Agreed. Now the shop can be paid."))
    return redirect("desk:shop_bills", order.round.estate_id)


@for_roles(*ROLES)
@require_POST
def pay(request: StaffRequest, pk: int) -> HttpResponse:
    """Write down what a shop got."""
    order = bought_for(viewer=request.user, roles=ROLES, pk=pk)
    form = ShopPaymentForm(request.POST)
    if not form.is_valid():
        return _refuse(request, form, estate_id=order.round.estate_id)
    data = form.cleaned_data
    paid = ShopPaid(data["fen"], PayMethod(data["method"]), data["reference"])
    try:
        pay_shop(paid, order_id=pk, key=data["key"], actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, refusal_text(error))
    else:
        amount = format_yuan(paid.fen)
        messages.success(request, _("%(amount)s is written down.") % {"amount": amount})
        _warn_of_bank(request, order.round.estate)
    return redirect("desk:shop_bills", order.round.estate_id)


@for_roles(*ROLES)
@require_POST
def undo_bill(request: StaffRequest, pk: int) -> HttpResponse:
    """Take back what was agreed, to agree anew."""
    bill = shop_bill_for(viewer=request.user, roles=ROLES, pk=pk)
    done = _("Taken back. Agree with the shop anew.")
    take_back(request, partial(reverse_bill, bill_id=pk), done=done)
    return redirect("desk:shop_bills", bill.purchase_order.round.estate_id)


@for_roles(*ROLES)
@require_POST
def undo_payment(request: StaffRequest, pk: int) -> HttpResponse:
    """Take back a payment that no shop got."""
    payment = shop_payment_for(viewer=request.user, roles=ROLES, pk=pk)
    done = _("The payment was taken back. It is owed to the shop again.")
    take_back(request, partial(reverse_shop_payment, payment_id=pk), done=done)
    return redirect("desk:shop_bills", payment.bill.purchase_order.round.estate_id)


def _warn_of_bank(request: StaffRequest, estate: Place) -> None:
    """Money can be in the bank that nobody wrote down, so this refuses nothing."""
    bank_fen = estate_books([estate])[estate.pk].bank_fen
    if bank_fen < 0:
        text = _(
            "The account of the transfers stands at %(amount)s now. Write down what came into it, "
            "or take back what was not paid."
        )
        messages.warning(request, text % {"amount": format_yuan(bank_fen)})


def _refuse(request: StaffRequest, form: forms.Form, *, estate_id: int) -> HttpResponse:
    """Nothing was written down, and why."""
    for texts in form.errors.values():
        messages.error(request, str(texts[0]))
    return redirect("desk:shop_bills", estate_id)


def _export(estate: Place, rows: list[BillRow]) -> Export:
    head = (
        _("Purchase order"),
        _("Shop"),
        _("Delivery day"),
        _("Sold for"),
        _("Ordered at the shop's prices"),
        _("Did not come"),
        _("Comes to"),
        _("Agreed"),
        _("Paid out"),
        _("Still to pay"),
    )
    cells = [
        (
            row.number,
            row.supplier,
            row.delivery_date.isoformat(),
            format_yuan(row.sold_fen),
            format_yuan(row.ordered_fen),
            format_yuan(row.short_fen),
            format_yuan(row.proposed_fen),
            "" if row.agreed_fen is None else format_yuan(row.agreed_fen),
            format_yuan(row.paid_fen),
            format_yuan(row.left_fen),
        )
        for row in rows
    ]
    return Export("shop-bills", f"{estate.label} · {_('Shops')}", head, cells)
