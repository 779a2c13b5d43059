from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import covers, only_visible
from baogong.apps.people.queries.scope import Viewer
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place

GATE_ROLES = (Role.GATE,)


@dataclass(frozen=True, slots=True)
class GateRow:
    """A gate of an estate."""

    id: int
    label: str
    path: str
    estate_id: int


def gates_of(*, viewer: Viewer) -> list[GateRow]:
    """The gates that the viewer guards. One query."""
    return [_row(gate) for gate in _guarded(viewer).order_by("sort_key", "pk")]


def gate_for(*, viewer: Viewer, pk: int, roles: Collection[Role] = GATE_ROLES) -> GateRow:
    """Raises NotVisible."""
    return _row(only_visible(_guarded(viewer, roles), pk=pk))


def _guarded(viewer: Viewer, roles: Collection[Role] = GATE_ROLES) -> QuerySet[Place]:
    inside = covers(viewer=viewer, roles=roles, path="path")
    return Place.objects.filter(inside, kind=PlaceKind.GATE, parent__kind=PlaceKind.ESTATE)


def _row(gate: Place) -> GateRow:
    return GateRow(id=gate.pk, label=gate.label, path=gate.path, estate_id=gate.parent_id or 0)
