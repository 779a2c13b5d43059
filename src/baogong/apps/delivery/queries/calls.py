"""Who is called to a pickup point, when, and whether they came."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from baogong.apps.custody.enums import HolderKind
from baogong.apps.delivery.enums import Mode
from baogong.apps.delivery.models import Call, Reoffer, RunUnit, UnitReturn
from baogong.apps.delivery.queries.coming import bags_coming, offers_coming, was_given
from baogong.apps.delivery.queries.ways import Way, way_at, ways_of
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, only_visible, touches
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place
from baogong.apps.places.queries import paths_above
from baogong.apps.sorting.models import Bag
from baogong.apps.sorting.queries.recalled import holds_recalled
from baogong.values.errors import NotVisible


@dataclass(frozen=True, slots=True)
class CalledBag:
    """A bag of a called door. ``held``: by the viewer, who can hand it out; ``there``: it was.

    ``recalled``: goods in it were called back, so nobody hands it out.
    """

    run_id: int
    code: str
    held: bool
    there: bool
    recalled: bool


@dataclass(frozen=True, slots=True)
class CalledDoor:
    """A door with its slot; ``room`` is its label within the entrance. ``id``: of the call.

    Without bags nobody has brought them to the point yet. Where the day had no slot left, neither
    ``id`` nor ``starts_at`` is there.
    """

    id: int | None
    door: str
    room: str
    entrance: str
    starts_at: datetime | None
    missed_at: datetime | None
    bags: tuple[CalledBag, ...]

    @property
    def held(self) -> list[CalledBag]:
        return [bag for bag in self.bags if bag.held and not bag.recalled]

    @property
    def recalled(self) -> bool:
        return any(bag.recalled and not bag.there for bag in self.bags)

    @property
    def collected(self) -> bool:
        return bool(self.bags) and all(bag.there for bag in self.bags)


@dataclass(frozen=True, slots=True)
class PointCalls:
    """A point's day: who is called ``now``, ``later`` by slots, who is called ``again`` at the
    end because they did not come, and who ``came``. ``without_slot``: whose bags are due and come
    here too, though no slot was left for them.
    """

    now: tuple[CalledDoor, ...]
    later: tuple[CalledDoor, ...]
    again: tuple[CalledDoor, ...]
    came: tuple[CalledDoor, ...]
    without_slot: tuple[CalledDoor, ...]

    @property
    def doors(self) -> list[CalledDoor]:
        return [*self.now, *self.later, *self.again, *self.came, *self.without_slot]


@dataclass(frozen=True, slots=True)
class Fetching:
    """How far a door's bags come; ``starts_at``: when it is called, if it is and has a slot.

    ``full``: its bags are for today or were, and none of the point's slots was left on their day.
    """

    way: Way
    starts_at: datetime | None = None
    full: bool = False


def points_of(*, viewer: Viewer, roles: Collection[Role]) -> list[Place]:
    """The pickup points around the viewer's places. One query."""
    near = touches(viewer=viewer, roles=roles, path="parent__path")
    return list(Place.objects.filter(near, kind=PlaceKind.PICKUP_POINT).order_by("sort_key", "pk"))


def point_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> Place:
    """The gate to a pickup point around the viewer's places. Raises NotVisible."""
    for point in points_of(viewer=viewer, roles=roles):
        if point.pk == pk:
            return point
    raise NotVisible


def call_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> int:
    """The point of a call at one of the viewer's points. Raises NotVisible."""
    near = touches(viewer=viewer, roles=roles, path="point__parent__path")
    return only_visible(Call.objects.filter(near), pk=pk).point_id


def point_calls(*, viewer: Viewer, point: Place, now: datetime) -> PointCalls:
    """The calls of the day, in the order in which they come. 14 queries at most."""
    called = _coming_here(point, [*_calls_of_day(point, now), *_uncalled(point, now)], now=now)
    doors = _called(called, officer_id=viewer.pk or 0)
    waiting = [door for door in doors if not door.collected]
    due = [(door, at) for door in waiting if (at := door.starts_at) and not door.missed_at]
    missed = [door for door in waiting if door.missed_at]
    return PointCalls(
        now=tuple(door for door, starts_at in due if starts_at <= now),
        later=tuple(door for door, starts_at in due if starts_at > now),
        again=tuple(sorted(missed, key=lambda door: door.missed_at or now)),
        came=tuple(door for door in doors if door.collected),
        without_slot=tuple(door for door in waiting if door.starts_at is None),
    )


def slots_of(*, point: Place, now: datetime) -> list[CalledDoor]:
    """The day's calls by entrance, for the notices on the stairs. Eleven queries at most."""
    doors = _called(_coming_here(point, _calls_of_day(point, now), now=now), officer_id=0)
    return sorted(doors, key=lambda door: door.entrance)


def fetching_of(*, door_id: int, now: datetime, order_id: int | None = None) -> Fetching:
    """How far a door's bags, or those of one order, come, and the next slot in which they do.

    13 queries at most.
    """
    way = way_at(Place.objects.get(pk=door_id), now)
    if way.mode is not Mode.POINT:
        return Fetching(way)
    bags = bags_coming().exclude(was_given("unit")).filter(household=door_id)
    offers = offers_coming().exclude(was_given("unit_return__unit"))
    offers = offers.filter(unit_return__unit__destination=door_id)
    if order_id is not None:
        bags = bags.filter(orders=order_id)
        offers = offers.filter(unit_return__unit__bag__orders=order_id)
    calls = Call.objects.filter(_comes(bags, offers), household=door_id, point=way.point_id)
    slots = calls.filter(starts_at__gte=_midnight(now)).order_by("starts_at")
    starts_at = slots.values_list("starts_at", flat=True).first()
    return Fetching(way, starts_at, full=not starts_at and _are_due(bags, offers, now=now))


