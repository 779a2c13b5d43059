"""Shopping for households with a float: sign for it, show each receipt, hand back the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.money.queries import floats_of, own_float
from baogong.apps.money.services import WHAT_LENGTH, Bought, bring_back, buy_for, take_float
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import doors_in_care
from baogong.apps.places.queries import find_doors
from baogong.values.errors import DomainError
from baogong.values.money import format_yuan
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import MOST_IN_SUM_FEN, YuanField
from baogong.web.components.photos import PhotoField
from baogong.web.refusals import refusal_text

if TYPE_CHECKING:
    from baogong.apps.money.models import CashFloat
    from baogong.apps.money.queries import FloatRow
    from baogong.apps.places.models import Place

ROLES = (Role.OFFICER,)


class BoughtForm(forms.Form):
    """A receipt for a door. ``key`` is made with the page."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    door = forms.CharField(
        label=gettext_lazy("For which door"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    fen = YuanField(label=gettext_lazy("Sum of the receipt, in yuan"))
    what = forms.CharField(
        label=gettext_lazy("What was bought"), max_length=WHAT_LENGTH, required=False
    )
    photo = PhotoField(label=gettext_lazy("Photo of the receipt"))


class BackForm(forms.Form):
    back = YuanField(
        label=gettext_lazy("What is left, in yuan"), least_fen=0, most_fen=MOST_IN_SUM_FEN
    )


@for_roles(*ROLES)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """What the viewer has out, with a form for the next receipt."""
    return _page(request)


@for_roles(*ROLES)
@require_POST
def take(request: StaffRequest, pk: int) -> HttpResponse:
    """Sign for a float."""
    found = own_float(viewer=request.user, pk=pk)
    try:
        take_float(float_id=found.pk, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, refusal_text(error))
    else:
        messages.success(request, _("You have %(amount)s to shop with.") % _amount(found.fen))
    return redirect("carrier:shopping")


@for_roles(*ROLES)
@require_POST
def buy(request: StaffRequest, pk: int) -> HttpResponse:
    """Something was bought for a door."""
    found = own_float(viewer=request.user, pk=pk)
    form = BoughtForm(request.POST, request.FILES)
    if form.is_valid() and _buy(request, form, found):
        return redirect("carrier:shopping")
    return _page(request, bought=(pk, form))


@for_roles(*ROLES)
@require_POST
def back(request: StaffRequest, pk: int) -> HttpResponse:
    """The shopper counts what is left, to hand it back."""
    own_float(viewer=request.user, pk=pk)
    form = BackForm(request.POST)
    if not form.is_valid():
        return _page(request, left=(pk, form))
    try:
        bring_back(
            float_id=pk,
            back_fen=form.cleaned_data["back"],
            actor=request.user,
            now=timezone.now(),
        )
    except DomainError as error:
        messages.error(request, refusal_text(error))
    else:
        counted = next(row for row in floats_of(shopper_id=request.user.pk) if row.id == pk)
        messages.success(request, _what_now(counted))
    return redirect("carrier:shopping")


def _buy(request: StaffRequest, form: BoughtForm, found: CashFloat) -> bool:
    data = form.cleaned_data
    door_id = _door_id(request, form, estate=found.estate)
    if door_id is None:
        return False
    bought = Bought(door_id, data["fen"], data["what"], data["photo"])
    try:
        buy_for(bought, float_id=found.pk, key=data["key"], actor=request.user, now=timezone.now())
    except DomainError as error:
        form.add_error(None, refusal_text(error))
        return False
    messages.success(request, _("%(amount)s is written down.") % _amount(data["fen"]))
    return True


def _door_id(request: StaffRequest, form: BoughtForm, *, estate: Place) -> int | None:
    """The one door of the viewer's that was typed; else the form says what it may be."""
    typed = form.cleaned_data["door"].strip()
    found_rows = find_doors(estate=estate, text=typed)
    ids = [row.id for row in found_rows]
    mine = doors_in_care(viewer=request.user, roles=ROLES, ids=ids)
    rows = [row for row in found_rows if row.id in mine]
    exact = [row for row in rows if row.label.casefold() == typed.casefold()]
    found = exact or rows
    if len(found) == 1:
        return found[0].id
    if found:
        names = _(", ").join(row.label for row in found[:5])
        form.add_error("door", _("Which of these: %(doors)s?") % {"doors": names})
    else:
        form.add_error("door", _("None of your doors is written like this."))
    return None


def _what_now(row: FloatRow) -> str:
    """Who owes whom once the shopper has counted; empty before."""
    if row.back_fen is None:
        return ""
    if row.back_fen:
        return _("Bring %(amount)s to the desk. They count and sign.") % _amount(row.back_fen)
    if row.laid_out_fen:
        text = _(
            "You laid out %(amount)s. The desk owes it to you: get it there and let them sign."
        )
        return text % _amount(row.laid_out_fen)
    return _("Nothing is left, and nobody owes anything. Let the desk sign.")


def _amount(fen: int) -> dict[str, str]:
    return {"amount": format_yuan(fen)}


def _page(
    request: StaffRequest,
    *,
    bought: tuple[int, BoughtForm] | None = None,
    left: tuple[int, BackForm] | None = None,
) -> HttpResponse:
    bought_of, left_of = dict([bought] if bought else []), dict([left] if left else [])
    rows = [
        (
            row,
            bought_of.get(row.id) or BoughtForm(initial={"key": uuid4()}),
            left_of.get(row.id) or BackForm(),
            _what_now(row),
        )
        for row in floats_of(shopper_id=request.user.pk)
    ]
    wrong = bought or left
    context = {"floats": rows, "form": wrong[1] if wrong else None}
    return render(request, "carrier/shopping.html", context, status=422 if wrong else 200)
