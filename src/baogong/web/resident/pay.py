"""Paying what is owed by phone: begun on the account's page, followed on a page of its own."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.money.enums import PayWay
from baogong.apps.money.provider import configured_provider
from baogong.apps.money.queries import BegunPayment, Stage, begun_payment
from baogong.apps.money.services import Payer, begin_payment
from baogong.plumbing.paper import qr_svg
from baogong.values.errors import DomainError, NotVisible
from baogong.web.browsers import in_chat_app
from baogong.web.components.payment_parts import payment_parts
from baogong.web.refusals import refusal_text
from baogong.web.resident.account import account_page
from baogong.web.resident.session import HouseholdRequest, for_household

if TYPE_CHECKING:
    from uuid import UUID


class PayForm(forms.Form):
    way = forms.ChoiceField(choices=PayWay.choices)


@for_household
@require_POST
def pay(request: HouseholdRequest) -> HttpResponse:
    """Begin a payment of all that is owed; a refusal is told on the account's page."""
    provider, form = configured_provider(), PayForm(request.POST)
    if provider is None or not form.is_valid():
        raise NotVisible
    payer = Payer(
        door_id=request.household.door_id,
        way=PayWay(form.cleaned_data["way"]),
        ip=request.META["REMOTE_ADDR"],
        notice_path=reverse("resident:pay_notice"),
    )
    try:
        begun = begin_payment(
            payer, provider=provider, actor=request.household, now=timezone.now()
        )
    except DomainError as error:
        return account_page(request, refusal=refusal_text(error))
    return redirect("resident:paying", begun.key)


@for_household
@require_GET
def paying(request: HouseholdRequest, begun: UUID) -> HttpResponse:
    """What to scan or open, and whether it is paid; 204 while the stage is ``stage`` still."""
    row = begun_payment(door_id=request.household.door_id, key=begun, now=timezone.now())
    if request.GET.get("stage") == row.stage:
        return HttpResponse(status=204)
    context = {
        "begun": row,
        "parts": payment_parts(row.parts),
        "qr": _qr(row),
        "in_chat_app": in_chat_app(request),
        "place": request.household.door,
        "place_note": request.household.estate,
    }
    template = "resident/paying_live.html" if "stage" in request.GET else "resident/paying.html"
    return render(request, template, context)


def _qr(begun: BegunPayment) -> str:
    """The code to scan, for a data address; empty where nothing is to be scanned."""
    if begun.stage is not Stage.WAITING or begun.way is not PayWay.NATIVE:
        return ""
    return b64encode(qr_svg(begun.opens).encode()).decode()
