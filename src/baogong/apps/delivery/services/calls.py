"""Doors are called to pickup points by slots (R94): so many households in so many minutes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from itertools import chain

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from baogong.apps.accounts.models import User
from baogong.apps.delivery.enums import Mode
from baogong.apps.delivery.models import Call, ModeChange, Proof, Reoffer
from baogong.apps.delivery.policies import slots_from
from baogong.apps.delivery.queries.ways import ways_of
from baogong.apps.places.models import Place
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import PICKUP_FROM, PICKUP_HOUSEHOLDS, PICKUP_SLOT_MINUTES
from baogong.apps.sorting.models import Bag, Wave
from baogong.plumbing import audit, locks

Called = tuple[Wave, Place]  # a door, and the wave that brings its bags


@transaction.atomic
def call_doors(now: datetime) -> int:
    """Give a slot to each door that is called to a point for an open bag and has none yet.

    Of waves for today or later, in the order of entrances. Who has a slot keeps it. Returns how
    many were called; a sweep does it too, since levels, rules and later days change the modes.
    """
    if not ModeChange.objects.filter(mode=Mode.POINT, reversed_by=None).exists():
        return 0
    by_point: dict[int, list[Called]] = defaultdict(list)
    for point_id, called in _wanted(now):
        by_point[point_id].append(called)
    points = locks.lock_rows(Place.objects.all(), keys=by_point)
    return sum(_call(point, by_point[pk], now=now) for pk, point in points.items())


@transaction.atomic
def miss_call(*, call_id: int, actor: User, now: datetime) -> None:
    """Nobody came: the door is called again at the end. Twice is the same as once."""
    call = locks.lock_one(Call.objects.all(), key=call_id)
    if call.missed_at is None:
        call.missed_at = now
        call.save(update_fields=["missed_at"])
        audit.record([audit.Act("call.missed", call, actor, now)])


def _wanted(now: datetime) -> Iterator[tuple[int, Called]]:
    """Every door with an open bag whose mode is a point, with that point, in walking order."""
    waves = Wave.objects.filter(round__delivery_date__gte=timezone.localdate(now))
    doors = sorted(_open_doors(waves), key=lambda called: (called[1].sort_key, called[0].pk))
    entrances = {door.entrance_id for _wave, door in doors}
    ways = ways_of(entrances, at=now)
    for wave, door in doors:
        if point_id := ways[door.entrance_id].point_id:
            yield point_id, (wave, door)


def _open_doors(waves: Iterable[Wave]) -> set[Called]:
    """Doors of bags that were not given yet: of these waves, or offered again with them."""
    bags = Bag.objects.filter(wave__in=waves).exclude(_there("unit"))
    bags = bags.exclude(done_at__isnull=False, unit=None)
    again = Reoffer.objects.filter(crate__wave__in=waves).exclude(_there("unit_return__unit"))
    again = again.select_related("crate__wave__round", "unit_return__unit__destination")
    return set(
        chain(
            ((bag.wave, bag.household) for bag in bags.select_related("wave__round", "household")),
            ((row.crate.wave, row.unit_return.unit.destination) for row in again),
        )
    )


def _there(unit: str) -> Exists:
    return Exists(Proof.objects.filter(unit=OuterRef(unit), attempt__reversed_by=None))


def _call(point: Place, wanted: list[Called], *, now: datetime) -> int:
    known = set(
        Call.objects.filter(point=point, wave__in={wave for wave, _door in wanted}).values_list(
            "wave", "household"
        )
    )
    by_day = defaultdict(list)
    for wave, door in wanted:
        if (wave.pk, door.pk) not in known:
            by_day[wave.round.delivery_date].append((wave, door))
    for day, doors in sorted(by_day.items()):
        begin = timezone.make_aware(datetime.combine(day, time.min))
        slots = _free_slots(point, begin, now=now)
        Call.objects.bulk_create(
            Call(wave=wave, point=point, household=door, starts_at=starts_at)
            for (wave, door), starts_at in zip(doors, slots, strict=False)
        )
    return sum(map(len, by_day.values()))


def _free_slots(point: Place, midnight: datetime, *, now: datetime) -> Iterator[datetime]:
    """The day's slots behind those that are taken, none of them begun."""
    hour = setting(PICKUP_FROM, place=point, at=midnight)
    size = setting(PICKUP_HOUSEHOLDS, place=point, at=midnight)
    length = timedelta(minutes=setting(PICKUP_SLOT_MINUTES, place=point, at=midnight))
    begin = midnight + timedelta(hours=hour)
    gone = -((begin - now) // length)  # slots begun by now; below 0 before the first
    start = begin + length * max(gone, 0)
    that_day = Call.objects.filter(point=point, starts_at__lt=midnight + timedelta(days=1))
    times = list(that_day.filter(starts_at__gte=start).values_list("starts_at", flat=True))
    if not times:
        return slots_from(start, taken=0, length=length, size=size)
    last = max(times)
    return slots_from(last, taken=times.count(last), length=length, size=size)
