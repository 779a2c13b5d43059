"""Cash into the safe and out of it: counted by one, signed by another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from baogong.apps.money.enums import CashSource
from baogong.apps.money.queries import CashRow, cash_rows, count_for, count_rows
from baogong.apps.money.services import WHY_LENGTH, Counted, count_cash, drop_count, sign_count
from baogong.apps.people.queries import estate_for
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import MOST_IN_SUM_FEN, YuanField
from baogong.web.desk.page import ROLES, desk_page
from baogong.web.refusals import refusal_text

if TYPE_CHECKING:
    from baogong.apps.places.models import Place

PAGE_ROWS = 50  # a day's counts of an estate

ELSEWHERE = (CashSource.ADVANCE, CashSource.BANK)
OUT = "out-"


class CountForm(forms.Form):
    """What was counted of somebody's cash; what the books say is not shown before (R40).

    ``whose`` is somebody's id, or where cash comes from that was in nobody's hands here; of cash
    that leaves the safe, where it goes.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    counted = YuanField(
        label=gettext_lazy("Counted, in yuan"), least_fen=0, most_fen=MOST_IN_SUM_FEN
    )
    why = forms.CharField(
        label=gettext_lazy("Who brings or takes it, or number of the receipt"),
        required=False,
        max_length=WHY_LENGTH,
        help_text=gettext_lazy("Only for start money and for the bank."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, rows: list[CashRow], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        holders = [(str(row.person_id), row.name) for row in rows if row.count_id is None]
        brought = [(source.value, source.label) for source in ELSEWHERE]
        taken = [(OUT + source.value, source.out_label) for source in ELSEWHERE]
        mine = (OUT + CashSource.HANDS.value, _("Into my own hands"))
        self.fields["whose"] = forms.ChoiceField(
            label=_("Which cash"),
            choices=[
                (_("Into the safe"), [*holders, *brought]),
                (_("Out of the safe"), [mine, *taken]),
            ],
        )
        self.order_fields(["key", "whose", "counted", "why"])

    def said(self, estate_id: int, *, me: int) -> Counted:
        """Only after ``is_valid``. ``me``: who fills it in."""
        data = self.cleaned_data
        whose, is_out = data["whose"].removeprefix(OUT), data["whose"].startswith(OUT)
        if whose in ELSEWHERE:
            source, why = CashSource(whose), data["why"]
            return Counted(estate_id, None, data["counted"], source, why, is_out)
        holder = me if is_out else int(whose)
        return Counted(estate_id, holder, data["counted"], is_out=is_out)


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
        "page": Paginator(count_rows(estate_id=pk, signed=True), PAGE_ROWS).get_page(
            request.GET.get("page")
        ),
        "form": form,
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
            messages.success(request, _signed(is_out=count.is_out))
    except DomainError as error:
        messages.error(request, refusal_text(error))
    return redirect("desk:cash", count.estate_id)


def _signed(*, is_out: bool) -> str:
    if is_out:
        return _("Signed. The cash has left the safe.")
    return _("Signed. The cash is in the safe.")


def _count(request: StaffRequest, form: CountForm, estate: Place) -> bool:
    counted = form.said(estate.pk, me=request.user.pk)
    key = form.cleaned_data["key"]
    try:
        count_cash(counted, key=key, actor=request.user, now=timezone.now())
    except DomainError as error:
        form.add_error(None, refusal_text(error))
        return False
    messages.success(request, _("Counted. Now somebody else signs for it."))
    return True
