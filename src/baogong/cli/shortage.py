"""``baogong shortage check FILE``: whether a published log of a shortage is what its rule says."""

import argparse
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from baogong.engines.allocation import (
    Allocation,
    Demand,
    Entry,
    Strategy,
    allocate,
    check,
)
from baogong.plumbing.processes.folder import CannotRun

FORMAT = "baogong-shortage-1"
FAULTS = {
    "other_demands": "the lines are not those that were divided",
    "other_terms": "supply or strategy are not those that were used",
    "not_the_seed": "the commitment is not the SHA-256 of the seed",
    "not_the_lots": "a lot or a place is not what the seed gives",
    "above_demand": "an order gets more than it wanted, or less than nothing",
    "not_the_supply": "what is granted does not come to the supply",
    "unfair": "somebody gets more or less than the rule says",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("check",))
    parser.add_argument("file", type=Path, help="the log as JSON, from its public page")


def run(options: argparse.Namespace) -> int:
    """Divide again and compare; exit code 1 when it does not match. Raises CannotRun."""
    document = _document(options.file)
    allocation = read_allocation(document)
    faults = check(allocation.shortage, allocation)
    for fault in faults:
        print(f"does not match: {FAULTS[fault]}")
    again = allocate(allocation.shortage)
    for published, computed in zip(allocation.log, again.log, strict=True):
        if published != computed:
            print(f"order {published.demand.key}: {_says(published)}, computed {_says(computed)}")
    matches = not faults and again == allocation
    if matches:
        doors = len(allocation.log)
        print(f"matches: {doors} doors, {sum(allocation.granted.values())} granted")
    return 0 if matches else 1


def read_allocation(document: Mapping[str, Any]) -> Allocation:
    """What a log says, counted in its steps. Raises CannotRun with line, field and cure."""
    unit = _whole(document, "unit", where="the log")
    if unit < 1:
        raise CannotRun("the log: unit must be 1 or more")
    lines = document.get("log")
    if not isinstance(lines, list):
        raise CannotRun("the log: log must be a list of lines; download the JSON again")
    try:
        allocation = Allocation(
            log=tuple(_entry(line, place, unit=unit) for place, line in enumerate(lines, start=1)),
            supply=_whole(document, "supply", where="the log") // unit,
            strategy=Strategy(_text(document, "strategy", where="the log")),
            seed=_text(document, "seed", where="the log"),
            commitment=_text(document, "commitment", where="the log"),
        )
        allocation.shortage  # noqa: B018 - says whether such a shortage can be
    except ValueError as error:
        raise CannotRun(f"the log: {error}") from None
    return allocation


def _document(path: Path) -> Mapping[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CannotRun(f"{path}: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise CannotRun(f"{path}: this is no JSON; download it from the log's page") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise CannotRun(f"{path}: this is no log of a shortage; download it from its page")
    return document


def _entry(line: Any, number: int, *, unit: int) -> Entry:
    where = f"line {number}"
    if not isinstance(line, dict):
        raise CannotRun(f"{where}: must be an object with order, wanted and granted")
    try:
        asked_at = datetime.fromisoformat(_text(line, "asked_at", where=where))
        if asked_at.tzinfo is None:
            raise ValueError(asked_at)
    except ValueError:
        raise CannotRun(f"{where}: asked_at must be like 2026-04-12T10:00:00+00:00") from None
    demand = Demand(
        _text(line, "order", where=where),
        _steps(line, "wanted", where=where, unit=unit),
        asked_at,
        _whole(line, "priority", where=where),
    )
    return Entry(
        demand,
        _steps(line, "granted", where=where, unit=unit),
        _text(line, "why", where=where),
        _whole(line, "place", where=where),
        _text(line, "lot", where=where),
    )


def _steps(line: Mapping[str, Any], field: str, *, where: str, unit: int) -> int:
    steps, rest = divmod(_whole(line, field, where=where), unit)
    if rest:
        raise CannotRun(f"{where}: {field} must be so many times {unit}")
    return steps


def _whole(found: Mapping[str, Any], field: str, *, where: str) -> int:
    value = found.get(field)
    if not isinstance(value, int) or isinstance(value, bool):
        raise CannotRun(f"{where}: {field} must be a whole number")
    return value


def _text(found: Mapping[str, Any], field: str, *, where: str) -> str:
    value = found.get(field)
    if not isinstance(value, str):
        raise CannotRun(f"{where}: {field} must be a text")
    return value


def _says(entry: Entry) -> str:
    return f"{entry.granted} ({entry.why}, lot {entry.place})"
