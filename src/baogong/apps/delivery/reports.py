"""What an officer's phone sends, hours late and out of order; every version that ever shipped."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from baogong.apps.delivery.enums import Mode, Result

VERSION = 1
LARGEST_ID = 2**63


@dataclass(frozen=True, slots=True)
class DoorReport:
    """One tap: what happened to one bag at its door.

    ``reverses``: the tap that it takes back. ``end``: where a given bag was left.
    """

    key: UUID
    run_id: int
    bag_code: str
    result: Result
    occurred_at: datetime
    reverses: UUID | None = None
    end: Mode = Mode.DOOR


@dataclass(frozen=True, slots=True)
class UnreadableReport:
    """A report that no version explains; ``key`` is made from its content when it has none."""

    key: UUID
    payload: dict[str, Any]


def read_report(payload: Any) -> DoorReport | UnreadableReport:
    """Read one report as sent: ``{"v", "key", "run", "bag", "result", "at", ...}``.

    ``"reverses"`` stands in one that takes back, ``"end"`` in one not given at the door.
    """
    try:
        return _read_version_1(payload)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raw = _as_sent(payload)
        return UnreadableReport(key=_key_of(payload, raw), payload={"raw": raw[:400]})


def _read_version_1(payload: Mapping[str, Any]) -> DoorReport:
    result = Result(payload["result"])
    reverses = UUID(payload["reverses"]) if result == Result.UNDONE else None
    occurred_at = datetime.fromisoformat(payload["at"])
    bag_code = str(payload["bag"])
    if payload["v"] != VERSION or occurred_at.tzinfo is None or not bag_code.isalnum():
        raise ValueError(payload)
    return DoorReport(
        key=UUID(payload["key"]),
        run_id=_row_id(payload["run"]),
        bag_code=bag_code[:16],
        result=result,
        occurred_at=occurred_at.astimezone(UTC),
        reverses=reverses,
        end=Mode(payload.get("end", Mode.DOOR)) if result == Result.GIVEN else Mode.DOOR,
    )


def _row_id(value: Any) -> int:
    number = int(value)
    if not 0 < number < LARGEST_ID:
        raise ValueError(value)
    return number


def _as_sent(payload: Any) -> str:
    try:
        return repr(payload)
    except RecursionError:
        return f"{type(payload).__name__}, nested too deep"


def _key_of(payload: Any, raw: str) -> UUID:
    try:
        return UUID(payload["key"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return uuid5(NAMESPACE_OID, raw)


def as_payload(report: DoorReport) -> dict[str, Any]:
    """The report as a phone sends it."""
    payload = {
        "v": VERSION,
        "key": str(report.key),
        "run": report.run_id,
        "bag": report.bag_code,
        "result": report.result.value,
        "at": report.occurred_at.isoformat(),
    }
    if report.reverses:
        payload["reverses"] = str(report.reverses)
    if report.end != Mode.DOOR:
        payload["end"] = report.end.value
    return payload
