"""Goods that came short: what lacks, who would get what, and the one act that divides it."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baogong.apps.ordering.queries import round_for
from baogong.apps.people.enums import PersonalField
from baogong.apps.people.services import log_household_read
from baogong.apps.places.queries import DoorRow, find_doors
from baogong.apps.sorting.queries import (
    Draft,
    GoodBalance,
    balances_of,
    call_ids,
    doors_to_tell,
    draft_division,
    shortages_of,
)
from baogong.apps.sorting.queries.work import wave_of
from baogong.apps.sorting.services import Confirmation, divide_shortage
from baogong.values.errors import DomainError, NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.amounts import amount_text
from baogong.web.desk.page import ROLES, desk_page
from baogong.web.desk.short_forms import ConfirmForm, DivisionForm
from baogong.web.export import Export, asks_for_list, list_answer
from baogong.web.refusals import refusal_text

PAGE_ROWS = 100


@for_roles(*ROLES)
@require_GET
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """Each good of a round: ordered, came, lacks. ``?as=`` a file."""
    round_ = round_for(viewer=request.user, roles=ROLES, pk=pk)
    rows, to_tell = _balances(pk), doors_to_tell(round_id=pk)
    if asks_for_list(request):
        return list_answer(request, _export(round_.title, rows), place=round_.estate)
    context = {
        "round": round_,
        "rows": rows,
        "lacking": sum(bool(row.missing and not row.awaited) for row in rows),
        "divided": [(row, to_tell[row.id]) for row in shortages_of(round_id=pk)],
        "calls": len(call_ids(round_id=pk)),
        "place_note": round_.estate.label,
    }
    return desk_page(request, "desk/shortages.html", context, current="desk:home")


@for_roles(*ROLES)
@require_http_methods(["GET", "POST"])
def divide(request: StaffRequest, pk: int, sku: str) -> HttpResponse:
    """Choose how; then see who gets what; then confirm it, once."""
    round_ = round_for(viewer=request.user, roles=ROLES, pk=pk)
    balance = next((row for row in _balances(pk) if row.sku == sku), None)
    if balance is None:
        raise NotVisible

    def find(text: str) -> list[DoorRow]:
        return find_doors(estate=round_.estate, text=text)

    sent = _sent(request)
    form = DivisionForm(sent if "division" in sent else None, balance=balance, find=find)
    confirm = ConfirmForm(request.POST) if request.method == "POST" else None
    refusal = None
    if confirm and form.is_valid() and confirm.is_valid():
        try:
            _divide(request, form, confirm, round_id=pk, good_id=balance.good_id)
        except DomainError as error:
            refusal = refusal_text(error)
        else:
            text = _("%(good)s is divided. Bags, households and the log say so.")
            messages.success(request, text % {"good": balance.name})
            return redirect("desk:shortages", pk)
    draft = _draft(form, round_id=pk, balance=balance)
    if confirm and draft and refusal:
        confirm = confirm.looked_at_again(draft.digest, refusal=refusal)
    return _page(request, round_, balance=balance, form=form, draft=draft, confirm=confirm)


def _sent(request: StaffRequest) -> QueryDict:
    return request.POST if request.method == "POST" else request.GET


def _divide(
    request: StaffRequest,
    form: DivisionForm,
    confirm: ConfirmForm,
    *,
    round_id: int,
    good_id: int,
) -> None:
    data = confirm.cleaned_data
    confirmation = Confirmation(data["key"], good_id, form.terms(), data["digest"], data["reason"])
    wave_id = wave_of(round_id=round_id).pk
    divide_shortage(confirmation, wave_id=wave_id, actor=request.user, now=timezone.now())


def _balances(round_id: int) -> list[GoodBalance]:
    """Those that lack something in front; none before the bags are planned."""
    try:
        wave = wave_of(round_id=round_id)
    except NotVisible:
        return []
    rows = balances_of(wave, now=timezone.now()).values()
    return sorted(rows, key=lambda row: row.awaited or not row.missing)


def _draft(form: DivisionForm, *, round_id: int, balance: GoodBalance) -> Draft | None:
    """Who would get what; None until the form says how."""
    if not form.is_bound or not form.is_valid():
        return None
    wave = wave_of(round_id=round_id)
    try:
        return draft_division(
            wave=wave, good_id=balance.good_id, terms=form.terms(), now=timezone.now()
        )
    except DomainError as error:
        form.add_error(None, refusal_text(error))
        return None


def _page(
    request: StaffRequest,
    round_: Any,
    *,
    balance: GoodBalance,
    form: DivisionForm,
    draft: Draft | None,
    confirm: ConfirmForm | None,
) -> HttpResponse:
    context = {
        "round": round_,
        "good": balance,
        "form": form,
        "draft": draft,
        "place_note": round_.estate.label,
    }
    if draft:
        whole = request.GET.get("doors_shown") == "all"
        shares = draft.shares if whole else draft.short_doors
        page = Paginator(shares, PAGE_ROWS).get_page(request.GET.get("page"))
        _note_care(request, draft, shown=[share.household_id for share in page.object_list])
        initial = {"key": uuid4(), "digest": draft.digest}
        context |= {
            "page": page,
            "whole": whole,
            "terms": [
                (name, text) for name in form.fields for text in _sent(request).getlist(name)
            ],
            "in_full": len(draft.shares) - len(draft.short_doors),
            "confirm": confirm or ConfirmForm(initial=initial),
        }
    refused = form.errors or (confirm and confirm.errors)
    status = 422 if refused else 200
    return desk_page(request, "desk/shortage.html", context, current="desk:home", status=status)


def _note_care(request: StaffRequest, draft: Draft, *, shown: Sequence[int]) -> None:
    """Which doors come first says which need care."""
    if draft.terms.by_priority and draft.terms.care:
        now = timezone.now()
        log_household_read(PersonalField.CARE, households=shown, actor=request.user, now=now)


def _export(title: str, rows: Sequence[GoodBalance]) -> Export:
    head = (_("Good"), _("Ordered"), _("Came"), _("In bags"), _("Told short"), _("Missing"))
    cells = [
        (
            row.name,
            *(
                amount_text(quantity, row.sold_by)
                for quantity in (row.ordered, row.came, row.packed, row.short, row.missing)
            ),
        )
        for row in rows
    ]
    return Export("short-goods", title, head, cells)
