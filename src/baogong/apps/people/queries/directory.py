"""Who answers for what (R6)."""

from collections.abc import Collection
from dataclasses import dataclass

from baogong.apps.people.enums import AWAY, PersonState, Role, Society
from baogong.apps.people.models import DutyEntry, Person
from baogong.apps.people.queries.scope import Viewer, covers, only_visible
from baogong.apps.places.models import Place


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty with the one to call first. ``gone``: the holder left or has to stay away."""

    id: int
    duty: str
    society: Society
    organisation: str
    place: str
    holder: str
    phone: str
    deputy: str
    deputy_phone: str
    gone: bool
    own: bool

    @property
    def has_deputy(self) -> bool:
        return bool(self.deputy and self.deputy_phone)

    @property
    def call(self) -> tuple[str, str]:
        """Name and phone of who answers now."""
        if self.gone and self.has_deputy:
            return self.deputy, self.deputy_phone
        return self.holder, self.phone


def duty_rows(*, place: Place) -> list[DutyRow]:
    """The lines of a place and of those above it; without a deputy first, then gone holders.

    A holder with the phone of somebody on the roster who is away or has left is gone too. Three
    queries.
    """
    around = [*Place.objects.around(place)]
    entries = list(
        DutyEntry.objects.filter(place__in=around).select_related("place").order_by("duty")
    )
    absent = _absent({entry.phone for entry in entries}, town=around[0])
    rows = [
        DutyRow(
            id=entry.pk,
            duty=entry.duty,
            society=Society(entry.society),
            organisation=entry.organisation,
            place=entry.place.label,
            holder=entry.holder,
            phone=entry.phone,
            deputy=entry.deputy,
            deputy_phone=entry.deputy_phone,
            gone=entry.holder_gone_at is not None or entry.phone in absent,
            own=entry.place_id == place.pk,
        )
        for entry in entries
    ]
    return sorted(rows, key=lambda row: (row.has_deputy, not row.gone, row.duty))


def duty_entry_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> DutyEntry:
    """The gate to a line of the directory. Raises NotVisible."""
    visible = DutyEntry.objects.filter(covers(viewer=viewer, roles=roles, path="place__path"))
    return only_visible(visible.select_related("place"), pk=pk)


@dataclass(frozen=True, slots=True)
class DutyCount:
    """How many duties there are, and how many nobody could stand in for."""

    duties: int
    without_deputy: int


def duty_count(*, place: Place) -> DutyCount:
    rows = duty_rows(place=place)
    return DutyCount(len(rows), sum(not row.has_deputy for row in rows))


def _absent(phones: Collection[str], *, town: Place) -> frozenset[str]:
    """Phones of those who left and did not come back, and of those who have to stay away."""
    people = Person.objects.filter(town=town, phone__in=phones)
    at_hand = people.live().exclude(health__in=AWAY).values("phone")
    gone = people.filter(state=PersonState.LEFT) | people.live().filter(health__in=AWAY)
    return frozenset(gone.exclude(phone__in=at_hand).values_list("phone", flat=True))
