from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from baogong.apps.custody.enums import HolderKind
from baogong.apps.gate.models import Parcel
from baogong.apps.gate.queries.gates import GATE_ROLES, GateRow
from baogong.apps.people.queries import covers, only_visible
from baogong.apps.people.queries.scope import Viewer
from baogong.apps.places.models import Place
from baogong.apps.places.queries import DoorRow, door_table, find_doors
from baogong.readers.addresses import read_address

MOST_PARCELS = 2000

_AT_DOOR = Q(unit__holder__kind=HolderKind.DOOR)
_BACK = Q(unit__holder__kind=HolderKind.RETURNS)
_UNDER_WAY = (
    Q(unit=None) | Q(unit__holder__kind=HolderKind.SITE) | Q(unit__holder__kind=HolderKind.PERSON)
)


@dataclass(frozen=True, slots=True)
class ParcelRow:
    """A parcel; ``door`` and ``code`` are empty until its door is known."""

    id: int
    gate_id: int
    platform: str
    tracking: str
    phone_tail: str
    address: str
    door: str
    entrance: str
    code: str
    received_at: datetime | None


@dataclass(frozen=True, slots=True)
class ParcelBalance:
    """Counts, each of its own condition. ``announced``: on a manifest and not here yet."""

    announced: int
    received: int
    delivered: int
    returned: int
    open: int
    without_door: int

    @property
    def is_even(self) -> bool:
        return self.received == self.delivered + self.returned + self.open


def parcel_balance(gate: GateRow) -> ParcelBalance:
    """Every parcel that the gate ever saw. One query."""
    here = Q(received_at__isnull=False)
    counts = Parcel.objects.filter(gate=gate.id).aggregate(
        announced=Count("pk", filter=~here),
        received=Count("pk", filter=here),
        delivered=Count("pk", filter=here & _AT_DOOR),
        returned=Count("pk", filter=here & _BACK),
        open=Count("pk", filter=here & _UNDER_WAY),
        without_door=Count("pk", filter=Q(door=None)),
    )
    return ParcelBalance(**counts)


def parcels_at(gate: GateRow) -> list[ParcelRow]:
    """Labelled parcels that lie at the gate, in walking order. One query."""
    here = Parcel.objects.filter(
        gate=gate.id, unit__holder__kind=HolderKind.SITE, unit__holder__place=gate.id
    )
    return [_row(row) for row in _rows(here).order_by("door__sort_key", "pk")[:MOST_PARCELS]]


def parcels_to_review(gate: GateRow) -> list[ParcelRow]:
    """Parcels whose door nobody knows yet, those that are here first. One query."""
    rows = _rows(Parcel.objects.without_door().filter(gate=gate.id))
    order = ("received_at", "recorded_at", "pk")  # nulls, which are not here yet, stand last
    return [_row(row) for row in rows.order_by(*order)[:MOST_PARCELS]]


def parcel_for(*, viewer: Viewer, pk: int) -> ParcelRow:
    """Raises NotVisible."""
    inside = covers(viewer=viewer, roles=GATE_ROLES, path="gate__path")
    return _row(only_visible(_rows(Parcel.objects.filter(inside)), pk=pk))


def doors_meant(gate: GateRow, text: str) -> list[DoorRow]:
    """The one door that a text surely names, else all that it may mean, else nothing."""
    estate = Place.objects.get(pk=gate.estate_id)
    read = read_address(text, doors=door_table(estate))
    if read.status == "ready" and read.door:
        found = Place.objects.within(estate).doors().filter(label=read.door.code)
        return [DoorRow(id=door.pk, label=door.label, people=door.people) for door in found]
    return find_doors(estate=estate, text=text)


def _rows(parcels: QuerySet[Parcel]) -> QuerySet[Parcel]:
    return parcels.select_related("door__parent", "unit")


def _row(parcel: Parcel) -> ParcelRow:
    door = parcel.door
    return ParcelRow(
        id=parcel.pk,
        gate_id=parcel.gate_id,
        platform=parcel.platform,
        tracking=parcel.tracking,
        phone_tail=parcel.phone_tail,
        address=parcel.address,
        door=door.label if door else "",
        entrance=door.parent.label if door and door.parent else "",
        code=parcel.unit.code if parcel.unit else "",
        received_at=parcel.received_at,
    )
