"""Settling what a roster says twice, one conflict at a time, and taking it back."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime

from django.db import transaction

from baogong.apps.places.errors import NoSuchChoice, NotAMobileNumber
from baogong.apps.places.models import Place, RosterConflict
from baogong.apps.places.queries.households import KnownHousehold, known_households
from baogong.apps.places.roster_json import said_of
from baogong.apps.places.services.households import write_households
from baogong.plumbing import audit, locks
from baogong.readers.rosters import Said
from baogong.values.phones import read_mobile


def choose(*, conflict_id: int, choice: int, actor: audit.Actor, now: datetime) -> None:
    """Let one of the rows hold, by its number in ``choices``. Raises NoSuchChoice."""

    def mended(conflict: RosterConflict, known: Said) -> Said:
        if not 0 <= choice < len(conflict.choices):
            raise NoSuchChoice
        said = said_of(conflict.choices[choice][1])
        flags = tuple(sorted({*said.flags, *known.flags}))
        return replace(said, phones=said.phones or known.phones, flags=flags)

    _settle(conflict_id, mended, actor=actor, now=now)


def leave(*, conflict_id: int, actor: audit.Actor, now: datetime) -> None:
    """Leave everything as it was read."""
    _settle(conflict_id, lambda _conflict, known: known, actor=actor, now=now)


def give_phone(*, conflict_id: int, typed: str, actor: audit.Actor, now: datetime) -> None:
    """Add the right number instead of one that cannot be. Raises NotAMobileNumber."""
    try:
        number = read_mobile(typed)
    except ValueError:
        raise NotAMobileNumber(typed=typed) from None

    def mended(_conflict: RosterConflict, known: Said) -> Said:
        return replace(known, phones=tuple(dict.fromkeys([*known.phones, number])))

    _settle(conflict_id, mended, actor=actor, now=now)


def forget_phone(*, conflict_id: int, actor: audit.Actor, now: datetime) -> None:
    """Take a number that stands at several doors away from all of them."""

    def mended(conflict: RosterConflict, known: Said) -> Said:
        return replace(known, phones=tuple(n for n in known.phones if n != conflict.value))

    _settle(conflict_id, mended, actor=actor, now=now)


@transaction.atomic
def take_back(*, conflict_id: int, actor: audit.Actor, now: datetime) -> None:
    """Undo a settling: the households are as before, the conflict waits again."""
    conflict = _lock(conflict_id)
    if conflict.chosen is None:
        return
    before = conflict.chosen["before"]
    write_households({row.id: said_of(before[row.door]) for row in _doors(conflict)})
    conflict.chosen, conflict.settled_at, conflict.settled_by = None, None, ""
    conflict.save(update_fields=["chosen", "settled_at", "settled_by"])
    audit.record([audit.Act("roster.conflict_reopened", conflict, actor, now)])


@transaction.atomic
def _settle(
    conflict_id: int,
    mended: Callable[[RosterConflict, Said], Said],
    *,
    actor: audit.Actor,
    now: datetime,
) -> None:
    """Write what holds now, and what stood before the first settling as the way back."""
    conflict = _lock(conflict_id)
    known = {row: _said(row) for row in _doors(conflict)}
    said = {row: mended(conflict, was) for row, was in known.items()}
    write_households({row.id: holds for row, holds in said.items() if holds != known[row]})
    before = {row.door: asdict(was) for row, was in known.items()}
    conflict.chosen = {
        "said": {row.door: asdict(holds) for row, holds in said.items()},
        "before": before | (conflict.chosen or {}).get("before", {}),
    }
    conflict.settled_at, conflict.settled_by = now, actor.audit_name
    conflict.save(update_fields=["chosen", "settled_at", "settled_by"])
    audit.record([audit.Act("roster.conflict_settled", conflict, actor, now)])


def _lock(conflict_id: int) -> RosterConflict:
    """The conflict under its estate's lock, which loading takes too."""
    estate = RosterConflict.objects.values_list("estate", flat=True).get(pk=conflict_id)
    locks.lock_one(Place.objects.all(), key=estate)
    return locks.lock_one(RosterConflict.objects.select_related("estate"), key=conflict_id)


def _doors(conflict: RosterConflict) -> list[KnownHousehold]:
    doors = Place.objects.within(conflict.estate).doors().filter(label__in=conflict.doors)
    return known_households(doors.values_list("pk", flat=True), within=conflict.estate)


def _said(known: KnownHousehold) -> Said:
    return Said(known.people, known.occupied is not False, known.phones, known.flags)
