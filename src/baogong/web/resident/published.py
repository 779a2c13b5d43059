"""A published log: who got how much of what was not enough for all, and why. It names no door."""

import csv
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse

from baogong.apps.ordering.queries import LogLine
from baogong.values.codes import BadCode, read_code

PAGE_ROWS = 100
FORMAT = "baogong-shortage-1"
HEAD = ("order", "wanted", "granted", "asked_at", "priority", "why", "place", "lot")


def shown_log(
    request: HttpRequest, log: Sequence[LogLine], *, amount: Callable[[int], str] = str
) -> dict[str, Any]:
    """What ``resident/log.html`` needs; ``?number=`` an order's line alone."""
    typed = request.GET.get("number", "")
    found = [line for line in log if line.number == _number(typed)] if typed else log
    page = Paginator(found, PAGE_ROWS).get_page(request.GET.get("page"))
    return {
        "typed": typed,
        "found": found,
        "page": page,
        "lines": [(line, amount(line.wanted), amount(line.granted)) for line in page],
        "doors": len(log),
        "granted": amount(sum(line.granted for line in log)),
        "wanted": amount(sum(line.wanted for line in log)),
    }


def log_document(terms: Mapping[str, Any], log: Sequence[LogLine]) -> dict[str, Any]:
    """All that ``baogong shortage check`` needs: ``supply``, ``unit``, ``strategy``, ``seed`` and
    ``commitment`` are among the terms."""
    return {"format": FORMAT, **terms, "log": [_cells(line) for line in log]}


def json_file(document: Mapping[str, Any], name: str) -> HttpResponse:
    answer = JsonResponse(document, json_dumps_params={"ensure_ascii": False})
    return _as_file(answer, f"{name}.json")


def csv_file(log: Sequence[LogLine], name: str) -> HttpResponse:
    """The log as CSV that a spreadsheet opens."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.write("\ufeff")
    writer = csv.writer(answer)
    writer.writerow(HEAD)
    writer.writerows(_cells(line).values() for line in log)
    return _as_file(answer, f"{name}.csv")


def _cells(line: LogLine) -> dict[str, Any]:
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
