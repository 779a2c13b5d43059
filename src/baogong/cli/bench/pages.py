"""Open every page as each role that may, and note server time, queries and size."""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.test import Client

ROUNDS = 9


def main(folder: str, size: str) -> None:
    """Print ``{"households", "pages": {name: {"median_ms", "queries", "bytes"}}}``."""
    os.environ["BAOGONG_DATA"] = folder
    os.environ["BAOGONG_LOG_LEVEL"] = "ERROR"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baogong.config.settings")
    import django  # noqa: PLC0415 - the data folder must be known first

    django.setup()
    from django.utils import timezone  # noqa: PLC0415

    from baogong.cli import database  # noqa: PLC0415
    from baogong.cli.bench.stage import set_stage  # noqa: PLC0415
    from baogong.cli.bench.visitors import visits  # noqa: PLC0415
    from baogong.cli.play import under_way  # noqa: PLC0415
    from baogong.plumbing.processes.prepare import collect_static_files  # noqa: PLC0415

    sizes = {"six-doors": under_way.SIX_DOORS, "whole-estate": under_way.WHOLE_ESTATE}
    collect_static_files()
    with database.available():
        scene = set_stage(
            sizes[size],
            password=os.urandom(9).hex(),
            public_url="http://localhost:8000",
            now=timezone.now(),
        )
        measured = {name: _measure(client, url) for name, client, url in visits(scene)}
    pages = {name: page for name, page in measured.items() if page}
    json.dump({"households": len(sizes[size].doors), "pages": pages}, sys.stdout)


def _measure(client: Client, url: str) -> dict[str, Any] | None:
    """Median server time of a page; None for what is not an HTML page."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    asked = len(queries)  # before the next request forgets them
    if answer.status_code != 200 or "text/html" not in answer.headers["Content-Type"]:
        return None
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        client.get(url)
        times.append(time.perf_counter() - began)
    return {
        "median_ms": round(statistics.median(times) * 1000, 1),
        "queries": asked,
        "bytes": len(answer.content),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
