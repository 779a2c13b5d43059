"""Files of a round: upload one, look at its orders, enter what is ready."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from baogong.apps.ordering.enums import LineState
from baogong.apps.ordering.errors import NoOrders
from baogong.apps.ordering.queries import (
    GroupBuyOrderRow,
    OfferRow,
    closed_since,
    file_columns,
    goods_unknown,
    group_buy_doors,
    group_buy_file_for,
    group_buy_file_rows,
    group_buy_orders,
    group_buy_states,
    offer_of_round,
    round_for,
)
from baogong.apps.ordering.services import enter_group_buys, take_group_buys
from baogong.readers.rosters import RosterSpoiled
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.asks import asked_for
from baogong.web.desk.group_buys.words import (
    column_rows,
    problem_lines,
    reason_texts,
    spoiled_text,
)
from baogong.web.desk.page import COLLECTORS, desk_page
from baogong.web.desk.read_lines.forms import AskForm
from baogong.web.desk.read_lines.page import shown_lines
from baogong.web.desk.read_lines.words import asks_entered, confirmation
from baogong.web.desk.tables import TableForm, table_field
from baogong.web.refusals import refusal_text

if TYPE_CHECKING:
    from django.http import HttpResponse

    from baogong.apps.ordering.models import GroupBuyFile


class ExportForm(TableForm):
    """The list of orders as the tool wrote it."""

    table = table_field(
        label=gettext_lazy("Exported orders (XLSX or CSV)"),
        help_text=gettext_lazy(
            "As the tool wrote it, with its columns in any order. Export it again later: only what"
            " is new is taken."
        ),
    )
    too_large = gettext_lazy("The file is larger than 12 MB. Export fewer orders at a time.")


@for_roles(*COLLECTORS)
@require_http_methods(["GET", "POST"])
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """The files of a round; a POST takes one more."""
    round_ = round_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    form = ExportForm(request.POST, request.FILES) if request.method == "POST" else ExportForm()
    if form.is_valid() and (file := _taken(request, form, round_id=pk)):
        return redirect("desk:group_buy", file.pk)
    context = {
        "round": round_,
        "closed_since": closed_since(round_, now=timezone.now()),
        "form": form,
        "uploads": group_buy_file_rows(round_id=pk),
        "place_note": round_.estate.label,
    }
    template = "desk/group_buys/index.html"
    status = 422 if form.errors else 200
    return desk_page(request, template, context, current="desk:home", status=status)


def _taken(request: StaffRequest, form: ExportForm, *, round_id: int) -> GroupBuyFile | None:
    """The file, or none, and the form says why."""
    table = form.cleaned_data["table"]
    try:
        return take_group_buys(
            table.read(),
            name=table.name,
            round_id=round_id,
            actor=request.user,
            now=timezone.now(),
        )
    except RosterSpoiled as spoiled:
        form.add_error("table", spoiled_text(spoiled.why))
    except NoOrders as error:
        form.add_error("table", refusal_text(error))
    except DomainError as error:
        form.add_error(None, refusal_text(error))
    return None


@for_roles(*COLLECTORS)
@require_http_methods(["GET"])
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """The columns while they wait for a word; then each order with what was made of it."""
    return file_page(request, group_buy_file_for(viewer=request.user, roles=COLLECTORS, pk=pk))


@for_roles(*COLLECTORS)
@require_POST
def enter(request: StaffRequest, pk: int) -> HttpResponse:
    """Enter all ready orders."""
    group_buy_file_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    try:
        entered = enter_group_buys(file_id=pk, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, refusal_text(error))
    else:
        done = ngettext("%(n)s order is entered.", "%(n)s orders are entered.", entered.orders)
        messages.success(request, done % {"n": entered.orders})
        if entered.asks:
            messages.info(request, asks_entered(entered.asks))
        if entered.refused:
            back = ngettext(
                "%(n)s order could not be entered; below stands why.",
                "%(n)s orders could not be entered; below stands why.",
                entered.refused,
            )
            messages.warning(request, back % {"n": entered.refused})
    return redirect("desk:group_buy", pk)


def file_page(
    request: StaffRequest,
    file: GroupBuyFile,
    *,
    wrong: tuple[int, AskForm] | None = None,
    refused: str = "",
    chosen: dict[str, str] | None = None,
) -> HttpResponse:
    """``wrong``: an order whose form came back with errors, and the form; it is shown alone.
    ``refused``: why the file cannot be read by the columns that were ``chosen``."""
    offer = offer_of_round(round_id=file.round_id, now=timezone.now())
    context: dict[str, Any] = {
        "file": file,
        "offer": offer,
        "place_note": offer.estate,
    }
    if file.read_at is None or refused or "columns" in request.GET:
        columns = column_rows(file_columns(file), chosen=chosen or {})
        context |= {"columns": columns, "errors": [refused] if refused else []}
        template = "desk/group_buys/columns.html"
    else:
        context |= _orders(request, file, offer, wrong=wrong)
        template = "desk/group_buys/detail.html"
    status = 422 if wrong or refused else 200
    return desk_page(request, template, context, current="desk:home", status=status)


def _orders(
    request: StaffRequest,
    file: GroupBuyFile,
    offer: OfferRow,
    *,
    wrong: tuple[int, AskForm] | None,
) -> dict[str, Any]:
    forms_of = dict([wrong] if wrong else [])
    shown = shown_lines(request, group_buy_states(file), wrong=wrong[0] if wrong else None)
    rows = group_buy_orders(list(shown["page"].object_list))
    packages = {listing.package_id: listing.name for listing in offer.listings}
    return shown | {
        "closed_since": closed_since(file.round, now=timezone.now()),
        "asked_for": asked_for(offer),
        "confirmation": confirmation(group_buy_doors(file), offer=offer),
        "lines": [
            (row, reason_texts(row), forms_of.get(row.id) or _form(row, offer)) for row in rows
        ],
        "goods": goods_unknown(file),
        "packages": packages.items(),
        "problems": problem_lines(file.problems),
    }


def _form(row: GroupBuyOrderRow, offer: OfferRow) -> AskForm | None:
    waits = row.state == LineState.REVIEW and not row.has_order
    return AskForm.of_row(row, offer=offer) if waits else None
