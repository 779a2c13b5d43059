"""How too little of a good was divided: for everybody, without names, to be computed again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from baogong.apps.sorting.enums import Division
from baogong.apps.sorting.queries import ShortageRow, log_of, shortage_of
from baogong.web.components.amounts import amount_text
from baogong.web.resident.published import csv_file, json_file, log_document, shown_log


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The terms and the log; ``?number=`` an order's line alone."""
    shortage = shortage_of(pk)

    def amount(quantity: int) -> str:
        return amount_text(quantity, shortage.sold_by)

    context = {
        "shortage": shortage,
        "place_note": shortage.estate,
        "place": shortage.round,
        "by_priority": shortage.division is Division.PRIORITY,
        **shown_log(request, log_of(shortage), amount=amount),
    }
    return render(request, "resident/shortage.html", context)


@require_GET
def as_json(_request: HttpRequest, pk: int) -> HttpResponse:
    """All that ``baogong shortage check`` needs."""
    shortage = shortage_of(pk)
    document = log_document(_terms(shortage), log_of(shortage))
    return json_file(document, f"shortage-{shortage.id}")


@require_GET
def as_csv(_request: HttpRequest, pk: int) -> HttpResponse:
    shortage = shortage_of(pk)
    return csv_file(log_of(shortage), f"shortage-{shortage.id}")


def _terms(shortage: ShortageRow) -> dict[str, Any]:
    """Quantities in pieces or grams; they were dealt out in steps of ``unit``."""
    return {
        "shortage": shortage.id,
        "good": shortage.good,
        "sku": shortage.sku,
        "sold_by": shortage.sold_by,
        "delivery_date": shortage.delivery_date.isoformat(),
        "decided_at": shortage.decided_at.isoformat(),
        "ordered": shortage.ordered,
        "came": shortage.came,
        "supply": shortage.supply,
        "unit": shortage.unit,
        "strategy": str(shortage.division),
        "seed": shortage.seed,
        "commitment": shortage.commitment,
    }
