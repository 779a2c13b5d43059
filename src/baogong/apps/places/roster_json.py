"""What a reader understood of a roster, as it lies in the database until somebody loads it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from baogong.readers.addresses import Door
from baogong.readers.rosters import (
    Block,
    Conflict,
    Household,
    Refusal,
    RosterRead,
    Said,
    Where,
)


def written(read: RosterRead) -> dict[str, Any]:
    """JSON values; ``read_back`` is the inverse."""
    return asdict(read)


def read_back(data: Mapping[str, Any]) -> RosterRead:
    return RosterRead(
        households=tuple(_household(row) for row in data["households"]),
        conflicts=tuple(_conflict(row) for row in data["conflicts"]),
        refusals=tuple(_refusal(row) for row in data["refusals"]),
        blocks=tuple(_block(row) for row in data["blocks"]),
        ignored=_wheres(data["ignored"]),
        kind=data["kind"],
    )


def said_of(data: dict[str, Any]) -> Said:
    return Said(**data | {"phones": tuple(data["phones"]), "flags": tuple(data["flags"])})


def digest_of(conflict: Conflict) -> str:
    """What makes a conflict the same again: all that it says, but not the rows where it stands."""
    said = [asdict(choice) for _where, choice in conflict.choices]
    text = json.dumps([conflict.kind, conflict.doors, conflict.value, said], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _household(row: dict[str, Any]) -> Household:
    door = Door(**row["door"] | {"aliases": tuple(row["door"]["aliases"])})
    return Household(door, said_of(row["said"]), _wheres(row["sources"]))


def _conflict(row: Mapping[str, Any]) -> Conflict:
    return Conflict(
        kind=row["kind"],
        rows=_wheres(row["rows"]),
        doors=tuple(row["doors"]),
        choices=tuple((Where(**where), said_of(said)) for where, said in row["choices"]),
        value=row["value"],
    )


def _refusal(row: Mapping[str, Any]) -> Refusal:
    return Refusal(Where(**row["where"]), row["why"], row["raw"])


def _block(row: dict[str, Any]) -> Block:
    """JSON turned the column numbers that are keys into text."""
    columns = {field: tuple(numbers) for field, numbers in row["columns"].items()}
    heads = {int(number): text for number, text in row["heads"].items()}
    return Block(**row | {"columns": columns, "heads": heads})


def _wheres(rows: Sequence[Mapping[str, Any]]) -> tuple[Where, ...]:
    return tuple(Where(**row) for row in rows)
