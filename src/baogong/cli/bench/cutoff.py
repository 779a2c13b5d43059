"""Close a town's rounds to purchase orders, bags, crates and door lists, beside bare SQL."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from baogong.apps.ordering.models import Round

BAG_GRAMS = 15_000  # the setting's default


def main(folder: str, households: str) -> None:
    """Print ``{"households", "orders", "lines", "seconds", "parts", "sql_seconds", ...}``."""
    os.environ["BAOGONG_DATA"] = folder
    os.environ["BAOGONG_LOG_LEVEL"] = "ERROR"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baogong.config.settings")
    import django  # noqa: PLC0415 - the data folder must be known first

    django.setup()
    from django.utils import timezone  # noqa: PLC0415

    from baogong.cli import database  # noqa: PLC0415

    with database.available():
        json.dump(_measure(int(households), now=timezone.now()), sys.stdout)


def _measure(households: int, *, now: datetime) -> dict[str, Any]:
    from baogong.cli.bench.town import Asking, ordered_town  # noqa: PLC0415

    asking = Asking()
    rounds = ordered_town(households, asking, now=now)
    orders = sum(round_.orders.count() for round_ in rounds)
    sql_seconds, sql_rows = _bare_sql()
    parts: dict[str, float] = {}
    rows = _close(rounds, parts, now=now)
    seconds = sum(parts.values())
    return {
        "households": households,
        "orders": orders,
        "lines": orders * asking.lines,
        "seconds": round(seconds, 2),
        "sql_seconds": round(sql_seconds, 2),
        "ratio_to_sql": round(seconds / sql_seconds, 2),
        "parts": {name: round(taken, 2) for name, taken in parts.items()},
        "rows": rows,
        "same_as_sql": rows == sql_rows,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _close(rounds: list[Round], parts: dict[str, float], *, now: datetime) -> dict[str, int]:
    """What the sweep and its jobs do, round by round, and the lists that are printed then."""
    from baogong.apps.ordering.services import close_round  # noqa: PLC0415
    from baogong.apps.procurement.services import order_goods  # noqa: PLC0415
    from baogong.apps.sorting.queries import bag_labels  # noqa: PLC0415
    from baogong.apps.sorting.services import plan_wave  # noqa: PLC0415
    from baogong.plumbing.audit import SYSTEM  # noqa: PLC0415

    for round_ in rounds:
        with _timed(parts, "closing"):
            close_round(round_id=round_.pk, actor=SYSTEM, now=now)
        with _timed(parts, "purchase_orders"):
            order_goods(round_id=round_.pk, now=now)
        with _timed(parts, "bags_and_crates"):
            wave = plan_wave(round_id=round_.pk, now=now)
        with _timed(parts, "door_lists"):
            bag_labels(wave_id=wave.pk if wave else 0)
    return _counts()


@contextmanager
def _timed(parts: dict[str, float], name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    parts[name] = parts.get(name, 0) + time.perf_counter() - began


def _bare_sql() -> tuple[float, dict[str, int]]:
    """Seconds of the same work as a handful of statements, and the rows that it made; undone."""
    from django.db import connection, transaction  # noqa: PLC0415

    from baogong.cli.bench import cutoff_sql as sql  # noqa: PLC0415

    with transaction.atomic(), connection.cursor() as cursor:
        began = time.perf_counter()
        for step in sql.STEPS:
            cursor.execute(step, {"limit": BAG_GRAMS})
        cursor.execute(sql.DOOR_LISTS)
        cursor.fetchall()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        taken = time.perf_counter() - began
        made = _counts()
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return taken, made


def _counts() -> dict[str, int]:
    from django.db import connection  # noqa: PLC0415

    from baogong.cli.bench.cutoff_sql import COUNTS  # noqa: PLC0415

    names = ("purchase_orders", "bought", "bags", "bag_lines", "planned", "crates")
    with connection.cursor() as cursor:
        cursor.execute(COUNTS)
        return dict(zip(names, cursor.fetchone(), strict=True))


if __name__ == "__main__":
    main(*sys.argv[1:])
