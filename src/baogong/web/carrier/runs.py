"""A run: its doors from the top floor down, one tap for each result."""

from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from baogong.apps.delivery.enums import Mode, Result
from baogong.apps.delivery.queries import RunRow, acceptance_of, run_for, ways_of
from baogong.apps.people.enums import Role
from baogong.web.access import StaffRequest, for_roles


@for_roles(Role.OFFICER)
@gzip_page  # a tower of 200 doors: 19 KB instead of 240
@require_GET
def run(request: StaffRequest, pk: int) -> HttpResponse:
    as_of = timezone.now()
    found = run_for(viewer=request.user, pk=pk)
    page = {
        "run": found.id,
        "asOf": as_of.isoformat(),
        "bags": _standing(found),
        "words": _words(),
    }
    way = ways_of([found.entrance_id], at=as_of)[found.entrance_id]
    context = {"run": found, "way": way, "key": uuid4(), "page": page}
    return render(request, "carrier/run.html", context)


@for_roles(Role.OFFICER)
@require_GET
def accepted(request: StaffRequest, pk: int) -> HttpResponse:
    """Full screen: what the officer counted, and whether the depot counted the same."""
    acceptance = acceptance_of(viewer=request.user, run_id=pk)
    context = {
        "run_id": pk,
        "acceptance": acceptance,
        "same": acceptance.counted == acceptance.expected,
        "fewer": max(acceptance.expected - acceptance.counted, 0),
        "more": max(acceptance.counted - acceptance.expected, 0),
    }
    return render(request, "carrier/accepted.html", context)


def _standing(found: RunRow) -> dict[str, dict[str, Any]]:
    """What the server knows of each bag when the page is made; waiting taps are laid over it."""
    return {
        bag.code: {
            "returned": bag.returned,
            "recalled": bag.recalled,
            "taps": [
                [str(tap.key), tap.result.value, tap.at.isoformat(), tap.end.value]
                for tap in bag.taps
            ],
        }
        for bag in found.bags
    }


def _words() -> dict[str, str]:
    """What is said of a bag in each state, and of a given one by where it was left."""
    states = {result.value: str(result.label) for result in Result}
    ends = {f"{Result.GIVEN.value}:{end.value}": end.done_label for end in Mode}
    return (
        states
        | ends
        | {
            "open": "",
            "returned": _("Back at the depot"),
            "recalled": _("Called back: do not hand out, bring it back"),
        }
    )
