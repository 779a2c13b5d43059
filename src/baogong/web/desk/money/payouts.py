"""What WeChat Pay paid out to the bank, and what it kept of it."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods, require_POST

from baogong.apps.money.enums import AccountKind
from baogong.apps.money.queries import (
    PayoutRow,
    balances_of,
    payout_for,
    payout_ids,
    payout_rows,
)
from baogong.apps.money.services import (
    REFERENCE_LENGTH,
    WHY_LENGTH,
    PaidOut,
    book_payout,
    reverse_payout,
)
from baogong.apps.people.queries import places_of_kind
from baogong.apps.places.enums import PlaceKind
from baogong.values.errors import DomainError
from baogong.values.money import format_yuan
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import MOST_IN_SUM_FEN, DayField, YuanField
from baogong.web.desk.money.reversals import take_back
from baogong.web.desk.page import PAGE_ROWS, ROLES, desk_list, desk_page
from baogong.web.export import Export, asks_for_list
from baogong.web.refusals import refusal_text


class PayoutForm(forms.Form):
    """A payout as the provider's statement has it. ``key`` is made with the page."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    paid_date = DayField(label=gettext_lazy("Day on which the bank got it"))
    number = forms.CharField(
        label=gettext_lazy("Number of the payout at WeChat Pay"),
        max_length=REFERENCE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    gross = YuanField(
        label=gettext_lazy("Paid out, before commission, in yuan"), most_fen=MOST_IN_SUM_FEN
    )
    fee = YuanField(
        label=gettext_lazy("Commission, in yuan"), least_fen=0, most_fen=MOST_IN_SUM_FEN
    )
    net = YuanField(
        label=gettext_lazy("What the bank got, in yuan"),
        least_fen=0,
        most_fen=MOST_IN_SUM_FEN,
        help_text=gettext_lazy("Commission and this come to what was paid out."),
    )

    def said(self) -> PaidOut:
        """Only after ``is_valid``."""
        data = self.cleaned_data
        sums = data["gross"], data["fee"], data["net"]
        return PaidOut(data["number"], data["paid_date"], *sums)


@for_roles(*ROLES)
@require_http_methods(["GET", "POST"])
def index(request: StaffRequest) -> HttpResponse:
    """What WeChat Pay holds, its payouts, and a form for the next one; ``?as=`` a file."""
    ids = payout_ids(viewer=request.user, roles=ROLES)
    if asks_for_list(request):
        return desk_list(request, _export(payout_rows(ids)))
    estates = places_of_kind(viewer=request.user, roles=ROLES, kind=PlaceKind.ESTATE)
    mine = [estate.pk for estate in estates]
    form = PayoutForm(request.POST or None, initial=_offered())
    if form.is_valid() and _book(request, form, mine):
        return redirect("desk:payouts")
    held = balances_of(AccountKind.PROVIDER)
    page = Paginator(ids, PAGE_ROWS).get_page(request.GET.get("page"))
    context = {
        "held": [(estate, held[estate.pk]) for estate in estates if estate.pk in held],
        "held_fen": sum(fen for pk, fen in held.items() if pk in mine),
        "for_others": not held.keys() <= set(mine),
        "form": form,
        "page": page,
        "rows": payout_rows(list(page.object_list)),
        "why_length": WHY_LENGTH,
    }
    status = 422 if form.errors else 200
    template = "desk/money/payouts.html"
    return desk_page(request, template, context, current="desk:money", status=status)


@for_roles(*ROLES)
@require_POST
def undo(request: StaffRequest, pk: int) -> HttpResponse:
    """Take back a payout that was written down by mistake."""
    payout_for(viewer=request.user, roles=ROLES, pk=pk)
    done = _("The payout was taken back. WeChat Pay holds it again.")
    take_back(request, partial(reverse_payout, payout_id=pk), done=done)
    return redirect("desk:payouts")


def _offered() -> dict[str, object]:
    """What a new form is filled with."""
    return {"key": uuid4(), "paid_date": timezone.localdate()}


def _book(request: StaffRequest, form: PayoutForm, estates: list[int]) -> bool:
    """Whether it was written down; otherwise the form says why not."""
    key, now = form.cleaned_data["key"], timezone.now()
    said = form.said()
    try:
        book_payout(said, estates=estates, key=key, actor=request.user, now=now)
    except DomainError as error:
        form.add_error(None, refusal_text(error))
        return False
    sums = {"net": format_yuan(said.net_fen), "fee": format_yuan(said.fee_fen)}
    text = _("%(net)s stands in the account of the transfers now, and %(fee)s as a fee.")
    messages.success(request, text % sums)
    return True


def _export(rows: list[PayoutRow]) -> Export:
    """A line for each estate's part."""
    head = (
        _("Day"),
        _("Payout no."),
        _("Estate"),
        pgettext("payout", "Paid out"),
        _("Commission"),
        _("Came to the bank"),
        _("Written down by"),
        _("Taken back because"),
    )
    cells = [
        (
            row.paid_date.isoformat(),
            row.number,
            part.estate,
            format_yuan(part.gross_fen),
            format_yuan(part.fee_fen),
            format_yuan(part.net_fen),
            row.written_by,
            row.reversed_why,
        )
        for row in rows
        for part in row.parts
    ]
    return Export("payouts", _("Paid out by WeChat Pay"), head, cells)