def _are_due(bags: QuerySet[Bag], offers: QuerySet[Reoffer], *, now: datetime) -> bool:
    """Whether some are for today or earlier: doors of later days are still to be called."""
    today = timezone.localdate(now)
    due = bags.filter(wave__round__delivery_date__lte=today)
    return due.exists() or offers.filter(crate__wave__round__delivery_date__lte=today).exists()


def _calls_of_day(point: Place, now: datetime) -> list[Call]:
    """The day's calls of doors for which bags come. One query."""
    begin = _midnight(now)
    calls = Call.objects.filter(
        _comes(bags_coming(), offers_coming()),
        point=point,
        starts_at__gte=begin,
        starts_at__lt=begin + timedelta(days=1),
    ).select_related("household__parent")
    return list(calls.order_by("starts_at", "household__sort_key", "pk"))


def _uncalled(point: Place, now: datetime) -> list[Call]:
    """Calls without a slot, which nobody made: of doors around the point whose bags are due and
    were not given, and which have no slot there from today on. Two queries."""
    slots = Call.objects.filter(point=point, starts_at__gte=_midnight(now))
    bags = bags_coming().filter(
        _due("wave", now, out=RunUnit.objects.filter(unit=OuterRef("unit"))),
        _around(point, "wave"),
        ~was_given("unit"),
        ~Exists(slots.filter(wave=OuterRef("wave"), household=OuterRef("household"))),
    )
    again = "unit_return__unit"
    crated = RunUnit.objects.filter(run__crate=OuterRef("crate"), unit=OuterRef(again))
    called = slots.filter(
        wave=OuterRef("crate__wave"), household=OuterRef(f"{again}__destination")
    )
    offers = offers_coming().filter(
        _due("crate__wave", now, out=crated),
        _around(point, "crate__wave"),
        ~was_given(again),
        ~Exists(called),
    )
    doors = {(bag.wave_id, bag.household) for bag in bags.select_related("household__parent")}
    for offer in offers.select_related("crate", f"{again}__destination__parent"):
        doors.add((offer.crate.wave_id, offer.unit_return.unit.destination))
    return [
        Call(wave_id=wave_id, point=point, household=door)
        for wave_id, door in sorted(doors, key=lambda due: (due[1].sort_key, due[0]))
    ]


def _due(wave: str, now: datetime, *, out: QuerySet[RunUnit]) -> Q:
    """True for what comes today, and for what somebody took ``out`` on an earlier day."""
    today, day = timezone.localdate(now), f"{wave}__round__delivery_date"
    return Q(**{day: today}) | Q(Exists(out), **{f"{day}__lt": today})


def _around(point: Place, wave: str) -> Q:
    """True for waves of the estates in which the point's place lies, or which lie in it."""
    path, estate = (
        point.parent.path if point.parent else point.path,
        f"{wave}__round__estate__path",
    )
    return Q(**{f"{estate}__in": paths_above(path)}) | Q(**{f"{estate}__startswith": path})


def _coming_here(point: Place, calls: Sequence[Call], *, now: datetime) -> list[Call]:
    """Those of doors whose bags come to this point and no other way. Ten queries at most."""
    ways = ways_of({row.household.entrance_id for row in calls}, at=now)
    return [row for row in calls if ways[row.household.entrance_id].point_id == point.pk]


def _comes(bags: QuerySet[Bag], offers: QuerySet[Reoffer]) -> Q:
    """True for calls for one of the bags or of what is offered again."""
    own = bags.filter(wave=OuterRef("wave"), household=OuterRef("household"))
    again = offers.filter(
        crate__wave=OuterRef("wave"), unit_return__unit__destination=OuterRef("household")
    )
    return Q(Exists(own)) | Q(Exists(again))


def _called(calls: Sequence[Call], *, officer_id: int) -> list[CalledDoor]:
    bags = _bags(calls, officer_id=officer_id)
    return [
        CalledDoor(
            id=call.pk,
            door=call.household.label,
            room=call.household.code,
            entrance=call.household.parent.label if call.household.parent else "",
            starts_at=call.starts_at,
            missed_at=call.missed_at,
            bags=tuple(bags[call.wave_id, call.household_id]),
        )
        for call in calls
    ]


def _bags(calls: Iterable[Call], *, officer_id: int) -> dict[tuple[int, int], list[CalledBag]]:
    """By wave and door, but for what was brought back. One query."""
    found: dict[tuple[int, int], list[CalledBag]] = defaultdict(list)
    waves, doors = {call.wave_id for call in calls}, {call.household_id for call in calls}
    rows = RunUnit.objects.filter(run__crate__wave__in=waves, unit__destination__in=doors)
    rows = rows.exclude(
        Exists(UnitReturn.objects.filter(run=OuterRef("run"), unit=OuterRef("unit")))
    ).annotate(recalled=holds_recalled("unit"))
    for row in rows.select_related("run__crate", "unit__holder").order_by("unit", "pk"):
        holder = row.unit.holder
        found[row.run.crate.wave_id, row.unit.destination_id].append(
            CalledBag(
                run_id=row.run_id,
                code=row.unit.code,
                held=holder is not None and holder.user_id == officer_id,
                there=holder is not None and holder.kind == HolderKind.DOOR,
                recalled=row.recalled,
            )
        )
    return found


def _midnight(now: datetime) -> datetime:
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
