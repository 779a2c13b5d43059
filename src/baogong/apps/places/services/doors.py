"""A clean list of doors becomes buildings, entrances and households."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place, PlaceAlias, name_initials, walking_key
from baogong.apps.places.tree import Node, nodes_above, path_of
from baogong.plumbing import audit, locks
from baogong.readers.doors import DoorLine

LONGEST_LABEL = 80


@dataclass(frozen=True, slots=True)
class DoorsLoaded:
    """How many doors came in, how many were there before, how many people counts changed.

    ``clashes``: names of doors that were left out, because other doors of the estate have them.
    """

    added: int
    known: int
    changed: int
    clashes: tuple[str, ...] = ()


@transaction.atomic
def load_doors(
    lines: Sequence[DoorLine], *, estate: Place, actor: audit.Actor, now: datetime
) -> DoorsLoaded:
    """Add the doors that are not there yet, with their buildings and entrances; remove nothing.

    The same lines again change nothing. A door whose name is another door's already is left out:
    two doors with one name on their bags get each other's. Number of statements does not grow with
    the lines.
    """
    locks.lock_one(Place.objects.all(), key=estate.pk)
    there = {door.path: door for door in Place.objects.within(estate).doors()}
    clashes = _clashes(lines, estate=estate, there=there)
    lines = [line for line in lines if line.door not in clashes]
    parents = _grow(lines, estate=estate)
    loaded = _load_households(lines, estate=estate, parents=parents, there=there)
    _load_aliases(lines, estate=estate)
    audit.record([audit.Act("doors.loaded", estate, actor, now, {"added": loaded.added})])
    return replace(loaded, clashes=tuple(sorted(clashes)))


def _clashes(
    lines: Iterable[DoorLine], *, estate: Place, there: Mapping[str, Place]
) -> frozenset[str]:
    """Names that a door at another address has."""
    path_of = {door.label: path for path, door in there.items()}
    return frozenset(
        line.door
        for line in lines
        if (path := _path(line, estate)) not in there and path_of.get(line.door, path) != path
    )


def _grow(lines: Iterable[DoorLine], *, estate: Place) -> dict[str, Place]:
    """Every place that a line's door can hang on, by path; the missing ones are made."""
    wanted: dict[str, tuple[str, Node]] = {}
    for line in lines:
        above = estate.path
        for node in nodes_above(line):
            wanted.setdefault(f"{above}{node.code}/", (above, node))
            above += f"{node.code}/"
    parents = {estate.path: estate}
    for depth in (PlaceKind.BUILDING, PlaceKind.ENTRANCE):
        of_kind = {path: row for path, row in wanted.items() if row[1].kind == depth}
        there = set(Place.objects.filter(path__in=of_kind).values_list("path", flat=True))
        Place.objects.bulk_create(
            _place(node, parent=parents[above], path=path)
            for path, (above, node) in of_kind.items()
            if path not in there
        )
        parents |= {place.path: place for place in Place.objects.filter(path__in=of_kind)}
    return parents


def _place(node: Node, *, parent: Place, path: str) -> Place:
    return Place(
        kind=node.kind,
        parent=parent,
        code=node.code,
        path=path,
        label=node.label[:LONGEST_LABEL],
        initials=name_initials(node.label),
        sort_key=walking_key(path),
    )


def _load_households(
    lines: Iterable[DoorLine],
    *,
    estate: Place,
    parents: Mapping[str, Place],
    there: Mapping[str, Place],
) -> DoorsLoaded:
    new, changed, known = [], [], 0
    for line in lines:
        path = _path(line, estate)
        if door := there.get(path):
            known += 1
            if line.people is not None and door.people != line.people:
                door.people = line.people
                changed.append(door)
            continue
        above = path.removesuffix(f"{line.room}/")
        new.append(_household(line, parent=parents[above], path=path))
    Place.objects.bulk_create(new, batch_size=2000)
    Place.objects.bulk_update(changed, ["people"], batch_size=2000)
    return DoorsLoaded(added=len(new), known=known, changed=len(changed))


def _path(line: DoorLine, estate: Place) -> str:
    return path_of(line, estate_path=estate.path)


def _household(line: DoorLine, *, parent: Place, path: str) -> Place:
    return Place(
        kind=PlaceKind.HOUSEHOLD,
        parent=parent,
        code=line.room,
        path=path,
        label=line.door,
        initials=name_initials(line.door),
        sort_key=walking_key(path),
        floor=line.floor,
        people=line.people,
    )


def _load_aliases(lines: Iterable[DoorLine], *, estate: Place) -> None:
    ids = dict(Place.objects.within(estate).doors().values_list("path", "pk"))
    PlaceAlias.objects.bulk_create(
        (
            PlaceAlias(
                place_id=ids[_path(line, estate)],
                estate=estate,
                name=alias,
                initials=name_initials(alias),
            )
            for line in lines
            for alias in line.aliases
        ),
        ignore_conflicts=True,
        batch_size=2000,
    )
