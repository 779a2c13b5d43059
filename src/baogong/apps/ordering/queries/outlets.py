"""Which shop or app serves which building, and which households know it (R37)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

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


@dataclass(frozen=True, slots=True)
class BuildingLeft:
    """A building that an outlet serves, and how many of its households are not reached."""

    id: int
    label: str
    left: int


def served_places(estate: Place) -> list[Place]:
    """What an outlet may serve: the buildings, the estate for its houses alone. Two queries."""
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
    doors = _lived_in().annotate(
        building_id=Subquery(serves.values("place")[:1]),
        building=Subquery(serves.values("place__label")[:1]),
    )
    return doors.filter(building_id__isnull=False)


def outlet_doors(outlet: OutletRow) -> list[DoorReach]:
    """Every household that it serves, as one walks. One query."""
    told = _told(outlet.id)
    orders = _orders(outlet.channel or "", since=outlet.announced_at)
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


def buildings_left(*, outlet_ids: Collection[int]) -> dict[int, list[BuildingLeft]]:
    """What each outlet serves where households live, as one walks. One query."""
    above = Place.objects.filter(
        Q(pk=OuterRef(OuterRef("place")))
        | Q(parent=OuterRef(OuterRef("place")), kind=PlaceKind.ENTRANCE)
    )
    doors = _lived_in().filter(parent__in=above.values("pk"))
    outlet = {name: OuterRef(OuterRef(f"outlet__{name}")) for name in ("channel", "announced_at")}
    own_page = Exact(Value(Channel.PAGE), OuterRef("outlet__channel"))
    left = doors.filter(
        ~Exists(_told(OuterRef(OuterRef("outlet")))),
        ~Exists(_orders(outlet["channel"], since=outlet["announced_at"])),
        Q(card__opened_at=None) | ~Q(own_page),
    )
    count = left.order_by().values("kind").annotate(n=Count("pk")).values("n")
    serves = Outlet.buildings.through.objects.filter(Exists(doors), outlet__in=outlet_ids)
    rows = serves.order_by("place__sort_key").values_list(
        "outlet", "place", "place__label", Coalesce(Subquery(count), 0)
    )
    found = defaultdict(list)
    for outlet_id, *building in rows:
        found[outlet_id].append(BuildingLeft(*building))
    return found


def _lived_in() -> QuerySet[Place]:
    """The households, without flats that are known to be empty."""
    return Place.objects.doors().exclude(occupied=False)


def _told(outlet: Any) -> QuerySet[OutletTold]:
    """That the household of the outer query was told of an outlet."""
    return OutletTold.objects.filter(outlet=outlet, household=OuterRef("pk"))


def _orders(channel: Any, *, since: Any) -> QuerySet[Order]:
    """What the household of the outer query ordered that way."""
    return Order.objects.filter(household=OuterRef("pk"), channel=channel, occurred_at__gte=since)


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
