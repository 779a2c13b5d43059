"""The account of one door: what moved on it, and what it pays."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from baogong.apps.money.enums import Payer, PayMethod
from baogong.apps.money.queries import (
    StatementLine,
    payment_for,
    payments_of,
    statement_of,
    uses_of_payments,
)
from baogong.apps.money.services import (
    WHY_LENGTH,
    Paid,
    take_payment,
    undo_payment,
)
from baogong.apps.people.queries import household_for
from baogong.apps.places.queries import estate_of, find_doors
from baogong.values.errors import DomainError
from baogong.values.money import format_yuan
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import YuanField
from baogong.web.components.payers import payer_field
from baogong.web.components.payment_parts import payment_parts
from baogong.web.desk.doors import one_door
from baogong.web.desk.money.reversals import take_back
from baogong.web.desk.money.transfers import TransferForm
from baogong.web.desk.page import ROLES, desk_page

if TYPE_CHECKING:
    from baogong.apps.places.models import Place

SOURCES = {"ordering.order": "desk:order", "tickets.ticket": "desk:ticket"}
BY_HAND = [(method.value, method.label) for method in (PayMethod.CASH, PayMethod.TRANSFER)]
OF_DOORS = [*BY_HAND, (PayMethod.GROUP_BUY.value, PayMethod.GROUP_BUY.label)]


class PaymentForm(TransferForm):
    """Money that came in at the desk. ``key`` is made with the page."""

    field_order = ("key", "fen", "method", "reference")
    key = forms.UUIDField(widget=forms.HiddenInput)
    fen = YuanField(label=gettext_lazy("Amount, in yuan"))
    method = forms.ChoiceField(
        label=gettext_lazy("How it was paid"), choices=OF_DOORS, widget=forms.RadioSelect
    )
    payer = payer_field(widget=forms.RadioSelect)
    payer_door = forms.CharField(
        label=gettext_lazy("Door of the neighbour, if known"), required=False, max_length=40
    )

    def __init__(self, *args: Any, door: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.door, self.estate = door, estate_of(door)

    def clean_payer_door(self) -> int | None:
        """Of who is no neighbour it says nothing."""
        text = self.cleaned_data["payer_door"]
        if not text or self.cleaned_data.get("payer") is not Payer.NEIGHBOUR:
            return None
        found = find_doors(estate=self.estate, text=text)
        return one_door(text, found=[row for row in found if row.id != self.door.pk])

    def paid(self) -> Paid:
        """Only after ``is_valid``."""
        data = self.cleaned_data
        by = {"payer": data["payer"], "payer_door_id": data["payer_door"]}
        return Paid(self.door.pk, data["fen"], self.till(self.estate.pk), **by)


@for_roles(*ROLES)
@require_http_methods(["GET", "POST"])
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """The account; a POST writes down a payment."""
    door = household_for(viewer=request.user, roles=ROLES, pk=pk)
    lines = statement_of(door_id=pk)
    owed, uses = lines[0].balance_fen if lines else 0, uses_of_payments(door_id=pk)
    initial = {
        "key": uuid4(),
        "method": PayMethod.CASH,
        "payer": Payer.HOUSEHOLD,
        "fen": format_yuan(owed) if owed > 0 else "",
    }
    form = PaymentForm(request.POST or None, door=door, initial=initial)
    if form.is_valid():
        try:
            take_payment(
                form.paid(),
                key=form.cleaned_data["key"],
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            amount = format_yuan(form.cleaned_data["fen"])
            messages.success(request, _("%(amount)s is written down.") % {"amount": amount})
            return redirect("desk:account", pk)
    context = {
        "door": door,
        "place_note": door.label,
        "owed_fen": owed,
        "lines": [(line, _link(line)) for line in lines],
        "payments": [
            (row, payment_parts(uses.get(row.id, ()))) for row in payments_of(door_id=pk)
        ],
        "form": form,
        "why_length": WHY_LENGTH,
    }
    status = 422 if form.errors else 200
    template = "desk/money/account.html"
    return desk_page(request, template, context, current="desk:money", status=status)


@for_roles(*ROLES)
@require_POST
def undo(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a payment back that was written down by mistake."""
    payment = payment_for(viewer=request.user, roles=ROLES, pk=pk)
    take_back(
        request,
        partial(undo_payment, payment_id=payment.pk),
        done=_("The payment was taken back."),
    )
    return redirect("desk:account", payment.household_id)


def _link(line: StatementLine) -> str:
    """Where one reads what a line was for; empty for payments, which stand beside it."""
    name: Any = SOURCES.get(line.source)
    return reverse(name, args=[line.source_id]) if name else ""
