"""Who looks after which household (R47), and which household nobody looks after."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from baogong.apps.people.enums import AWAY, Role
from baogong.apps.people.models import Assignment, BuddyPair
from baogong.apps.people.queries.scope import Viewer, covers, only_visible
from baogong.apps.places.enums import CareKind, PlaceKind
from baogong.apps.places.functions import StartsWith
from baogong.apps.places.models import Place

PAIRED_KINDS = (PlaceKind.HOUSEHOLD, PlaceKind.ENTRANCE, PlaceKind.BUILDING)
IN_NEED = tuple(kind for kind in CareKind if kind != CareKind.AWAY)


@dataclass(frozen=True, slots=True)
class PairRow:
    """A household in need of help. ``of``: the place that its helper is named for; without one
    ``pair_id`` is None. ``away``: the helper has to stay at home."""

    door_id: int
    door: str
    building_id: int
    building: str
    pair_id: int | None = None
    helper: str = ""
    of: str = ""
    away: bool = False


@dataclass(frozen=True, slots=True)
class PairedDoor:
    """A door that a helper may order for."""

    id: int
    label: str
    path: str
    estate: str


def pair_rows(*, estate: Place) -> list[PairRow]:
    """The households in need of help as one walks: those without a helper first, then those
    whose helper is away. Two queries."""
    doors = Place.objects.within(estate).doors().filter(care_flags__kind__in=IN_NEED).distinct()
    pairs = {pair.place.path: pair for pair in _live(Q(place__path__startswith=estate.path))}
    rows = [
        _row(door, pairs) for door in doors.select_related("parent__parent").order_by("sort_key")
    ]
    return sorted(rows, key=lambda row: (row.pair_id is not None, not row.away))


def _row(door: Place, pairs: Mapping[str, BuddyPair]) -> PairRow:
    building = _building(door)
    for path in _upwards(door.path):
        if pair := pairs.get(path):
            person = getattr(pair.user, "person", None)
            return PairRow(
                door.pk,
                door.label,
                building.pk,
                building.label,
                pair_id=pair.pk,
                helper=pair.user.name,
                of=pair.place.label,
                away=person is not None and person.health in AWAY,
            )
    return PairRow(door.pk, door.label, building.pk, building.label)


def _building(door: Place) -> Place:
    entrance = door.parent or door
    above = entrance.parent
    return above if above and above.kind == PlaceKind.BUILDING else entrance


def _upwards(path: str) -> Iterator[str]:
    """The path itself, then those above it."""
    parts = path.strip("/").split("/")
    for end in range(len(parts), 0, -1):
        yield "/" + "/".join(parts[:end]) + "/"


def _live(which: Q) -> QuerySet[BuddyPair]:
    """Pairs whose helper is an officer at the place, around it or in it."""
    held = Assignment.objects.filter(
        Q(StartsWith(OuterRef("place__path"), F("place__path")))
        | Q(StartsWith(F("place__path"), OuterRef("place__path"))),
        user=OuterRef("user"),
        role=Role.OFFICER,
        ended_at=None,
    )
    pairs = BuddyPair.objects.filter(which, Exists(held), ended_at=None)
    return pairs.select_related("place", "user__person")


def named_for(*, estate: Place) -> dict[int, tuple[int, str]]:
    """(user, name) of the helper of each place of an estate, by the place's id. One query."""
    pairs = _live(Q(place__path__startswith=estate.path))
    return {pair.place_id: (pair.user_id, pair.user.name) for pair in pairs}


def pair_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> BuddyPair:
    """The gate to a pair of one of the viewer's places. Raises NotVisible."""
    pairs = BuddyPair.objects.filter(covers(viewer=viewer, roles=roles, path="place__path"))
    return only_visible(pairs, pk=pk)


def paired_doors(*, viewer: Viewer) -> list[PairedDoor]:
    """The doors that the viewer is named for, as one walks. Two queries."""
    doors = _doors_of(viewer).order_by("sort_key")
    return _rows(list(doors))


def paired_door_for(*, viewer: Viewer, pk: int) -> PairedDoor:
    """The gate to a door that the viewer is named for. Raises NotVisible."""
    [row] = _rows([only_visible(_doors_of(viewer), pk=pk)])
    return row


def _doors_of(viewer: Viewer) -> QuerySet[Place]:
    named = _live(Q(StartsWith(OuterRef("path"), F("place__path")), user=viewer.pk))
    return Place.objects.doors().filter(Exists(named.select_related(None)))


def _rows(doors: list[Place]) -> list[PairedDoor]:
    estates = list(Place.objects.filter(kind=PlaceKind.ESTATE)) if doors else []
    return [
        PairedDoor(
            id=door.pk,
            label=door.label,
            path=door.path,
            estate=next(e.label for e in estates if door.path.startswith(e.path)),
        )
        for door in doors
    ]
