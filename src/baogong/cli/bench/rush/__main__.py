"""The town, the server as users start it, the crowd, and then the limit on the same database."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from baogong.cli.bench.rush.town import RushTown

HOST = "127.0.0.1"
START_SECONDS = 120
LIMIT_SECONDS = 10
TICKS_MS = 1000 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Load:
    """How the crowd comes. ``hot``: everybody wants the same four packages. ``earlier``: so many
    orders are in the tables before. ``workers``: web processes that take it in."""

    households: int
    clients: int
    seconds: int
    hot: bool
    earlier: int
    workers: int


def main(folder: str, load: str) -> None:
    """Print the figures of a rush as JSON; ``load`` is that of ``Load``."""
    os.environ["BAOGONG_DATA"] = folder
    os.environ["BAOGONG_LOG_LEVEL"] = "WARNING"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baogong.config.settings")
    import django  # noqa: PLC0415 - the data folder must be known first

    django.setup()
    json.dump(_measure(Load(**json.loads(load))), sys.stdout)


def _measure(load: Load) -> dict[str, Any]:
    from django.utils import timezone  # noqa: PLC0415

    from baogong.cli import database  # noqa: PLC0415
    from baogong.cli.bench.rush.town import earlier_orders, waiting_town  # noqa: PLC0415

    with database.available():
        town = waiting_town(load.households, now=timezone.now())
        if load.earlier:
            earlier_orders(load.earlier, town)
            _do_nightly_work()
    with _server(load.workers) as (port, pid):
        told, cpu = _rush(town, load, port=port, server=pid)
        with database.available():
            figures: dict[str, Any] = (
                _told(told, load) | cpu(len(_receipts(told))) | _kept(told, town)
            )
            figures["limit_orders_per_second"] = round(_limit(town, load))
    limit = figures["limit_orders_per_second"]
    return figures | {"ratio_to_limit": round(figures["orders_per_second"] / limit, 2)}


def _do_nightly_work() -> None:
    """What a town does at night, and would make up for while the crowd is here."""
    from django.utils import timezone  # noqa: PLC0415

    from baogong.apps.reporting.services import prove_ledger  # noqa: PLC0415
    from baogong.plumbing.backup.schedule import due_at  # noqa: PLC0415
    from baogong.plumbing.jobs import nightly  # noqa: PLC0415

    now = timezone.now()
    prove_ledger(now)
    nightly(due_at(now).isoformat())


@contextmanager
def _server(workers: int) -> Iterator[tuple[int, int]]:
    """``baogong serve`` on a free port, once it answers: the port and its process."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "baogong.cli.main", "serve"]
    command += [f"--port={port}", f"--workers={workers}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            _wait_until_healthy(port)
            yield port, server.pid
        finally:
            server.terminate()


def _wait_until_healthy(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        server = HTTPConnection(HOST, port, timeout=5)
        try:
            server.request("GET", "/healthz")
            if server.getresponse().status == HTTPStatus.OK:
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
        finally:
            server.close()
        time.sleep(0.2)


def _rush(town: RushTown, load: Load, *, port: int, server: int) -> tuple[dict[str, Any], Any]:
    """What the crowd was told, and what it cost: CPU milliseconds for each of so many orders."""
    task = {
        "host": HOST,
        "port": port,
        "clients": load.clients,
        "seconds": load.seconds,
        "hot": load.hot,
        "seed": 1,
        "round": town.round_id,
        "listings": town.listings,
        "cards": town.cards,
    }
    command = [sys.executable, "-m", "baogong.cli.bench.rush.crowd"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **pipes) as crowd:  # type: ignore[call-overload]
        crowd.stdin.write(json.dumps(task) + "\n")
        crowd.stdin.flush()
        crowd.stdout.readline()  # all are signed in
        before = _cpu_ms(server)
        crowd.stdin.write("go\n")
        crowd.stdin.flush()
        crowd.stdout.readline()  # the rush is over
        spent = _cpu_ms(server) - before
        told = json.loads(crowd.stdout.readline())

    def per_order(orders: int) -> dict[str, float]:
        return {
            f"cpu_ms_per_order_{part}": round(spent[part] / max(orders, 1), 2)
            for part in ("app", "database")
        }

    return told, per_order


def _cpu_ms(root: int) -> Counter[str]:
    """CPU time so far of the server's processes, by part."""
    children: dict[int, list[int]] = {}
    rows: dict[int, tuple[str, float]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                name, _, rest = (entry / "stat").read_text().rpartition(")")
            except (FileNotFoundError, ProcessLookupError):
                continue
            words = rest.split()
            pid = int(entry.name)
            children.setdefault(int(words[1]), []).append(pid)
            part = "database" if "(postgres" in name else "app"
            rows[pid] = part, (int(words[11]) + int(words[12])) * TICKS_MS
    sums: Counter[str] = Counter()
    waiting = [root]
    while waiting:
        pid = waiting.pop()
        part, spent = rows[pid]
        sums[part] += int(spent)
        waiting += children.get(pid, [])
    return sums


def _receipts(told: dict[str, Any]) -> dict[str, str]:
    """The order numbers that were told, by the key that was sent."""
    return {
        key: location.split("/")[2]
        for key, status, location, _ in told["told"]
        if status == 302 and location.startswith("/orders/")
    }


def _told(told: dict[str, Any], load: Load) -> dict[str, Any]:
    seconds = sorted(row[3] for row in told["told"])
    cuts = quantiles(seconds, n=100)
    receipts = len(_receipts(told))
    return {
        "households": load.households,
        "clients": load.clients,
        "goods": "hot" if load.hot else "spread",
        "earlier_orders": load.earlier,
        "web_processes": load.workers,
        "sign_ins_per_second": round(load.households / told["sign_in_seconds"]),
        "seconds": round(told["seconds"], 2),
        "orders": receipts,
        "not_accepted": len(seconds) - receipts,
        "orders_per_second": round(receipts / told["seconds"]),
        "receipt_p50_ms": round(cuts[49] * 1000),
        "receipt_p99_ms": round(cuts[98] * 1000),
    }


def _kept(told: dict[str, Any], town: RushTown) -> dict[str, int]:
    """Receipts without an order, households with two, packages beyond their stock."""
    from django.db import connection  # noqa: PLC0415

    from baogong.values.codes import decode_number  # noqa: PLC0415

    receipts = _receipts(told)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key::text, id, household_id FROM ordering_order WHERE round_id = %s",
            [town.round_id],
        )
        rows = cursor.fetchall()
        cursor.execute(
            "WITH sold AS (SELECT listing_id, sum(quantity) AS n FROM ordering_order o JOIN"
            " ordering_orderline line ON line.order_id = o.id WHERE round_id = %s GROUP BY 1)"
            " SELECT count(*) FROM ordering_listing l LEFT JOIN sold ON sold.listing_id = l.id"
            " WHERE l.round_id = %s AND (taken > stock OR taken <> coalesce(n, 0))",
            [town.round_id, town.round_id],
        )
        [(oversold,)] = cursor.fetchall()
    orders = {key: pk for key, pk, _ in rows}
    lost = sum(orders.get(key) != decode_number(number) for key, number in receipts.items())
    return {
        "oversold": oversold,
        "lost": lost,
        "duplicated": len(rows) - len({household for _, _, household in rows}),
    }


def _limit(town: RushTown, load: Load) -> float:
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from baogong.cli.bench.rush.limit import Stage, orders_per_second  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM money_account WHERE place_id = %s", [town.estate_id])
        [(sales,)] = cursor.fetchall()
    there = settings.DATABASES["default"]
    names = {"host": there["HOST"], "user": there["USER"], "dbname": there["NAME"]}
    names |= {"port": there.get("PORT"), "password": there.get("PASSWORD")}
    stage = Stage(town.round_id, sales, town.doors, (town.listings[0], town.listings[-1]))
    where = " ".join(f"{name}={value}" for name, value in names.items() if value)
    return orders_per_second(where, stage, hot=load.hot, seconds=LIMIT_SECONDS)


if __name__ == "__main__":
    main(*sys.argv[1:])
