"""Cash in people's hands: counted by one, signed by another, then it lies in the safe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from baogong.apps.money.queries import CashRow, cash_rows, count_for, count_rows
from baogong.apps.money.services import WHY_LENGTH, Counted, count_cash, drop_count, sign_count
from baogong.apps.people.queries import estate_for
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import YuanField
from baogong.web.desk.page import ROLES, desk_page
from baogong.web.refusals import refusal_text

if TYPE_CHECKING:
    from baogong.apps.places.models import Place


class CountForm(forms.Form):
    """What was counted of somebody's cash; what the books say is not shown before (R40)."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    counted = YuanField(label=gettext_lazy("Counted, in yuan"), least_fen=0)

    def __init__(self, data: Any = None, *, rows: list[CashRow], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.holders = [(row.person_id, row.name) for row in rows if row.count_id is None]
        self.fields["holder"] = forms.TypedChoiceField(
            label=_("Whose cash"), coerce=int, choices=self.holders
        )
        self.order_fields(["key", "holder", "counted"])


class SignForm(forms.Form):
    why = forms.CharField(required=False, max_length=WHY_LENGTH)


@for_roles(*ROLES)
@require_http_methods(["GET", "POST"])
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """Who holds cash, what waits for a second name, what was signed; a POST counts."""
    estate = estate_for(viewer=request.user, roles=ROLES, pk=pk)
    rows = cash_rows(estate_id=pk)
    form = CountForm(request.POST or None, rows=rows, initial={"key": uuid4()})
    if form.is_valid() and _count(request, form, estate):
        return redirect("desk:cash", pk)
    context = {
        "estate": estate,
        "place_note": estate.label,
        "rows": rows,
        "waiting": count_rows(estate_id=pk, signed=False),
        "signed": count_rows(estate_id=pk, signed=True),
        "form": form if form.holders else None,
        "why_length": WHY_LENGTH,
    }
    status = 422 if form.errors else 200
    template = "desk/money/cash.html"
    return desk_page(request, template, context, current="desk:money", status=status)


@for_roles(*ROLES)
@require_POST
def settle(request: StaffRequest, pk: int) -> HttpResponse:
    """Sign a count, or drop it to count anew."""
    count = count_for(viewer=request.user, roles=ROLES, pk=pk)
    form = SignForm(request.POST)
    try:
        if "drop" in request.POST:
            drop_count(count_id=pk, actor=request.user, now=timezone.now())
            messages.info(request, _("The count was dropped. Count once more."))
        else:
            why = form.cleaned_data["why"] if form.is_valid() else ""
            sign_count(count_id=pk, why=why, actor=request.user, now=timezone.now())
            messages.success(request, _("Signed. The cash is in the safe."))
    except DomainError as error:
        messages.error(request, refusal_text(error))
    return redirect("desk:cash", count.estate_id)


def _count(request: StaffRequest, form: CountForm, estate: Place) -> bool:
    data = form.cleaned_data
    counted = Counted(estate.pk, data["holder"], data["counted"])
    try:
        count_cash(counted, key=data["key"], actor=request.user, now=timezone.now())
    except DomainError as error:
        form.add_error(None, refusal_text(error))
        return False
    messages.success(request, _("Counted. Now somebody else signs for it."))
    return True
