"""How far days have come, how fast they go, and what has waited longest with whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from baogong.apps.reporting.enums import Stage
from baogong.apps.reporting.forecast import HOUR, StageLine
from baogong.apps.reporting.queries import line_sql as sql

VERSION = """
SELECT coalesce((SELECT max(id) FROM plumbing_auditentry), 0),
       coalesce((SELECT max(id) FROM custody_handoff), 0),
       coalesce((SELECT max(id) FROM delivery_attempt), 0)"""


@dataclass(frozen=True, slots=True)
class Stuck:
    """``count`` orders, purchase orders or bags of a stage that wait since then.

    ``entrance`` is what they are for, ``who`` the supplier, depot or officer who has them. Orders
    from slips wait for a second reading, by whoever has the time.
    """

    estate_id: int
    stage: Stage
    entrance_id: int | None
    entrance: str
    who: str
    count: int
    since: datetime


def lines_of(*, round_ids: Collection[int], now: datetime) -> dict[int, list[StageLine]]:
    """The six stages by estate, over some rounds; an estate without orders is not there.

    One query.
    """
    found: dict[int, dict[Stage, StageLine]] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql.STAGES, {"rounds": list(round_ids), "hour": now - HOUR})
        for estate_id, stage, *figures in cursor.fetchall():
            found.setdefault(estate_id, {})[Stage(stage)] = StageLine(Stage(stage), *figures)
    return {
        estate_id: [stages.get(stage, StageLine(stage)) for stage in Stage]
        for estate_id, stages in found.items()
    }


def line_of(*, round_ids: Collection[int], now: datetime) -> list[StageLine]:
    """The six stages of one estate's day. One query."""
    [line] = lines_of(round_ids=round_ids, now=now).values() or [[StageLine(s) for s in Stage]]
    return line


def stuck_longest(*, round_ids: Collection[int], most: int) -> list[Stuck]:
    """What has waited longest: at most so many of each stage, the longest first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(sql.STUCK, {"rounds": list(round_ids), "most": most})
        return [
            Stuck(estate_id, Stage(stage), *row) for estate_id, stage, *row in cursor.fetchall()
        ]


def version() -> str:
    """Changes whenever any order, bag or handoff does; three index look-ups."""
    with connection.cursor() as cursor:
        cursor.execute(VERSION)
        return "-".join(map(str, cursor.fetchone()))
