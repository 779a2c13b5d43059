"""Refunds by phone: on their way, held or refused by the provider, arrived."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.money.provider import configured_provider
from baogong.apps.money.queries import RefundRow, estate_refunds, refund_for
from baogong.apps.money.services import ask_again, give_up_refund
from baogong.apps.people.queries import estate_for
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.payment_parts import PartLine, payment_parts
from baogong.web.desk.page import ROLES, desk_page
from baogong.web.refusals import refusal_text

WORDS = {
    "NO_ANSWER": gettext_lazy("WeChat Pay did not answer; it is asked again by itself"),
    "NOT_ENOUGH": gettext_lazy("the account at WeChat Pay holds too little money"),
    "ABNORMAL": gettext_lazy("WeChat Pay could not give it to the account that paid"),
    "CLOSED": gettext_lazy("WeChat Pay has closed the refund"),
    "USER_ACCOUNT_ABNORMAL": gettext_lazy("the payer's account at WeChat is closed or blocked"),
    "NO_AUTH": gettext_lazy("your account at WeChat Pay may not make refunds"),
    "INVALID_REQUEST": gettext_lazy("WeChat Pay does not accept it for this payment"),
    "RESOURCE_NOT_EXISTS": gettext_lazy("WeChat Pay does not know this payment"),
    "UNKNOWN_REFUND": gettext_lazy("WeChat Pay does not know this refund any more"),
    "CHARGE_DIFFERS": gettext_lazy("WeChat Pay names another amount"),
    "GIVEN_UP": gettext_lazy("it was given up, to be paid by hand"),
}


@for_roles(*ROLES)
@require_GET
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """What needs somebody first, then what is under way, then what arrived."""
    estate = estate_for(viewer=request.user, roles=ROLES, pk=pk)
    found = estate_refunds(estate_id=pk)
    context = {
        "estate": estate,
        "place_note": estate.label,
        "held": [_line(row) for row in found.held],
        "failed": [_line(row) for row in found.failed],
        "under_way": [_line(row) for row in found.under_way],
        "done": [_line(row) for row in found.done],
        "under_way_fen": sum(row.fen for row in found.under_way),
        "configured": configured_provider() is not None,
    }
    return desk_page(request, "desk/money/refunds.html", context, current="desk:money")


@for_roles(*ROLES)
@require_POST
def act(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask for a refund again now, or give it up, to be paid by hand."""
    refund, now = refund_for(viewer=request.user, roles=ROLES, pk=pk), timezone.now()
    try:
        if "give_up" in request.POST:
            give_up_refund(refund_id=pk, actor=request.user, now=now)
            messages.success(request, _("It is a credit again. Pay it back by hand."))
        else:
            ask_again(refund_id=pk, now=now)
            messages.info(request, _("WeChat Pay is asked now. Load the page in a minute."))
    except DomainError as error:
        messages.error(request, refusal_text(error))
    return redirect("desk:refunds", refund.paid.estate_id)


def _line(row: RefundRow) -> tuple[RefundRow, str, list[PartLine]]:
    """With why it waits or failed, and what it goes back over was paid for."""
    return row, _why(row), payment_parts(row.parts)


def _why(row: RefundRow) -> str:
    """Why it waits or failed, in words; a code that is new to us as it is."""
    return str(WORDS.get(row.reason, row.reason))
