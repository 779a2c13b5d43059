"""Differences between two counts: who gave, who received, and what a second count found."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet

from baogong.apps.custody.enums import HolderKind, UnitKind
from baogong.apps.custody.models import Discrepancy, HandoffUnit, Holder
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers
from baogong.values.errors import NotVisible


@dataclass(frozen=True, slots=True)
class DiscrepancyRow:
    """A difference between giver and receiver; ``found`` and ``note`` once it was settled."""

    id: int
    giver: str
    receiver: str
    place: str
    evidence: str
    expected: int
    counted: int
    at: datetime
    settled_at: datetime | None
    settled_by: str
    found: int | None
    note: str

    @property
    def surplus(self) -> int:
        """Units counted beyond what was given; negative where some were missing."""
        return self.counted - self.expected


def discrepancies(
    *, viewer: Viewer, roles: Collection[Role], estate_id: int | None = None, limit: int = 200
) -> list[DiscrepancyRow]:
    """Differences at the viewer's places, open ones first, then the newest. One query."""
    rows = _visible(viewer, roles)
    if estate_id is not None:
        rows = rows.filter(handoff__place__parent=estate_id)
    newest = rows.order_by(F("settled_at").desc(nulls_first=True), "-opened_at")
    return [_row(row) for row in newest[:limit]]


def discrepancy_row(*, viewer: Viewer, roles: Collection[Role], pk: int) -> DiscrepancyRow:
    """The gate to a difference at one of the viewer's places. Raises NotVisible."""
    if (row := _visible(viewer, roles).filter(pk=pk).first()) is None:
        raise NotVisible
    return _row(row)


def discrepancy_ids(*, viewer: Viewer, roles: Collection[Role], settled: bool) -> list[int]:
    """Ids of open differences, the oldest first, or of settled ones, the latest first."""
    rows = _visible(viewer, roles).filter(settled_at__isnull=not settled)
    order = ("-settled_at", "-pk") if settled else ("opened_at", "pk")
    return list(rows.order_by(*order).values_list("pk", flat=True))


def discrepancy_rows(ids: Sequence[int]) -> list[DiscrepancyRow]:
    """The differences of these ids, in their order. One query."""
    rows = _with_names(Discrepancy.objects.all()).in_bulk(ids)
    return [_row(rows[pk]) for pk in ids if pk in rows]


def units_of_discrepancy(*, discrepancy_id: int) -> list[tuple[str, str]]:
    """(bag code, door) of every bag in the handoff, to tick off while counting. One query."""
    lines = HandoffUnit.objects.filter(
        handoff__discrepancy=discrepancy_id, unit__kind=UnitKind.BAG
    ).order_by("unit__destination__sort_key", "unit")
    return list(lines.values_list("unit__code", "unit__destination__label"))


def _visible(viewer: Viewer, roles: Collection[Role]) -> QuerySet[Discrepancy]:
    rows = _with_names(Discrepancy.objects.all())
    return rows.filter(covers(viewer=viewer, roles=roles, path="handoff__place__path"))


def _with_names(rows: QuerySet[Discrepancy]) -> QuerySet[Discrepancy]:
    return rows.select_related(
        "handoff__giver__user",
        "handoff__giver__place",
        "handoff__receiver__user",
        "handoff__receiver__place",
        "handoff__place",
        "settled_by",
    )


def _row(row: Discrepancy) -> DiscrepancyRow:
    return DiscrepancyRow(
        id=row.pk,
        giver=holder_name(row.handoff.giver),
        receiver=holder_name(row.handoff.receiver),
        place=row.handoff.place.label,
        evidence=row.handoff.get_evidence_display(),
        expected=row.expected,
        counted=row.counted,
        at=row.handoff.occurred_at,
        settled_at=row.settled_at,
        settled_by=row.settled_by.name if row.settled_by else "",
        found=row.found,
        note=row.note,
    )


def holder_name(holder: Holder | None) -> str:
    """Who or what holds it, as people call them; empty for nobody."""
    if holder is None:
        return ""
    if holder.user is not None:
        return holder.user.name
    place = holder.place.label if holder.place else ""
    if holder.kind == HolderKind.RETURNS:
        return f"{place} · {HolderKind.RETURNS.label}"
    return place
