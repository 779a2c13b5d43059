"""Cash that shoppers buy with: laid out, signed for, and taken back (R40)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baogong.apps.money.queries import float_for, float_rows, purchase_for, receipt_photo
from baogong.apps.money.services import WHY_LENGTH, close_float, hand_out_float, reverse_purchase
from baogong.apps.people.enums import PersonalField, Role
from baogong.apps.people.privacy import roles_that_see
from baogong.apps.people.queries import estate_for, holders_of
from baogong.apps.people.services import log_household_read
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import MOST_IN_SUM_FEN, YuanField
from baogong.web.components.photos import photo_answer
from baogong.web.desk.money.reversals import take_back
from baogong.web.desk.page import ROLES, desk_page
from baogong.web.refusals import refusal_text

if TYPE_CHECKING:
    from baogong.apps.places.models import Place

VIEWERS = roles_that_see(PersonalField.REPORTS)


class FloatForm(forms.Form):
    """Cash for a shopper. ``key`` is made with the page."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    fen = YuanField(label=gettext_lazy("Amount, in yuan"), most_fen=MOST_IN_SUM_FEN)

    def __init__(self, data: Any = None, *, shoppers: list[tuple[int, str]], **kw: Any) -> None:
        super().__init__(data, **kw)
        self.fields["shopper"] = forms.TypedChoiceField(
            label=_("Who shops"), coerce=int, choices=shoppers
        )
        self.order_fields(["key", "shopper", "fen"])


class CloseForm(forms.Form):
    """What was taken back; the shopper has counted the same."""

    back = YuanField(label=gettext_lazy("Counted, in yuan"), least_fen=0, most_fen=MOST_IN_SUM_FEN)
    why = forms.CharField(required=False, max_length=WHY_LENGTH)


@for_roles(*ROLES)
@require_http_methods(["GET", "POST"])
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """Floats that are out, and the closed ones; a POST lays one out."""
    estate = estate_for(viewer=request.user, roles=ROLES, pk=pk)
    holders = holders_of(Role.OFFICER, estate=estate)
    shoppers = [(holder.user_id, holder.name) for holder in holders]
    form = FloatForm(request.POST or None, shoppers=shoppers, initial={"key": uuid4()})
    if form.is_valid() and _lay_out(request, form, estate):
        return redirect("desk:floats", pk)
    context = {
        "estate": estate,
        "place_note": estate.label,
        "out": float_rows(estate_id=pk, closed=False),
        "closed": float_rows(estate_id=pk, closed=True),
        "form": form if shoppers else None,
        "why_length": WHY_LENGTH,
        "shows_receipts": bool(request.roles & VIEWERS),
    }
    status = 422 if form.errors else 200
    template = "desk/money/floats.html"
    return desk_page(request, template, context, current="desk:money", status=status)


@for_roles(*ROLES)
@require_POST
def close(request: StaffRequest, pk: int) -> HttpResponse:
    """Take back what is left of a float."""
    found = float_for(viewer=request.user, roles=ROLES, pk=pk)
    form = CloseForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write down what was counted, in yuan."))
        return redirect("desk:floats", found.estate_id)
    try:
        close_float(
            float_id=pk,
            back_fen=form.cleaned_data["back"],
            why=form.cleaned_data["why"],
            actor=request.user,
            now=timezone.now(),
        )
    except DomainError as error:
        messages.error(request, refusal_text(error))
    else:
        messages.success(request, _("The float is closed. The cash is in the safe."))
    return redirect("desk:floats", found.estate_id)


@for_roles(*ROLES)
@require_POST
def undo_purchase(request: StaffRequest, pk: int) -> HttpResponse:
    """Take back a receipt that was written down by mistake."""
    purchase = purchase_for(viewer=request.user, roles=ROLES, pk=pk)
    take_back(
        request,
        partial(reverse_purchase, purchase_id=pk),
        done=_("The receipt was taken back. The door owes it no more."),
    )
    return redirect("desk:floats", purchase.cash_float.estate_id)


@for_roles(*VIEWERS)
@require_GET
def receipt(request: StaffRequest, pk: int) -> HttpResponse:
    """The photo of a receipt; that it was looked at is written down."""
    door_id, image = receipt_photo(viewer=request.user, roles=VIEWERS, pk=pk)
    log_household_read(
        PersonalField.REPORTS, households=[door_id], actor=request.user, now=timezone.now()
    )
    return photo_answer(image)


def _lay_out(request: StaffRequest, form: FloatForm, estate: Place) -> bool:
    data = form.cleaned_data
    try:
        hand_out_float(
            key=data["key"],
            estate_id=estate.pk,
            shopper_id=data["shopper"],
            fen=data["fen"],
            actor=request.user,
            now=timezone.now(),
        )
    except DomainError as error:
        form.add_error(None, refusal_text(error))
        return False
    messages.success(request, _("Laid out. The shopper signs for it on their own page."))
    return True
