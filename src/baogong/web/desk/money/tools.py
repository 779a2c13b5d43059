"""What group-buy tools collected, and how organisers hand it over, round by round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baogong.apps.money.enums import PayMethod
from baogong.apps.money.queries import estate_books
from baogong.apps.money.services import REFERENCE_LENGTH, WHY_LENGTH
from baogong.apps.ordering.queries import ToolRound, handover_for, round_for, tool_rounds
from baogong.apps.ordering.services import (
    HandedOver,
    hand_over_tool_money,
    reverse_handover,
    sign_handover,
)
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import estate_for, holders_of
from baogong.values.errors import DomainError, NotVisible
from baogong.values.money import format_yuan
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import MOST_IN_SUM_FEN, YuanField
from baogong.web.desk.money.accounts import BY_HAND
from baogong.web.desk.money.reversals import why_said
from baogong.web.desk.page import COLLECTORS, ROLES, desk_page
from baogong.web.export import Export, asks_for_list, list_answer
from baogong.web.refusals import refusal_text

if TYPE_CHECKING:
    from baogong.apps.ordering.models import Round, ToolHandover
    from baogong.apps.places.models import Place


class HandoverForm(forms.Form):
    """What somebody brings or sends of a round. ``key`` is made with the page."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    fen = YuanField(label=gettext_lazy("Amount, in yuan"), most_fen=MOST_IN_SUM_FEN)
    method = forms.ChoiceField(
        label=gettext_lazy("How it was handed over"), choices=BY_HAND, widget=forms.RadioSelect
    )
    reference = forms.CharField(
        label=gettext_lazy("Number of the transfer"),
        required=False,
        max_length=REFERENCE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    fee = YuanField(
        label=gettext_lazy("What the tool kept as its fee, in yuan"),
        required=False,
        least_fen=0,
        most_fen=MOST_IN_SUM_FEN,
        help_text=gettext_lazy("Beside the amount that came. It is booked as a fee."),
    )
    closes = forms.BooleanField(
        label=gettext_lazy("Nothing more comes of this round"), required=False
    )
    why = forms.CharField(
        label=gettext_lazy("Why it differs"),
        required=False,
        max_length=WHY_LENGTH,
        help_text=gettext_lazy("Where more lacks than the fee, or more came."),
    )

    def handed(self, *, round_id: int, organiser_id: int) -> HandedOver:
        """Only after ``is_valid``."""
        data = self.cleaned_data
        return HandedOver(
            round_id=round_id,
            organiser_id=organiser_id,
            fen=data["fen"],
            method=PayMethod(data["method"]),
            reference=data["reference"],
            closes=data["closes"],
            why=data["why"],
            fee_fen=data["fee"] or 0,
        )


class OrganiserForm(HandoverForm):
    """What an organiser of the estate brings or sends, as the desk writes it down."""

    def __init__(self, data: Any = None, *, estate: Place, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        people = {
            holder.user_id: holder.name
            for role in COLLECTORS
            for holder in holders_of(Role(role), estate=estate)
        }
        self.fields["organiser"] = forms.TypedChoiceField(
            label=_("Who hands it over"), coerce=int, choices=list(people.items())
        )
        self.order_fields(["key", "organiser", *HandoverForm.base_fields])


@for_roles(*ROLES)
@require_GET
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """Round by round: collected, handed over, still to come; ``?as=`` a file."""
    estate = estate_for(viewer=request.user, roles=ROLES, pk=pk)
    rows = tool_rounds(estate_id=pk)
    if asks_for_list(request):
        return list_answer(request, _export(estate, rows), place=estate)
    left = sum(row.left_fen for row in rows)
    context = {
        "estate": estate,
        "place_note": estate.label,
        "rows": rows,
        "left_fen": left,
        "untied_fen": estate_books([estate])[estate.pk].group_buy_fen - left,
        "why_length": WHY_LENGTH,
    }
    return desk_page(request, "desk/money/tools.html", context, current="desk:money")


@for_roles(*ROLES)
@require_http_methods(["GET", "POST"])
def hand_over(request: StaffRequest, pk: int) -> HttpResponse:
    """Write down what is handed over of a round."""
    round_ = round_for(viewer=request.user, roles=ROLES, pk=pk)
    row = tool_round(round_)
    form = OrganiserForm(request.POST or None, estate=round_.estate, initial=offered(row))
    if form.is_valid():
        handed = form.handed(round_id=pk, organiser_id=form.cleaned_data["organiser"])
        if write_handover(request, form, handed):
            return redirect("desk:tool_money", round_.estate_id)
    context = {
        "estate": round_.estate,
        "place_note": round_.estate.label,
        "row": row,
        "form": form,
    }
    status = 422 if form.errors else 200
    template = "desk/money/tool_round.html"
    return desk_page(request, template, context, current="desk:money", status=status)


@for_roles(*ROLES)
@require_POST
def settle(request: StaffRequest, pk: int) -> HttpResponse:
    """Sign for cash, drop what waits, or take back what was booked."""
    found, now = handover_for(viewer=request.user, roles=ROLES, pk=pk), timezone.now()
    try:
        if "sign" in request.POST:
            sign_handover(handover_id=pk, actor=request.user, now=now)
            messages.success(request, _signed(found))
        else:
            reverse_handover(handover_id=pk, why=why_said(request), actor=request.user, now=now)
            messages.success(request, _("It was taken back. It is to be handed over again."))
    except DomainError as error:
        messages.error(request, refusal_text(error))
    return redirect("desk:tool_money", found.round.estate_id)


def tool_round(round_: Round) -> ToolRound:
    """What tools collected for the round. Raises NotVisible where they did not."""
    rows = tool_rounds(estate_id=round_.estate_id)
    row = next((row for row in rows if row.id == round_.pk), None)
    if row is None:
        raise NotVisible
    return row


def offered(row: ToolRound) -> dict[str, Any]:
    """What a new form is filled with: all that is left, as a transfer."""
    return {
        "key": uuid4(),
        "method": PayMethod.TRANSFER,
        "fen": format_yuan(row.left_fen) if row.left_fen > 0 else "",
    }


def write_handover(request: StaffRequest, form: HandoverForm, handed: HandedOver) -> bool:
    """Whether it was written down; otherwise the form says why not."""
    try:
        found = hand_over_tool_money(
            handed, key=form.cleaned_data["key"], actor=request.user, now=timezone.now()
        )
    except DomainError as error:
        form.add_error(None, refusal_text(error))
        return False
    messages.success(request, _written(found))
    return True


def _written(found: ToolHandover) -> str:
    amount = format_yuan(found.fen)
    if found.booked_at:
        return _("%(amount)s is written down.") % {"amount": amount}
    if found.organiser_id == found.counted_by_id:
        return _("%(amount)s is written down. Now the desk signs for it.") % {"amount": amount}
    return _("Counted. Now somebody else signs for it.")


def _signed(found: ToolHandover) -> str:
    if found.method == PayMethod.CASH:
        return _("Signed. The cash is in the safe.")
    return _("Signed. The transfer is in the bank.")


def _export(estate: Place, rows: list[ToolRound]) -> Export:
    head = (
        _("Round"),
        _("Delivery day"),
        _("Payments"),
        pgettext("tool money", "Collected"),
        pgettext("tool money", "Handed over"),
        pgettext("tool money", "Fees"),
        _("Written off"),
        _("Still to come"),
    )
    cells = [
        (
            row.title,
            row.delivery_date.isoformat(),
            str(row.payments),
            format_yuan(row.collected_fen),
            format_yuan(row.handed_fen),
            format_yuan(row.fee_fen),
            format_yuan(row.written_off_fen),
            format_yuan(row.left_fen),
        )
        for row in rows
    ]
    return Export("tool-money", f"{estate.label} · {_('Group-buy tools')}", head, cells)
