"""One order of a file that needs a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.views.decorators.http import require_http_methods

from baogong.apps.ordering.queries import (
    group_buy_file_for,
    group_buy_order_for,
    group_buy_orders,
    offer_of_round,
)
from baogong.apps.ordering.services import mend_group_buy
from baogong.apps.places.queries import DoorRow, find_doors
from baogong.web.access import StaffRequest, for_roles
from baogong.web.back import back_to
from baogong.web.desk.group_buys.pages import file_page
from baogong.web.desk.page import COLLECTORS
from baogong.web.desk.read_lines.forms import AskForm, sent_for
from baogong.web.desk.read_lines.settling import is_settled

if TYPE_CHECKING:
    from django.http import HttpResponse

    from baogong.apps.ordering.models import GroupBuyOrder


@for_roles(*COLLECTORS)
@require_http_methods(["GET", "POST"])
def mend(request: StaffRequest, pk: int) -> HttpResponse:
    """The order is ready as the form says, left out, or to be looked at again.

    A GET leads to it.
    """
    order = group_buy_order_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    file = group_buy_file_for(viewer=request.user, roles=COLLECTORS, pk=order.file_id)
    if request.method == "GET":
        return back_to(request, "desk:group_buy", file.pk, fragment=f"line-{pk}")
    [row] = group_buy_orders([pk])
    offer = offer_of_round(round_id=file.round_id, now=timezone.now())
    form = AskForm.of_row(row, offer=offer, data=sent_for(request, pk))
    if is_settled(request, order, form, mend=lambda: _is_mended(request, order, form)):
        return back_to(request, "desk:group_buy", file.pk, fragment=f"line-{pk}")
    return file_page(request, file, wrong=(pk, form))


def _is_mended(request: StaffRequest, order: GroupBuyOrder, form: AskForm) -> bool:
    def find(text: str) -> list[DoorRow]:
        return find_doors(estate=order.file.round.estate, text=text)

    asks = form.asks(find)
    if asks:
        mend_group_buy(
            asks[0],
            line=order,
            adds=form.cleaned_data["adds"],
            actor=request.user,
            now=timezone.now(),
        )
    return bool(asks)
