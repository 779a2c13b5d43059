"""``baogong bench``: figures, each beside its limit."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from baogong.cli.bench import chain, roster

LIMIT_MS = 200
TOWN_HOUSEHOLDS, MOST_CUTOFF_SECONDS = 30_000, 20
ROSTER_HOUSEHOLDS = 3_700
CHAIN_ENTRIES = 1_000
LABELS_PER_SECOND = 10_000 / 8
SIZES = ("six-doors", "whole-estate")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=sorted(BENCHES))
    parser.add_argument("--households", type=int, help="size of the roster (3700) or town (30000)")
    parser.add_argument("--count", type=int, default=10_000, help="how many labels")
    parser.add_argument("--entries", type=int, help="length of the chain (1000)")
    parser.add_argument("--clients", type=int, default=128, help="connections of a rush")
    parser.add_argument("--seconds", type=int, default=15, help="how long a rush lasts")
    parser.add_argument("--workers", type=int, help="web processes of a rush (as many as serve)")
    parser.add_argument("--hot", action="store_true", help="everybody wants the same packages")
    parser.add_argument("--earlier", type=int, default=0, help="orders that are there before")
    parser.add_argument("--database-url", help="an empty database to measure with")
    parser.add_argument("--json", action="store_true", help="print every figure as JSON")


def run(options: argparse.Namespace) -> int:
    return BENCHES[options.what](options)


def _cutoff(options: argparse.Namespace) -> int:
    """Exit code 1 when closing takes more than 20 seconds, or other rows come out than in SQL."""
    result = _apart("cutoff", str(options.households or TOWN_HOUSEHOLDS))
    if options.json:
        _print(result, as_json=True)
    else:
        print(
            f"{result['seconds']} s for {result['orders']} orders x {result['lines']} lines;"
            f" bare SQL {result['sql_seconds']} s (ratio {result['ratio_to_sql']})"
        )
    return 1 if result["seconds"] > MOST_CUTOFF_SECONDS or not result["same_as_sql"] else 0


def _roster(options: argparse.Namespace) -> int:
    """Exit code 1 when a roster takes more than five seconds to read, or homes are lost."""
    result = roster.measure(options.households or ROSTER_HOUSEHOLDS)
    if options.json:
        _print(result, as_json=True)
    else:
        print(
            f"{result['seconds']} s for {result['read']} of {result['households']} households; "
            f"openpyxl opens the same workbook in {result['limit_seconds']} s"
        )
    slow = result["seconds"] > roster.MOST_SECONDS
    return 1 if slow or result["read"] != result["households"] else 0


def _chain(options: argparse.Namespace) -> int:
    """Exit code 1 when a thousand entries take more than a second, or some are not understood."""
    result = chain.measure(options.entries or CHAIN_ENTRIES)
    if options.json:
        _print(result, as_json=True)
    else:
        print(
            f"{result['seconds']} s for {result['entries']} entries, {result['ready']} ready:"
            f" {result['entries_per_second']} a second"
        )
    most = max(result["entries"] / 1000, 1) * chain.MOST_SECONDS_PER_THOUSAND
    return 1 if result["seconds"] > most or result["ready"] != result["entries"] else 0


def _pages(options: argparse.Namespace) -> int:
    """Open every page in an estate of six doors and in one with 3,700 households.

    Exit code 1 when a page's median server time passes 200 ms with 3,700 households, or when one
    asks more queries there than in the small estate.
    """
    small, whole = (_apart("pages", size) for size in SIZES)
    pages = [
        page | {"queries_in_small_estate": small["pages"][name]["queries"], "page": name}
        for name, page in whole["pages"].items()
        if name in small["pages"]
    ]
    pages.sort(key=lambda page: -page["median_ms"])
    too_slow = [page["page"] for page in pages if page["median_ms"] > LIMIT_MS]
    growing = [p["page"] for p in pages if p["queries"] > p["queries_in_small_estate"]]
    result = {
        "households": whole["households"],
        "limit_ms": LIMIT_MS,
        "slowest_median_ms": pages[0]["median_ms"],
        "too_slow": too_slow,
        "queries_grow": growing,
        "pages": pages,
    }
    _print(result, as_json=options.json)
    return 1 if too_slow or growing else 0


def _labels(options: argparse.Namespace) -> int:
    """Exit code 1 when labels take more than eight seconds for 10,000, or some are missing."""
    result = _apart("labels", str(options.count))
    if options.json:
        _print(result, as_json=True)
    else:
        print(
            f"{result['seconds']} s for {result['count']} labels;"
            f" their QR codes alone {result['qr_seconds']} s"
        )
    slow = result["seconds"] > max(options.count / LABELS_PER_SECOND, 1)
    return 1 if slow or result["count"] != options.count else 0


def _rush(options: argparse.Namespace) -> int:
    """Exit code 1 when anything is oversold, lost or there twice."""
    load = {
        "households": options.households or TOWN_HOUSEHOLDS,
        "clients": options.clients,
        "seconds": options.seconds,
        "hot": options.hot,
        "earlier": options.earlier,
        "workers": options.workers or os.cpu_count() or 2,
    }
    if options.database_url:
        os.environ["DATABASE_URL"] = options.database_url
    result = _apart("rush", json.dumps(load))
    if options.json:
        _print(result, as_json=True)
    else:
        print(
            f"{result['orders_per_second']} orders a second, receipts within"
            f" {result['receipt_p99_ms']} ms (p99); bare SQL"
            f" {result['limit_orders_per_second']} (ratio {result['ratio_to_limit']})"
        )
    return 1 if result["oversold"] or result["lost"] or result["duplicated"] else 0


def _apart(module: str, *arguments: str) -> dict[str, Any]:
    """Measure in a process and a data folder of its own, thrown away afterwards."""
    with tempfile.TemporaryDirectory(prefix="baogong-bench-") as folder:
        Path(folder).chmod(0o711)  # root's PostgreSQL runs as somebody else
        command = [sys.executable, "-m", f"baogong.cli.bench.{module}", folder, *arguments]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def _print(result: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        json.dump(result, sys.stdout, ensure_ascii=False, indent=2)
        print()
        return
    for page in result["pages"]:
        print(f"{page['median_ms']:8.1f} ms {page['queries']:4} queries  {page['page']}")
    print(f"limit {result['limit_ms']} ms; queries grow on: {result['queries_grow'] or 'none'}")


BENCHES = {
    "chain": _chain,
    "cutoff": _cutoff,
    "labels": _labels,
    "pages": _pages,
    "roster": _roster,
    "rush": _rush,
}
