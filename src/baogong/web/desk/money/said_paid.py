"""Orders that a chain says are paid: asked for only once that is found to be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from baogong.apps.ordering.queries import order_for
from baogong.apps.ordering.services import deny_paid
from baogong.apps.places.queries import estate_of
from baogong.values.codes import group
from baogong.web.access import StaffRequest, for_roles
from baogong.web.back import back_to
from baogong.web.desk.page import COLLECTORS

if TYPE_CHECKING:
    from django.http import HttpResponse


@for_roles(*COLLECTORS)
@require_POST
def deny(request: StaffRequest, pk: int) -> HttpResponse:
    """It is not paid: back to the list that it was said on."""
    order = order_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    deny_paid(order_id=pk, actor=request.user, now=timezone.now())
    told = _("Order %(number)s counts as not paid.")
    messages.success(request, told % {"number": group(order.number)})
    back = "liaison:unpaid" if "liaison" in request.POST else "desk:money_doors"
    return back_to(request, back, estate_of(order.household).pk)
