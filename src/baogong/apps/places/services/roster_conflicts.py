"""Settling what a roster says twice, one conflict at a time, and taking it back."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from baogong.apps.places.errors import ChangedSince, NoSuchChoice, NotAMobileNumber
from baogong.apps.places.mendings import (
    LEAVE,
    Mending,
    add_phone,
    choose_said,
    drop_phone,
    mended,
)
from baogong.apps.places.models import Place, RosterConflict
from baogong.apps.places.queries.households import KnownHousehold, known_households
from baogong.apps.places.roster_json import said_of
from baogong.apps.places.services.households import write_households
from baogong.plumbing import audit, locks
from baogong.readers.rosters import Said
from baogong.values.phones import read_mobile


def choose(*, conflict_id: int, choice: int, actor: audit.Actor, now: datetime) -> None:
    """Let one of the rows hold, by its number in ``choices``. Raises NoSuchChoice."""

    def mending(conflict: RosterConflict) -> Mending:
        if not 0 <= choice < len(conflict.choices):
            raise NoSuchChoice
        return choose_said(said_of(conflict.choices[choice][1]))

    _settle(conflict_id, mending, actor=actor, now=now)


def leave(*, conflict_id: int, actor: audit.Actor, now: datetime) -> None:
    """Leave everything as it was read."""
    _settle(conflict_id, lambda _conflict: LEAVE, actor=actor, now=now)


def give_phone(*, conflict_id: int, typed: str, actor: audit.Actor, now: datetime) -> None:
    """Add the right number instead of one that cannot be. Raises NotAMobileNumber."""
    try:
        number = read_mobile(typed)
    except ValueError:
        raise NotAMobileNumber(typed=typed) from None
    _settle(conflict_id, lambda _conflict: add_phone(number), actor=actor, now=now)


def forget_phone(*, conflict_id: int, actor: audit.Actor, now: datetime) -> None:
    """Take a number that stands at several doors away from all of them."""
    _settle(conflict_id, lambda conflict: drop_phone(conflict.value), actor=actor, now=now)


@transaction.atomic
def take_back(*, conflict_id: int, actor: audit.Actor, now: datetime) -> None:
    """Undo a settling: the households are as before, the conflict waits again.

    When what stood before was erased, the conflict only waits again.
    Raises ChangedSince where somebody changed a household in the meantime: that is not undone.
    """
    conflict = _lock(conflict_id)
    if conflict.chosen is None:
        return
    before, after = (conflict.chosen.get(key, {}) for key in ("before", "after"))
    undone = {row: before[row.door] for row in _doors(conflict) if row.door in before}
    for row in undone:
        if asdict(_said(row)) != asdict(said_of(after[row.door])):
            raise ChangedSince(door=row.door)
    write_households({row.id: said_of(said) for row, said in undone.items()}, now=now)
    conflict.chosen, conflict.settled_at, conflict.settled_by = None, None, ""
    conflict.save(update_fields=["chosen", "settled_at", "settled_by"])
    audit.record([audit.Act("roster.conflict_reopened", conflict, actor, now)])


@transaction.atomic
def _settle(
    conflict_id: int,
    mending_of: Callable[[RosterConflict], Mending],
    *,
    actor: audit.Actor,
    now: datetime,
) -> None:
    """Mend the households; keep the mending, and the way back to before the first settling."""
    conflict = _lock(conflict_id)
    mending = mending_of(conflict)
    known = {row: _said(row) for row in _doors(conflict)}
    after = {row: mended(said, mending) for row, said in known.items()}
    changed = {row.id: said for row, said in after.items() if said != known[row]}
    write_households(changed, now=now)
    before = {row.door: asdict(said) for row, said in known.items()}
    conflict.chosen = {
        "mending": mending,
        "before": before | (conflict.chosen or {}).get("before", {}),
        "after": {row.door: asdict(said) for row, said in after.items()},
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
