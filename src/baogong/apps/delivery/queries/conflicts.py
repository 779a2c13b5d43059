"""Reports from the field that did not fit, for the clerks of the place."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from baogong.apps.delivery.enums import ConflictReason, Result
from baogong.apps.delivery.models import FieldConflict
from baogong.apps.people.enums import Role
from baogong.apps.people.models import Assignment
from baogong.apps.people.queries import Viewer, covers
from baogong.values.errors import NotVisible


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A report as sent, why it did not fit, and what the clerk made of it.

    ``door`` and ``order_id`` are empty where no bag was found; ``result`` where none was readable.
    """

    id: int
    reason: ConflictReason
    bag_code: str
    door: str
    order_id: int | None
    result: Result | None
    reported_by: str
    occurred_at: datetime
    recorded_at: datetime
    raw: str
    settled_at: datetime | None
    settled_by: str
    note: str


def conflict_row(*, viewer: Viewer, roles: Collection[Role], pk: int) -> ConflictRow:
    """The gate to a report from the viewer's places. Raises NotVisible."""
    rows = _rows(_visible(viewer, roles).filter(pk=pk))
    if not rows:
        raise NotVisible
    return rows[0]


def conflict_ids(*, viewer: Viewer, roles: Collection[Role], settled: bool) -> list[int]:
    """Ids of open reports, the oldest first, or of settled ones, the latest first."""
    found = _visible(viewer, roles).filter(settled_at__isnull=not settled)
    order = ("-settled_at", "-pk") if settled else ("occurred_at", "pk")
    return list(found.order_by(*order).values_list("pk", flat=True))


def conflict_rows(ids: Collection[int]) -> list[ConflictRow]:
    """The reports of these ids, in their order. One query."""
    rows = {row.id: row for row in _rows(FieldConflict.objects.filter(pk__in=ids))}
    return [rows[pk] for pk in ids if pk in rows]


def _visible(viewer: Viewer, roles: Collection[Role]) -> QuerySet[FieldConflict]:
    """Reports on bags of the viewer's doors; those without one go by the reporter's places."""
    reporter_nearby = Assignment.objects.filter(
        covers(viewer=viewer, roles=roles, path="place__path"), user=OuterRef("reported_by")
    )
    return FieldConflict.objects.filter(
        Q(covers(viewer=viewer, roles=roles, path="unit__destination__path"))
        | Q(Exists(reporter_nearby), unit=None)
    )


def _rows(conflicts: QuerySet[FieldConflict]) -> list[ConflictRow]:
    found = conflicts.select_related("reported_by", "settled_by", "unit__destination", "unit__bag")
    return [_row(conflict) for conflict in found]


def _row(conflict: FieldConflict) -> ConflictRow:
    payload: dict[str, Any] = conflict.payload
    unit = conflict.unit
    result = payload.get("result")
    return ConflictRow(
        id=conflict.pk,
        reason=ConflictReason(conflict.reason),
        bag_code=unit.code if unit else str(payload.get("bag", "")),
        door=unit.destination.label if unit else "",
        order_id=bag.order_id if (bag := getattr(unit, "bag", None)) else None,
        result=Result(result) if result in Result.values else None,
        reported_by=conflict.reported_by.name,
        occurred_at=conflict.occurred_at,
        recorded_at=conflict.recorded_at,
        raw=str(payload.get("raw", "")),
        settled_at=conflict.settled_at,
        settled_by=conflict.settled_by.name if conflict.settled_by else "",
        note=conflict.note,
    )
