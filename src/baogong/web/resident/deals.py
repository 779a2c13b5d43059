"""Draws: what everybody may note down before one, and how it was divided after it."""

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from baogong.apps.ordering.enums import Rule
from baogong.apps.ordering.queries import PublishedDeal, deal_of, drawn_round, log_of_deal
from baogong.apps.sorting.queries import ShortageRow, shortages_of
from baogong.web.resident.published import csv_file, json_file, log_document, shown_log


@require_GET
def draws(request: HttpRequest, pk: int) -> HttpResponse:
    """What of a round is divided, when, and what the words for the lots are bound to."""
    round_ = drawn_round(pk)
    divided = defaultdict[str, list[ShortageRow]](list)
    for row in shortages_of(round_id=pk):
        divided[row.sku].append(row)
    context = {
        "round": round_,
        "goods": [(good, divided[good.sku]) for good in round_.goods],
        "place_note": round_.estate,
        "place": round_.title,
    }
    return render(request, "resident/draws.html", context)


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The terms and the log of a deal; ``?number=`` an ask's line alone."""
    deal = deal_of(pk)
    context = {
        "deal": deal,
        "place_note": deal.estate,
        "place": deal.round,
        "by_priority": deal.rule is Rule.PRIORITY,
        **shown_log(request, log_of_deal(deal)),
    }
    return render(request, "resident/deal.html", context)


@require_GET
def as_json(_request: HttpRequest, pk: int) -> HttpResponse:
    """All that ``docs/check_a_draw.py`` and ``baogong shortage check`` need."""
    deal = deal_of(pk)
    return json_file(log_document(_terms(deal), log_of_deal(deal)), f"deal-{deal.id}")


@require_GET
def as_csv(_request: HttpRequest, pk: int) -> HttpResponse:
    deal = deal_of(pk)
    return csv_file(log_of_deal(deal), f"deal-{deal.id}")


def _terms(deal: PublishedDeal) -> dict[str, Any]:
    """Quantities in packages, which are dealt out one by one."""
    return {
        "deal": deal.id,
        "package": deal.package,
        "delivery_date": deal.delivery_date.isoformat(),
        "decided_at": deal.dealt_at.isoformat(),
        "supply": deal.supply,
        "unit": 1,
        "strategy": str(deal.rule.strategy),
        "seed": deal.seed,
        "commitment": deal.commitment,
    }
