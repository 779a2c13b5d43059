from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Min, Q, QuerySet

from baogong.apps.custody.enums import HolderKind
from baogong.apps.gate.enums import BatchState
from baogong.apps.gate.models import Parcel, SprayBatch
from baogong.apps.gate.policies import batch_state
from baogong.apps.gate.queries.gates import GATE_ROLES, GateRow
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import covers, estates_of, only_visible
from baogong.apps.people.queries.scope import Viewer
from baogong.apps.places.models import Place
from baogong.apps.places.queries import DoorRow, door_table, find_doors
from baogong.readers.addresses import read_address
from baogong.values.codes import read_code
from baogong.values.errors import NotVisible

MOST_PARCELS = 2000
STATION_ROLES = (Role.GATE, Role.SORTER, Role.CLERK, Role.COMMANDER)
CARRIER_ROLES = (Role.OFFICER, Role.GRID_LEADER)
PARCEL_ROLES = STATION_ROLES + CARRIER_ROLES

_AT_DOOR = Q(unit__holder__kind=HolderKind.DOOR)
_BACK = Q(unit__holder__kind=HolderKind.RETURNS)
_UNDER_WAY = (
    Q(unit=None) | Q(unit__holder__kind=HolderKind.SITE) | Q(unit__holder__kind=HolderKind.PERSON)
)


@dataclass(frozen=True, slots=True)
class ParcelRow:
    """``piece`` of ``pieces`` under a number; ``door`` and ``code`` are empty until its door is
    known."""

    id: int
    gate_id: int
    platform: str
    tracking: str
    phone_tail: str
    address: str
    piece: int
    pieces: int
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


@dataclass(frozen=True, slots=True)
class ParcelRest:
    """``until`` is None while it is being sprayed."""

    state: BatchState
    until: datetime | None


@dataclass(frozen=True, slots=True)
class ParcelsWaiting:
    """Labelled parcels at a gate: free to go, and held; ``until``: when the first may go."""

    free: int
    held: int
    until: datetime | None


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


def parcels_in_batch(batch_id: int) -> list[ParcelRow]:
    """What was sprayed together, in walking order; parcels without a door last. One query."""
    rows = _rows(Parcel.objects.filter(sprayed__batch=batch_id))
    return [_row(row) for row in rows.order_by(F("door__sort_key").asc(nulls_last=True), "pk")]


def parcels_waiting(gate: GateRow, *, now: datetime) -> ParcelsWaiting:
    """What may go to the depot now, and what rests or is being sprayed. One query."""
    lying = Parcel.objects.lying_at(gate.id).filter(unit__isnull=False)
    held = Parcel.objects.held(now=now).values("pk")
    counts = lying.aggregate(
        free=Count("pk", filter=~Q(pk__in=held)),
        held=Count("pk", filter=Q(pk__in=held)),
        until=Min("sprayed__batch__release_at", filter=Q(pk__in=held)),
    )
    return ParcelsWaiting(**counts)


def parcels_to_review(gate: GateRow) -> list[ParcelRow]:
    """Parcels whose door nobody knows yet, those that are here first. One query."""
    rows = _rows(Parcel.objects.without_door().filter(gate=gate.id))
    order = ("received_at", "recorded_at", "pk")  # nulls, which are not here yet, stand last
    return [_row(row) for row in rows.order_by(*order)[:MOST_PARCELS]]


def parcel_for(*, viewer: Viewer, pk: int) -> ParcelRow:
    """Raises NotVisible."""
    inside = covers(viewer=viewer, roles=GATE_ROLES, path="gate__path")
    return _row(only_visible(_rows(Parcel.objects.filter(inside)), pk=pk))


def parcel_by_code(*, viewer: Viewer, code: str) -> ParcelRow:
    """The parcel whose label was scanned, for staff of its estate; who carries to doors sees what
    goes to the own ones. Raises BadCode or NotVisible."""
    estates = estates_of(viewer=viewer, roles=STATION_ROLES)
    mine = Q(gate__parent__in=estates) | Q(
        covers(viewer=viewer, roles=CARRIER_ROLES, path="door__path")
    )
    found = _rows(Parcel.objects.filter(mine, unit__code=read_code(code))).first()
    if found is None:
        raise NotVisible
    return _row(found)


def parcel_rest(parcel_id: int, *, now: datetime) -> ParcelRest | None:
    """Where the parcel's disinfection stands; None: it was never sprayed. One query."""
    batch = SprayBatch.objects.filter(parcels__parcel=parcel_id).first()
    return ParcelRest(batch_state(batch, now=now), batch.release_at) if batch else None


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
        piece=parcel.piece,
        pieces=parcel.pieces,
        door=door.label if door else "",
        entrance=door.parent.label if door and door.parent else "",
        code=parcel.unit.code if parcel.unit else "",
        received_at=parcel.received_at,
    )
