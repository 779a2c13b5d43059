"""The orders of a round: on the screen, as a file, on paper."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baogong.apps.ordering.queries import (
    OrderFilter,
    OrderRow,
    closed_since,
    entrances_of_orders,
    group_buys_waiting,
    lines_waiting,
    order_ids,
    order_rows,
    order_totals,
    round_for,
    signs_in_round,
    slip_counts,
)
from baogong.apps.sorting.queries import shortages_of
from baogong.values.codes import group as code_groups
from baogong.values.money import FEN_PER_YUAN, format_yuan
from baogong.web.access import StaffRequest, for_roles
from baogong.web.desk.forms import OrderFilterForm
from baogong.web.desk.page import COLLECTORS, desk_page
from baogong.web.export import Export, list_answer, minute_text
from baogong.web.paper.corner import sheet_head

PAGE_ROWS = 100


@for_roles(*COLLECTORS)
@require_GET
def orders(request: StaffRequest, pk: int) -> HttpResponse:
    """A page of the list, with the filters of the address."""
    round_ = round_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    form = _filters(request, pk)
    where = form.where()
    page = Paginator(order_ids(round_id=pk, where=where), PAGE_ROWS).get_page(
        request.GET.get("page")
    )
    context = {
        "round": round_,
        "takes_orders": closed_since(round_, now=timezone.now()) is None,
        "chain_lines": lines_waiting(round_ids=[pk]).get(pk, 0),
        "group_buys": group_buys_waiting(round_ids=[pk]).get(pk, 0),
        "form": form,
        "filtered": where != OrderFilter(),
        "page": page,
        "rows": order_rows(list(page.object_list)),
        "totals": order_totals(round_id=pk, where=where),
        "signs": signs_in_round(round_id=pk),
        "slips": slip_counts(round_id=pk),
        "divided": shortages_of(round_id=pk),
        "place_note": round_.estate.label,
    }
    status = 422 if form.errors else 200
    return desk_page(request, "desk/orders.html", context, current="desk:home", status=status)


@for_roles(*COLLECTORS)
@require_GET
def export(request: StaffRequest, pk: int) -> HttpResponse:
    """The list as CSV that a spreadsheet opens; its first line says who took it out, and when."""
    round_ = round_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    where = _filters(request, pk).where()
    rows = order_rows(order_ids(round_id=pk, where=where))
    found = Export("orders", round_.title, *_table(rows))
    return list_answer(request, found, place=round_.estate)


@for_roles(*COLLECTORS)
@require_GET
def sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """The list on paper, one table for each entrance, with the totals at the foot."""
    round_ = round_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    where = _filters(request, pk).where()
    rows = [row for row in order_rows(order_ids(round_id=pk, where=where)) if not row.canceled]
    entrances = [
        (entrance, [_sheet_row(row) for row in group])
        for entrance, group in groupby(rows, key=lambda row: row.entrance)
    ]
    context = {
        "round": round_,
        "entrances": entrances,
        "totals": order_totals(round_id=pk, where=where),
        **sheet_head(place=round_.estate.label, path=round_.estate.path, now=timezone.now()),
    }
    return render(request, "desk/orders_print.html", context)


def _sheet_row(row: OrderRow) -> tuple[str, str, str, str]:
    """Door, contents line by line, number, total: 3,700 rows leave no time for template tags."""
    contents = "\n".join(f"{name} × {quantity}" for name, quantity in row.contents)
    return row.door, contents, code_groups(row.number), format_yuan(row.total_fen)


def _filters(request: StaffRequest, round_id: int) -> OrderFilterForm:
    return OrderFilterForm(request.GET, entrances=entrances_of_orders(round_id=round_id))


def _table(rows: Sequence[OrderRow]) -> tuple[list[str], list[list[Any]]]:
    """Head and rows of the export, with one column for each package."""
    names = sorted({name for row in rows for name, _quantity in row.contents})
    head = [
        _("Order number"),
        _("Door"),
        _("Entrance"),
        _("How it came"),
        _("Taken by"),
        _("Ordered at"),
        _("Yuan"),
        _("Canceled"),
        _("Replaced by"),
        *names,
    ]
    return head, [_cells(row, names) for row in rows]


def _cells(row: OrderRow, names: Sequence[str]) -> list[Any]:
    quantities = dict(row.contents)
    return [
        row.number,
        row.door,
        row.entrance,
        row.channel.label,
        row.placed_by,
        minute_text(row.occurred_at),
        f"{row.total_fen / FEN_PER_YUAN:.2f}",
        _("yes") if row.canceled else "",
        row.replaced_by.number if row.replaced_by else "",
        *(quantities.get(name, 0) for name in names),
    ]
