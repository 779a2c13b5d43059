"""Estates and their days; a day's chain and its sums."""

import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from baogong.apps.custody.queries import discrepancies
from baogong.apps.ordering.queries import supply_days
from baogong.apps.people.queries import estate_for, places_of_kind
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import UNREACHED_DAYS
from baogong.apps.reporting.queries import (
    day_sums,
    line_of,
    stuck_longest,
    unreached_count,
    version,
)
from baogong.apps.tickets.queries import overdue_enquiries, overdue_tickets
from baogong.web.access import StaffRequest, for_roles
from baogong.web.command.figures import bag_rows, good_rows, goods_astray, order_rows
from baogong.web.command.navigation import navigation
from baogong.web.command.scope import COMMAND, Day, day_for, page_number
from baogong.web.command.stages import overdue_lines, stage_cards, stuck_lines, verdict_text
from baogong.web.command.stock import alarm_texts
from baogong.web.components.chain import HandoffCard
from baogong.web.paper.corner import sheet_head

PAGE_DAYS = 60
MOST_STUCK = 2  # of each stage


@require_GET
@for_roles(*COMMAND)
def home(request: StaffRequest) -> HttpResponse:
    """Estates, and the days on which something is delivered."""
    estates = places_of_kind(viewer=request.user, roles=COMMAND, kind=PlaceKind.ESTATE)
    page = page_number(request)
    days = supply_days(
        estate_ids=[estate.pk for estate in estates],
        limit=PAGE_DAYS,
        offset=(page - 1) * PAGE_DAYS,
    )
    context = {
        "nav": navigation(request, current="command:home"),
        "estates": estates,
        "days": days,
        "older": page + 1 if len(days) == PAGE_DAYS else None,
        "today": timezone.localdate(),
    }
    return render(request, "command/home.html", context)


@require_GET
@for_roles(*COMMAND)
def day(request: StaffRequest, estate: int, date: datetime.date) -> HttpResponse:
    """The chain from left to right, then the sums at three levels."""
    found = day_for(request, estate=estate, date=date)
    place, now = estate_for(viewer=request.user, roles=COMMAND, pk=estate), timezone.now()
    silence = setting(UNREACHED_DAYS, place=place, at=now)
    context = _day_context(request, found) | {
        "nav": navigation(request, current="command:home"),
        "stock_alarms": alarm_texts([place], now=now),
        "unreached": unreached_count(estate=place, since=now - datetime.timedelta(days=silence)),
    }
    return render(request, "command/day.html", context)


@require_GET
@for_roles(*COMMAND)
def live(request: StaffRequest, estate: int, date: datetime.date) -> HttpResponse:
    """The moving part of the day's page; 204 while nothing moved since version ``v``."""
    found = day_for(request, estate=estate, date=date)
    if request.GET.get("v") == seen_now(timezone.now()):
        return HttpResponse(status=204)
    return render(request, "command/day_live.html", _day_context(request, found))


@require_GET
@for_roles(*COMMAND)
def sheet(request: StaffRequest, estate: int, date: datetime.date) -> HttpResponse:
    """The day on paper."""
    found = day_for(request, estate=estate, date=date)
    head = sheet_head(place=found.estate, path=found.estate_path, now=timezone.now())
    context = _day_context(request, found) | head
    return render(request, "command/day_sheet.html", context)


def _day_context(request: StaffRequest, day: Day) -> dict[str, Any]:
    now = timezone.now()
    seen = seen_now(now)  # read first, so that a change meanwhile is fetched by the next poll
    sums = day_sums(round_ids=day.round_ids, estate_path=day.estate_path)
    orders, order_total = order_rows(sums, day=day)
    bags, bag_total = bag_rows(sums, day=day)
    return {
        "place": day.estate,
        "day": day,
        "version": seen,
        **line_context(day, now=now),
        "sums": sums,
        "levels": [order_total, bag_total],
        "orders": orders,
        "order_total": order_total,
        "bags": bags,
        "bag_total": bag_total,
        "goods": good_rows(sums, day=day),
        "goods_astray": goods_astray(sums, day=day),
        "differences": _open_differences(request, day),
    }


def seen_now(now: datetime.datetime) -> str:
    """What a poll compares: changes with every event, and each minute, since ages grow."""
    return f"{version()}-{now:%H%M}"


def line_context(day: Day, *, now: datetime.datetime) -> dict[str, Any]:
    """The six stages, which of them holds the day up, and what has waited longest."""
    line = line_of(round_ids=day.round_ids, now=now)
    stuck = stuck_longest(round_ids=day.round_ids, most=MOST_STUCK)
    overdue = overdue_lines(
        reports=overdue_tickets(estate_path=day.estate_path, now=now),
        enquiries=overdue_enquiries(estate_path=day.estate_path, now=now),
        now=now,
    )
    return {
        "stages": stage_cards(line, day=day, now=now),
        "held_up": verdict_text(line, now=now),
        "stuck": [*overdue, *stuck_lines(stuck, day=day, now=now)],
    }


def _open_differences(request: StaffRequest, day: Day) -> list[HandoffCard]:
    rows = discrepancies(viewer=request.user, roles=COMMAND, estate_id=day.estate_id)
    return [
        HandoffCard(
            giver=row.giver,
            receiver=row.receiver,
            place=row.place,
            expected=row.expected,
            counted=row.counted,
            evidence=row.evidence,
            at=row.at,
            url=reverse("desk:difference", args=[row.id]),
        )
        for row in rows
        if row.settled_at is None
    ]
