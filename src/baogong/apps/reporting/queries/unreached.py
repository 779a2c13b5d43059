"""Doors that nobody heard from: no order, no delivery, no card handed over, no contact (C12.2)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from baogong.apps.people.queries import IN_NEED
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
    return _doors({"estate": estate.path, "since": since, "entrance": entrance_id, "kinds": None})


def care_calls_due(*, estate: Place, since: datetime) -> list[UnreachedDoor]:
    """Those of ``unreached_doors`` that need help. One query."""
    kinds = [kind.value for kind in IN_NEED]
    return _doors({"estate": estate.path, "since": since, "entrance": None, "kinds": kinds})


def unreached_count(*, estate: Place, since: datetime) -> int:
    """How many doors of an estate have given no sign since then. One query."""
    [(count,)] = _rows(COUNT, {"estate": estate.path, "since": since})
    return int(count)


def _doors(values: dict[str, Any]) -> list[UnreachedDoor]:
    return [UnreachedDoor(*row) for row in _rows(ROWS, values)]


def _rows(statement: str, values: dict[str, Any]) -> Collection[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
