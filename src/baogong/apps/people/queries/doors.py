"""The gate to one door."""

from collections.abc import Collection
from dataclasses import dataclass

from baogong.apps.people.enums import Role
from baogong.apps.people.queries.scope import Viewer, covers, only_visible
from baogong.apps.places.models import Place
from baogong.apps.places.queries import estate_of


@dataclass(frozen=True, slots=True)
class DoorPlace:
    """A household's door and the name of its estate."""

    id: int
    label: str
    path: str
    estate: str


def household_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> Place:
    """A household's place in the viewer's care. Raises NotVisible, also for what is no door."""
    doors = Place.objects.doors().filter(covers(viewer=viewer, roles=roles, path="path"))
    return only_visible(doors, pk=pk)


def doors_in_care(
    *, viewer: Viewer, roles: Collection[Role], ids: Collection[int]
) -> frozenset[int]:
    """Those of the doors that are in the viewer's care. One query."""
    doors = Place.objects.doors().filter(covers(viewer=viewer, roles=roles, path="path"))
    return frozenset(doors.filter(pk__in=ids).values_list("pk", flat=True))


def door_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> DoorPlace:
    """``household_for`` as a row with the name of the estate."""
    door = household_for(viewer=viewer, roles=roles, pk=pk)
    return DoorPlace(id=door.pk, label=door.label, path=door.path, estate=estate_of(door).label)
