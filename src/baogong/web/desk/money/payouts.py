"""What WeChat Pay paid out to the bank, and what it kept of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
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
    PutIn,
    book_payout,
    book_put_in,
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

if TYPE_CHECKING:
    from baogong.apps.places.models import Place


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


class PutInForm(forms.Form):
    """Money that the bank sent to the provider. ``key`` is made with the page."""

    prefix = "put"
    key = forms.UUIDField(widget=forms.HiddenInput)
    paid_date = DayField(label=gettext_lazy("Day on which it left the bank"))
    number = forms.CharField(
        label=gettext_lazy("Number of the transfer"),
        max_length=REFERENCE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    fen = YuanField(label=gettext_lazy("Put in, in yuan"), most_fen=MOST_IN_SUM_FEN)

    def __init__(self, *args: Any, estates: Sequence[Place], **more: Any) -> None:
        super().__init__(*args, **more)
        only = len(estates) == 1
        self.fields["estate"] = forms.TypedChoiceField(
            label=_("For refunds of"),
            choices=[(estate.pk, estate.label) for estate in estates],
            coerce=int,
            initial=estates[0].pk if only else None,
            widget=forms.HiddenInput if only else forms.Select,
        )
        self.order_fields(["key", "estate"])

    def said(self) -> PutIn:
        """Only after ``is_valid``."""
        data = self.cleaned_data
        return PutIn(data["number"], data["paid_date"], data["estate"], data["fen"])


@for_roles(*ROLES)
@require_http_methods(["GET", "POST"])
def index(request: StaffRequest) -> HttpResponse:
    """What WeChat Pay holds, its payouts, and a form for the next one; ``?as=`` a file."""
    ids = payout_ids(viewer=request.user, roles=ROLES)
    if asks_for_list(request):
        return desk_list(request, _export(payout_rows(ids)))
    estates = places_of_kind(viewer=request.user, roles=ROLES, kind=PlaceKind.ESTATE)
    mine = [estate.pk for estate in estates]
    is_put_in = f"{PutInForm.prefix}-key" in request.POST
    sent = request.POST or None
    form = PayoutForm(None if is_put_in else sent, initial=_offered())
    put = PutInForm(sent if is_put_in else None, initial=_offered(), estates=estates)
    if (form.is_valid() and _book(request, form, mine)) or (
        put.is_valid() and _put_in(request, put, mine)
    ):
        return redirect("desk:payouts")
    held = balances_of(AccountKind.PROVIDER)
    page = Paginator(ids, PAGE_ROWS).get_page(request.GET.get("page"))
    context = {
        "held": [(estate, held[estate.pk]) for estate in estates if estate.pk in held],
        "held_fen": sum(fen for pk, fen in held.items() if pk in mine),
        "for_others": not held.keys() <= set(mine),
        "form": form,
        "put": put,
        "page": page,
        "rows": payout_rows(list(page.object_list)),
        "why_length": WHY_LENGTH,
    }
    status = 422 if form.errors or put.errors else 200
    template = "desk/money/payouts.html"
    return desk_page(request, template, context, current="desk:money", status=status)


@for_roles(*ROLES)
@require_POST
def undo(request: StaffRequest, pk: int) -> HttpResponse:
    """Take back a payout, or what was put in, that was written down by mistake."""
    payout = payout_for(viewer=request.user, roles=ROLES, pk=pk)
    done = _("The payout was taken back. WeChat Pay holds it again.")
    if payout.is_put_in:
        done = _("What was put in was taken back. WeChat Pay holds that much less.")
    take_back(request, partial(reverse_payout, payout_id=pk), done=done)
    return redirect("desk:payouts")


def _offered() -> dict[str, object]:
    """What a new form is filled with."""
    return {"key": uuid4(), "paid_date": timezone.localdate()}


def _book(request: StaffRequest, form: PayoutForm, estates: list[int]) -> bool:
    """Whether it was written down; otherwise the form says why not."""
    said = form.said()
    if not _written(form, partial(book_payout, said, estates=estates, actor=request.user)):
        return False
    sums = {"net": format_yuan(said.net_fen), "fee": format_yuan(said.fee_fen)}
    text = _("%(net)s stands in the account of the transfers now, and %(fee)s as a fee.")
    messages.success(request, text % sums)
    return True


def _put_in(request: StaffRequest, form: PutInForm, estates: list[int]) -> bool:
    """Whether it was written down; otherwise the form says why not."""
    put = form.said()
    if not _written(form, partial(book_put_in, put, estates=estates, actor=request.user)):
        return False
    text = _("WeChat Pay holds %(fen)s more now, and the account of the transfers that much less.")
    messages.success(request, text % {"fen": format_yuan(put.fen)})
    return True


def _written(form: forms.Form, book: Callable[..., object]) -> bool:
    try:
        book(key=form.cleaned_data["key"], now=timezone.now())
    except DomainError as error:
        form.add_error(None, refusal_text(error))
        return False
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
