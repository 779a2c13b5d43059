"""Doors that nobody heard from: no order, no delivery, no card handed over, no contact (C12.2)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from baogong.apps.places.models import Place
from baogong.apps.reporting.queries.unreached_sql import COUNT, ROWS


@dataclass(frozen=True, slots=True)
class UnreachedDoor:
    """A door; ``heard_at``: its last sign, if ever; ``tried_at``: when somebody asked after it."""

    id: int
    door: str
    entrance_id: int
    entrance: str
    people: int | None
    heard_at: datetime | None
    tried_at: datetime | None


def unreached_doors(
    *, estate: Place, since: datetime, entrance_id: int | None = None
) -> list[UnreachedDoor]:
    """The doors without a sign since then, in walking order. One query."""
    values = {"estate": estate.path, "since": since, "entrance": entrance_id}
    return [UnreachedDoor(*row) for row in _rows(ROWS, values)]


def unreached_count(*, estate: Place, since: datetime) -> int:
    """How many doors of an estate have given no sign since then. One query."""
    [(count,)] = _rows(COUNT, {"estate": estate.path, "since": since})
    return int(count)


def _rows(statement: str, values: dict[str, Any]) -> Collection[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
