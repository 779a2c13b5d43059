"""Which shop or app serves which building, and which households know it (R37)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery

from baogong.apps.ordering.enums import Channel
from baogong.apps.ordering.models import Order, Outlet, OutletTold
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.functions import StartsWith
from baogong.apps.places.models import Place
from baogong.apps.places.queries import buildings_within


@dataclass(frozen=True, slots=True)
class OutletRow:
    """A shop or app. ``channel``: whose orders prove that a household knows it."""

    id: int
    estate_id: int
    name: str
    how: str
    channel: Channel | None
    announced_at: datetime
    announced_by: str
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class DoorReach:
    """A household that an outlet serves, and what proves that it knows it, each with its time:
    it ordered that way, it opened its card's page, somebody told it. The building of a house alone
    is the estate."""

    id: int
    door: str
    building_id: int
    building: str
    ordered_at: datetime | None
    opened_at: datetime | None
    told_at: datetime | None

    @property
    def reached(self) -> bool:
        return bool(self.ordered_at or self.opened_at or self.told_at)


def served_places(estate: Place) -> list[Place]:
    """What an outlet may serve: the buildings, and the estate for its houses alone. Two queries."""
    buildings = buildings_within(estate)
    alone = Place.objects.doors().filter(parent=estate).exists()
    return [*buildings, estate] if alone or not buildings else buildings


def outlets_of(*, estate_id: int) -> list[OutletRow]:
    """Those of an estate, the ended ones last, the newest first. One query."""
    rows = Outlet.objects.filter(estate=estate_id).select_related("announced_by")
    return [_row(row) for row in rows.order_by(F("ended_at").desc(nulls_first=True), "-pk")]


def outlet_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> OutletRow:
    """Raises NotVisible."""
    seen = Outlet.objects.filter(covers(viewer=viewer, roles=roles, path="estate__path"))
    return _row(only_visible(seen.select_related("announced_by"), pk=pk))


def served_doors(*, outlet_id: int) -> QuerySet[Place]:
    """The households of its buildings, and of an estate those right under it, with the building's
    id and label; empty flats are left out."""
    serves = Outlet.buildings.through.objects.filter(
        Q(place=OuterRef("parent")) | ~Q(place__kind=PlaceKind.ESTATE),
        StartsWith(OuterRef("path"), F("place__path")),
        outlet=outlet_id,
    )
    doors = Place.objects.doors().exclude(occupied=False)
    return doors.annotate(
        building_id=Subquery(serves.values("place")[:1]),
        building=Subquery(serves.values("place__label")[:1]),
    ).filter(building_id__isnull=False)


def outlet_doors(outlet: OutletRow) -> list[DoorReach]:
    """Every household that it serves, as one walks. One query."""
    told = OutletTold.objects.filter(outlet=outlet.id, household=OuterRef("pk"))
    orders = Order.objects.filter(
        household=OuterRef("pk"),
        channel=outlet.channel or "",
        occurred_at__gte=outlet.announced_at,
    )
    last = orders.values("household").annotate(at=Max("occurred_at")).values("at")
    doors = served_doors(outlet_id=outlet.id).annotate(
        ordered_at=Subquery(last), told_at=Subquery(told.values("told_at"))
    )
    rows = doors.order_by("sort_key", "pk").values_list(
        "pk", "label", "building_id", "building", "ordered_at", "card__opened_at", "told_at"
    )
    own_page = outlet.channel is Channel.PAGE
    return [
        DoorReach(*row[:5], opened_at=row[5] if own_page else None, told_at=row[6]) for row in rows
    ]


def _row(outlet: Outlet) -> OutletRow:
    return OutletRow(
        id=outlet.pk,
        estate_id=outlet.estate_id,
        name=outlet.name,
        how=outlet.how,
        channel=Channel(outlet.channel) if outlet.channel else None,
        announced_at=outlet.announced_at,
        announced_by=outlet.announced_by.name,
        ended_at=outlet.ended_at,
    )
