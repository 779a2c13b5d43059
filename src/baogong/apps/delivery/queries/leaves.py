"""Crates that wait in a leader's grid, and who was let in for them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from baogong.apps.delivery.models import CrateLeave
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers
from baogong.apps.sorting.models import Crate


@dataclass(frozen=True, slots=True)
class WaitingCrate:
    """A closed crate that nobody took yet."""

    id: int
    code: str
    entrance_id: int
    entrance: str
    closed_at: datetime


@dataclass(frozen=True, slots=True)
class LeaveRow:
    """``officer`` of another grid may carry the crate."""

    officer: str
    reason: str
    given_by: str
    given_at: datetime


def crates_to_fetch(*, viewer: Viewer, roles: Collection[Role]) -> list[WaitingCrate]:
    """Closed crates for the viewer's entrances that nobody took yet. One query."""
    inside = covers(viewer=viewer, roles=roles, path="entrance__path")
    crates = Crate.objects.filter(inside, closed_at__isnull=False, run=None)
    rows = crates.select_related("entrance").order_by("entrance__sort_key", "number")
    return [
        WaitingCrate(row.pk, row.code, row.entrance_id, row.entrance.label, row.closed_at)
        for row in rows
        if row.closed_at is not None
    ]


def leaves_of(*, crate_id: int) -> list[LeaveRow]:
    """Who was let in for a crate that a gate let through, the newest first. One query."""
    rows = CrateLeave.objects.filter(crate=crate_id).select_related("officer", "given_by")
    return [
        LeaveRow(row.officer.name, row.reason, row.given_by.name, row.given_at)
        for row in rows.order_by("-given_at", "-pk")
    ]
