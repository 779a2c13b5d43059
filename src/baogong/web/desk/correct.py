"""Putting an order right after its round has closed."""

from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from baogong.apps.ordering.errors import MoreThanBought
from baogong.apps.ordering.queries import DoorOrderRow, offer_of_round, order_for, order_row
from baogong.apps.ordering.services import Change, correct_order
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.order_form import OrderForm, field_name
from baogong.web.desk.page import ROLES, desk_page
from baogong.web.refusals import refusal_text


class CorrectionForm(OrderForm):
    """What the order is to hold, and why. All at 0: nothing comes."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it corrected?"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write why, in a few words.")},
    )
    shop_agreed = forms.BooleanField(
        label=gettext_lazy("It becomes more, and the shop has agreed"), required=False
    )

    def change(self) -> Change:
        """Only after ``is_valid``."""
        data = self.cleaned_data
        return Change(data["key"], self.wishes(), data["reason"], data["shop_agreed"])


@for_roles(*ROLES)
@require_http_methods(["GET", "POST"])
def correct(request: StaffRequest, pk: int) -> HttpResponse:
    """Other quantities for an order; its bags and purchase orders follow."""
    found = order_for(viewer=request.user, roles=ROLES, pk=pk)
    order = order_row(order_id=found.pk, now=timezone.now())
    form = _form(request, order)
    if request.method == "POST" and form.is_valid():
        try:
            correction = correct_order(
                order_id=pk, change=form.change(), actor=request.user, now=timezone.now()
            )
        except DomainError as error:
            field = "shop_agreed" if isinstance(error, MoreThanBought) else None
            form.add_error(field, refusal_text(error))
        else:
            messages.success(request, _("Corrected. Bags and purchase order follow."))
            return redirect("desk:order", correction.new_order_id or pk)
    context = {"form": form, "order": order, "place": order.door}
    status = 422 if form.errors else 200
    template = "desk/order_correct.html"
    return desk_page(request, template, context, current="desk:home", status=status)


def _form(request: StaffRequest, order: DoorOrderRow) -> CorrectionForm:
    offer = offer_of_round(round_id=order.round_id, now=timezone.now())
    quantities = {field_name(line.listing_id): line.quantity for line in order.lines}
    initial = {"key": uuid4()} | quantities
    return CorrectionForm(offer, request.POST or None, initial=initial)
