"""Rosters that came in, and what of them waits for somebody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from baogong.apps.places.models import Place, RosterConflict, RosterFile, RosterRefusal
from baogong.apps.places.roster_json import said_of
from baogong.readers.rosters import Said


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A file that came in. ``waiting``: nobody loaded or dropped it yet."""

    id: int
    name: str
    uploaded_at: datetime
    loaded_at: datetime | None
    waiting: bool
    refused: int
    open_conflicts: int


@dataclass(frozen=True, slots=True)
class RefusalRow:
    """A row of a file that did not become a household."""

    sheet: str
    row: int
    why: str
    raw: str


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A conflict with the rows where it stands and what may be chosen: (sheet, row, said)."""

    id: int
    kind: str
    doors: tuple[str, ...]
    rows: tuple[tuple[str, int], ...]
    value: str
    choices: tuple[tuple[str, int, Said], ...]
    settled_at: datetime | None


def roster_rows(*, estate: Place, limit: int = 50) -> list[RosterRow]:
    """The files of an estate, the newest first. One query, and no file's content."""
    rows = (
        RosterFile.objects.filter(estate=estate)
        .annotate(
            refused=Count("refusals", distinct=True),
            open=Count("conflicts", distinct=True, filter=Q(conflicts__settled_at=None)),
            waits=Q(read__isnull=False),
        )
        .order_by("-uploaded_at", "-pk")
        .values_list("pk", "name", "uploaded_at", "loaded_at", "waits", "refused", "open")
    )
    return [RosterRow(*row) for row in rows[:limit]]


def loaded_before(file: RosterFile) -> datetime | None:
    """When this very file was loaded last, if it was."""
    same = RosterFile.objects.filter(estate=file.estate_id, digest=file.digest)
    newest = same.exclude(loaded_at=None).order_by("-loaded_at")
    return newest.values_list("loaded_at", flat=True).first()


def refusal_rows(file: RosterFile) -> list[RefusalRow]:
    """The rows that a loaded file's households lack, as they stand in it."""
    rows = RosterRefusal.objects.filter(file=file).order_by("pk")
    return [RefusalRow(*row) for row in rows.values_list("sheet", "row", "why", "raw")]


def conflict_ids(*, estate: Place, settled: bool, kind: str = "") -> list[int]:
    """Conflicts of an estate in the order of their files; settled ones by when, newest first."""
    rows = RosterConflict.objects.filter(estate=estate, settled_at__isnull=not settled)
    if kind:
        rows = rows.filter(kind=kind)
    order = ("-settled_at", "-pk") if settled else ("pk",)
    return list(rows.order_by(*order).values_list("pk", flat=True))


def conflict_rows(ids: Collection[int]) -> list[ConflictRow]:
    """Conflicts by id, in the order of ``ids``. One query."""
    found = RosterConflict.objects.in_bulk(list(ids))
    return [_conflict(found[pk]) for pk in ids if pk in found]


def open_conflict_kinds(*, estate: Place) -> dict[str, int]:
    """How many conflicts of each kind wait."""
    rows = RosterConflict.objects.filter(estate=estate, settled_at=None).values_list("kind")
    return dict(rows.annotate(n=Count("pk")).order_by("kind"))


def _conflict(row: RosterConflict) -> ConflictRow:
    choices: list[tuple[list[Any], dict[str, Any]]] = row.choices
    return ConflictRow(
        id=row.pk,
        kind=row.kind,
        doors=tuple(row.doors),
        rows=tuple((sheet, number) for sheet, number in row.rows),
        value=row.value,
        choices=tuple((sheet, number, said_of(said)) for (sheet, number), said in choices),
        settled_at=row.settled_at,
    )
