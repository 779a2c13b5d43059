"""A roster comes in, is understood, corrected, and loaded or dropped."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.errors import RosterGone
from baogong.apps.places.models import Place, RosterFile, RosterMapping
from baogong.apps.places.queries.door_table import door_table
from baogong.apps.places.roster_json import written
from baogong.plumbing import audit, locks
from baogong.readers.rosters import Block, RosterRead, read_roster

LONGEST_NAME = 120
KEPT = timedelta(days=7)

Columns = Mapping[tuple[str, int], Mapping[str, tuple[int, ...]]]


def take_roster(
    *, estate: Place, name: str, content: bytes, actor: audit.Actor, now: datetime
) -> RosterFile:
    """Read a file and keep it until it is loaded or dropped. Nothing of the estate changes.

    Columns are understood as somebody said for the last file of this kind. Raises RosterSpoiled.
    """
    adds_doors = not Place.objects.within(estate).doors().exists()
    read = _read(content, name, estate=estate, adds_doors=adds_doors)
    known = RosterMapping.objects.filter(town=_town(estate), kind=read.kind).first()
    if known is not None:
        columns = _columns(read.blocks, known.fields)
        read = _read(content, name, estate=estate, adds_doors=adds_doors, columns=columns)
    return _keep(
        RosterFile(
            estate=estate,
            name=name[-LONGEST_NAME:],
            digest=hashlib.sha256(content).hexdigest(),
            kind=read.kind,
            adds_doors=adds_doors,
            content=content,
            read=written(read),
            uploaded_at=now,
            uploaded_by=actor.audit_name,
        ),
        actor=actor,
        now=now,
    )


@transaction.atomic
def _keep(file: RosterFile, *, actor: audit.Actor, now: datetime) -> RosterFile:
    file.save()
    audit.record([audit.Act("roster.uploaded", file, actor, now)])
    return file


def correct_roster(
    *,
    file: RosterFile,
    fields: Mapping[str, str],
    adds_doors: bool,
    actor: audit.Actor,
    now: datetime,
) -> None:
    """Read a waiting file anew with what its headings mean, and remember it for its kind.

    ``fields``: heading as it stands there -> field of the reader; a heading that is not named is
    not read. Raises RosterGone.
    """
    if file.content is None:
        raise RosterGone
    content, name, estate = bytes(file.content), file.name, file.estate
    blocks = _read(content, name, estate=estate, adds_doors=adds_doors).blocks
    columns = _columns(blocks, fields)
    read = _read(content, name, estate=estate, adds_doors=adds_doors, columns=columns)
    with transaction.atomic():
        locked = locks.lock_one(RosterFile.objects.all(), key=file.pk)
        if not locked.is_waiting:
            raise RosterGone
        locked.read, locked.adds_doors = written(read), adds_doors
        locked.save(update_fields=["read", "adds_doors"])
        RosterMapping.objects.update_or_create(
            town=_town(file.estate),
            kind=file.kind,
            defaults={"fields": dict(fields), "set_at": now, "set_by": actor.audit_name},
        )
        audit.record([audit.Act("roster.corrected", locked, actor, now)])


@transaction.atomic
def drop_roster(*, file_id: int, actor: audit.Actor, now: datetime) -> None:
    """Forget a waiting file. Twice is the same as once."""
    file = locks.lock_one(RosterFile.objects.all(), key=file_id)
    if file.is_waiting:
        empty(file)
        audit.record([audit.Act("roster.dropped", file, actor, now)])


def empty(file: RosterFile) -> None:
    """Let go of what a file says of people; that it was there stays known."""
    file.content = file.read = None
    file.save(update_fields=["content", "read", "loaded_at", "loaded_by"])


def forget_old_rosters(now: datetime) -> None:
    """The sweep: files that nobody loaded within a week are emptied."""
    old = RosterFile.objects.filter(read__isnull=False, uploaded_at__lt=now - KEPT)
    old.update(content=None, read=None)


def _read(
    content: bytes, name: str, *, estate: Place, adds_doors: bool, columns: Columns | None = None
) -> RosterRead:
    doors = None if adds_doors else door_table(estate)
    return read_roster(content, doors=doors, mapping=columns, name=name)


def _columns(blocks: tuple[Block, ...], fields: Mapping[str, str]) -> Columns:
    """Which columns of each block hold a field, by their headings."""
    found: dict[tuple[str, int], dict[str, tuple[int, ...]]] = {}
    for block in blocks:
        of_block = found.setdefault((block.sheet, block.first_row), {})
        for number, heading in sorted(block.heads.items()):
            if field := fields.get(heading):
                of_block[field] = (*of_block.get(field, ()), number)
    return found


def _town(estate: Place) -> Place:
    return Place.objects.around(estate).get(kind=PlaceKind.TOWN)
