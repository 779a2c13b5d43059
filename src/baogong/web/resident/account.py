"""What the household owes or has to its credit, and each order, refund and payment behind it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from baogong.apps.money.enums import PayWay
from baogong.apps.money.provider import configured_provider
from baogong.apps.money.queries import (
    StatementLine,
    coming_back_fen,
    owed_by_order,
    statement_of,
)
from baogong.apps.ordering.queries import order_number
from baogong.apps.places.queries import setting_at
from baogong.apps.places.settings import PAY_FIRST
from baogong.web.browsers import can_open_apps
from baogong.web.components.payment_parts import payment_parts
from baogong.web.resident.session import HouseholdRequest, for_household


@for_household
@require_GET
def account(request: HouseholdRequest) -> HttpResponse:
    return account_page(request)


def account_page(request: HouseholdRequest, *, refusal: str = "") -> HttpResponse:
    """``refusal``: why a payment could not be begun."""
    now = timezone.now()
    lines = statement_of(door_id=request.household.door_id)
    owed = lines[0].balance_fen if lines else 0
    context = {
        "owed_fen": owed,
        "parts": payment_parts(owed_by_order(door_id=request.household.door_id)),
        "coming_back_fen": coming_back_fen(door_id=request.household.door_id),
        "lines": [(line, _order_number(line)) for line in lines],
        "pay_first": setting_at(PAY_FIRST, path=request.household.path, at=now),
        "ways": _ways(request) if owed > 0 else [],
        "refusal": refusal,
        "place": request.household.door,
        "place_note": request.household.estate,
    }
    return render(request, "resident/account.html", context, status=422 if refusal else 200)


def _ways(request: HouseholdRequest) -> list[PayWay]:
    """How this browser can pay by phone, the handiest first."""
    if configured_provider() is None:
        return []
    return [PayWay.H5, PayWay.NATIVE] if can_open_apps(request) else [PayWay.NATIVE]


def _order_number(line: StatementLine) -> str:
    """Of the order that a line is about; empty for payments and refunds."""
    return order_number(line.source_id) if line.source == "ordering.order" else ""
