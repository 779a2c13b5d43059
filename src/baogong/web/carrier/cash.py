"""Cash at the doors: what the officer's doors owe, and what they pay (R40)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.money.enums import Payer, PayMethod
from baogong.apps.money.queries import Side, cash_of, door_balances
from baogong.apps.money.services import Paid, Till, take_payment
from baogong.apps.ordering.queries import due_balances
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import household_for, places_held
from baogong.apps.places.queries import estate_of
from baogong.values.errors import DomainError
from baogong.values.money import format_yuan
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import YuanField
from baogong.web.components.payers import payer_field
from baogong.web.refusals import refusal_text

if TYPE_CHECKING:
    from baogong.apps.places.models import Place

ROLES = (Role.OFFICER,)
PAGE_DOORS = 100


class CashForm(forms.Form):
    """What a door paid; ``key`` is made with the page."""

    key = forms.UUIDField()
    fen = YuanField(label=gettext_lazy("Amount, in yuan"))
    payer = payer_field()


@for_roles(*ROLES)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """The officer's doors that are to pay by now, as one walks, and the cash in hand; ``?all``:
    those that owe anything."""
    return _page(request)


@for_roles(*ROLES)
@require_POST
def take(request: StaffRequest, pk: int) -> HttpResponse:
    """A door paid in cash."""
    door = household_for(viewer=request.user, roles=ROLES, pk=pk)
    form = CashForm(request.POST, auto_id=f"%s-{door.pk}")  # as the page names its fields
    if form.is_valid() and _take(request, form, door):
        return redirect("carrier:cash")
    return _page(request, wrong=(door.pk, form), status=422)


def _take(request: StaffRequest, form: CashForm, door: Place) -> bool:
    till = Till(estate_of(door).pk, PayMethod.CASH)
    paid = Paid(door.pk, form.cleaned_data["fen"], till, payer=form.cleaned_data["payer"])
    try:
        take_payment(paid, key=form.cleaned_data["key"], actor=request.user, now=timezone.now())
    except DomainError as error:
        form.add_error(None, refusal_text(error))
        return False
    facts = {"door": door.label, "amount": format_yuan(paid.fen)}
    messages.success(request, _("%(door)s paid %(amount)s.") % facts)
    return True


def _page(
    request: StaffRequest, *, wrong: tuple[int, CashForm] | None = None, status: int = 200
) -> HttpResponse:
    places = places_held(viewer=request.user, roles=ROLES)
    shows_all = wrong is not None or "all" in request.GET
    owing = (
        door_balances(within=places, side=Side.OWING, small_fen=0)
        if shows_all
        else due_balances(within=places, small_fen=0, now=timezone.now())
    )
    wrong_id, form = wrong or (None, None)
    shown = [row for row in owing if row.id == wrong_id] or owing
    page = Paginator(shown, PAGE_DOORS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "doors": [
            (row, uuid4(), form if row.id == wrong_id else None) for row in page.object_list
        ],
        "cash_fen": cash_of(person_id=request.user.pk),
        "form": form,
        "payers": Payer.choices,
        "shows_all": shows_all,
    }
    return render(request, "carrier/cash.html", context, status=status)
