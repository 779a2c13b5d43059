"""How too little of a good was divided: for everybody, without names, to be computed again."""

import csv
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from baogong.apps.sorting.queries import LogLine, ShortageRow, log_of, shortage_of
from baogong.values.codes import BadCode, read_code

PAGE_ROWS = 100
FORMAT = "baogong-shortage-1"
HEAD = ("order", "wanted", "granted", "asked_at", "priority", "why", "place", "lot")


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The terms and the log; ``?number=`` an order's line alone."""
    shortage = shortage_of(pk)
    log = log_of(shortage)
    typed = request.GET.get("number", "")
    found = [line for line in log if line.number == _number(typed)] if typed else log
    rows = Paginator(found, PAGE_ROWS).get_page(request.GET.get("page"))
    context = {
        "shortage": shortage,
        "typed": typed,
        "found": found,
        "page": rows,
        "doors": len(log),
        "granted": sum(line.granted for line in log),
        "wanted": sum(line.wanted for line in log),
        "place_note": shortage.estate,
        "place": shortage.round,
    }
    return render(request, "resident/shortage.html", context)


@require_GET
def as_json(_request: HttpRequest, pk: int) -> HttpResponse:
    """All that ``baogong shortage check`` needs."""
    shortage = shortage_of(pk)
    answer = JsonResponse(
        log_document(shortage, log_of(shortage)), json_dumps_params={"ensure_ascii": False}
    )
    return _as_file(answer, f"shortage-{shortage.id}.json")


@require_GET
def as_csv(_request: HttpRequest, pk: int) -> HttpResponse:
    """The log as CSV that a spreadsheet opens."""
    shortage = shortage_of(pk)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.write("\ufeff")
    writer = csv.writer(answer)
    writer.writerow(HEAD)
    writer.writerows(_line(line).values() for line in log_of(shortage))
    return _as_file(answer, f"shortage-{shortage.id}.csv")


def log_document(shortage: ShortageRow, log: list[LogLine]) -> dict[str, Any]:
    """Quantities in pieces or grams; they were dealt out in steps of ``unit``."""
    return {
        "format": FORMAT,
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
        "log": [_line(line) for line in log],
    }


def _line(line: LogLine) -> dict[str, Any]:
    cells = (
        line.number,
        line.wanted,
        line.granted,
        line.asked_at.isoformat(),
        line.priority,
        str(line.why),
        line.place,
        line.lot,
    )
    return dict(zip(HEAD, cells, strict=True))


def _number(typed: str) -> str:
    try:
        return read_code(typed)
    except BadCode:
        return ""


def _as_file(answer: HttpResponse, name: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
