"""A roster that somebody looked at becomes doors, households, and conflicts that wait."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from baogong.apps.places.errors import RosterChanged, RosterGone
from baogong.apps.places.models import Place, RosterConflict, RosterFile, RosterRefusal
from baogong.apps.places.queries.roster_difference import roster_difference
from baogong.apps.places.roster_json import digest_of, read_back
from baogong.apps.places.services.doors import load_doors
from baogong.apps.places.services.households import confirm_households, write_households
from baogong.apps.places.services.roster_files import empty
from baogong.apps.places.tree import path_of
from baogong.plumbing import audit, locks
from baogong.readers.doors import DoorLine
from baogong.readers.rosters import Conflict, Household, Refusal
from baogong.values.phones import mask_numbers

LONGEST_VALUE, LONGEST_RAW, LONGEST_SHEET = 80, 120, 40


@dataclass(frozen=True, slots=True)
class RosterLoaded:
    """What became of a roster: doors added, households changed, kept as they were, in doubt."""

    added: int
    changed: int
    kept: int
    conflicts: int
    refused: int


@transaction.atomic
def load_roster(
    *,
    file_id: int,
    keep: Collection[int],
    actor: audit.Actor,
    now: datetime,
    seen: str | None = None,
) -> RosterLoaded:
    """Load a waiting file: all of it or nothing. ``keep``: households that stay as they are.

    The difference is taken under the estate's lock, so two who load at once load once. ``seen``:
    the digest of the difference that somebody looked at; None where nobody does. Number of
    statements does not grow with the rows. Raises RosterGone or RosterChanged.
    """
    estate = Place.objects.get(roster_files=file_id)
    locks.lock_one(Place.objects.all(), key=estate.pk)
    file = locks.lock_one(RosterFile.objects.all(), key=file_id)
    if file.read is None:
        raise RosterGone
    read = read_back(file.read)
    difference = roster_difference(read, estate=estate)
    if seen is not None and seen != difference.digest:
        raise RosterChanged
    taken = [change for change in difference.changes if change.known.id not in keep]
    _add_doors(difference.added, estate=estate, actor=actor, now=now)
    write_households({change.known.id: change.after for change in taken}, now=now)
    confirm_households(estate, now=now)
    loaded = RosterLoaded(
        added=len(difference.added),
        changed=len(taken),
        kept=len(difference.changes) - len(taken),
        conflicts=_queue(read.conflicts, file=file),
        refused=len(read.refusals),
    )
    _list_refusals(read.refusals, file=file)
    file.loaded_at, file.loaded_by = now, actor.audit_name
    empty(file)
    audit.record([audit.Act("roster.loaded", file, actor, now, asdict(loaded))])
    return loaded


def _add_doors(
    households: Collection[Household], *, estate: Place, actor: audit.Actor, now: datetime
) -> None:
    lines = [
        DoorLine(
            door=door.code,
            building=door.building,
            entrance=door.entrance,
            floor=door.floor,
            room=door.room,
            lane=door.lane,
        )
        for door in (household.door for household in households)
    ]
    load_doors(lines, estate=estate, actor=actor, now=now)
    said = {path_of(row.door, estate_path=estate.path): row.said for row in households}
    ids = Place.objects.within(estate).doors().values_list("pk", "path")
    write_households({pk: said[path] for pk, path in ids if path in said}, now=now)


def _queue(conflicts: Iterable[Conflict], *, file: RosterFile) -> int:
    """Let conflicts wait that were not asked about before; return how many those are."""
    rows = {digest_of(conflict): conflict for conflict in conflicts}
    there = RosterConflict.objects.filter(estate=file.estate_id, digest__in=rows)
    for digest in there.values_list("digest", flat=True):
        del rows[digest]
    RosterConflict.objects.bulk_create(
        RosterConflict(
            estate_id=file.estate_id,
            file=file,
            digest=digest,
            kind=conflict.kind,
            doors=conflict.doors,
            rows=[[where.sheet, where.row] for where in conflict.rows],
            value=conflict.value[:LONGEST_VALUE],
            choices=[[[where.sheet, where.row], asdict(said)] for where, said in conflict.choices],
        )
        for digest, conflict in rows.items()
    )
    return len(rows)


def _list_refusals(refusals: Iterable[Refusal], *, file: RosterFile) -> None:
    RosterRefusal.objects.bulk_create(
        (
            RosterRefusal(
                file=file,
                sheet=refusal.where.sheet[:LONGEST_SHEET],
                row=refusal.where.row,
                why=refusal.why,
                raw=mask_numbers(refusal.raw)[:LONGEST_RAW],
            )
            for refusal in refusals
        ),
        batch_size=5000,
    )
