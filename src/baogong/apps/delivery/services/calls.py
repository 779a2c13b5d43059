"""Doors are called to pickup points by slots (R94): so many households in so many minutes."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, time, timedelta
from functools import reduce
from itertools import chain
from operator import or_

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from baogong.apps.accounts.models import User
from baogong.apps.control.queries import standing
from baogong.apps.delivery.enums import Mode
from baogong.apps.delivery.models import Call, ModeChange
from baogong.apps.delivery.policies import fill_slots
from baogong.apps.delivery.queries.coming import bags_coming, offers_coming, was_given
from baogong.apps.delivery.queries.ways import ways_of
from baogong.apps.places.models import Place
from baogong.apps.places.queries import paths_above, setting
from baogong.apps.places.settings import PICKUP_FROM, PICKUP_HOUSEHOLDS, PICKUP_SLOT_MINUTES
from baogong.apps.sorting.models import Wave
from baogong.plumbing import audit, locks

DAY = timedelta(days=1)
ALL = Q()
Called = tuple[Wave, Place]  # a door, and the wave that brings its bags


@transaction.atomic
def call_doors(now: datetime, *, of_waves: Q = ALL) -> int:
    """Give a slot to each door that is called to a point for an open bag and has none yet.

    Of those waves that are for today or later, in the order of entrances. Who has a slot keeps it;
    who comes when the day has none left gets none. Returns how many were called; a sweep does it
    too, since levels, rules and later days change the modes.
    """
    by_point: dict[int, list[Called]] = defaultdict(list)
    for point_id, called in _wanted(_waves_to_points(of_waves, now), now):
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


def waves_around(paths: Iterable[str]) -> Q:
    """Waves of the estates in which places lie, or which lie in them. ``paths``: one at least."""
    estate = (
        Q(round__estate__path__in=paths_above(path)) | Q(round__estate__path__startswith=path)
        for path in paths
    )
    return reduce(or_, estate)


def _waves_to_points(of_waves: Q, now: datetime) -> list[Wave]:
    """Waves for today or later around places that are called to a point. Two queries at most."""
    called = standing(ModeChange.objects.filter(mode=Mode.POINT))
    paths = set(called.values_list("place__path", flat=True))
    if not paths:
        return []
    near = Wave.objects.filter(waves_around(paths), of_waves)
    return list(near.filter(round__delivery_date__gte=timezone.localdate(now)))


def _wanted(waves: Collection[Wave], now: datetime) -> Iterator[tuple[int, Called]]:
    """Every door with an open bag whose mode is a point, with that point, in walking order."""
    doors = sorted(_open_doors(waves), key=lambda called: (called[1].sort_key, called[0].pk))
    entrances = {door.entrance_id for _wave, door in doors}
    ways = ways_of(entrances, at=now)
    for wave, door in doors:
        if point_id := ways[door.entrance_id].point_id:
            yield point_id, (wave, door)


def _open_doors(waves: Collection[Wave]) -> set[Called]:
    """Doors of bags that were not given yet: of these waves, or offered again with them."""
    bags = bags_coming().filter(wave__in=waves).exclude(was_given("unit"))
    again = offers_coming().filter(crate__wave__in=waves).exclude(was_given("unit_return__unit"))
    again = again.select_related("crate__wave__round", "unit_return__unit__destination")
    return set(
        chain(
            ((bag.wave, bag.household) for bag in bags.select_related("wave__round", "household")),
            ((row.crate.wave, row.unit_return.unit.destination) for row in again),
        )
    )


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
    made = 0
    for day, doors in sorted(by_day.items()):
        begin = timezone.make_aware(datetime.combine(day, time.min))
        slots = _free_slots(point, begin, wanted=len(doors), now=now)
        calls = [
            Call(wave=wave, point=point, household=door, starts_at=starts_at)
            for (wave, door), starts_at in zip(doors, slots, strict=False)
        ]
        made += len(Call.objects.bulk_create(calls))
    return made


def _free_slots(
    point: Place, midnight: datetime, *, wanted: int, now: datetime
) -> Iterator[datetime]:
    """A slot for each of so many doors, none of them begun; none when the day has none left."""
    hour = setting(PICKUP_FROM, place=point, at=midnight)
    size = setting(PICKUP_HOUSEHOLDS, place=point, at=midnight)
    length = timedelta(minutes=setting(PICKUP_SLOT_MINUTES, place=point, at=midnight))
    begin, end = midnight + timedelta(hours=hour), midnight + DAY
    gone = max(-((begin - now) // length), 0)  # slots begun by now
    that_day = Call.objects.filter(point=point, starts_at__gte=begin, starts_at__lt=end)
    times = that_day.values_list("starts_at", flat=True)
    called = Counter((starts_at - begin) // length for starts_at in times)
    taken = [called[slot] for slot in range(gone, (end - begin) // length)]
    places = fill_slots(taken, wanted=wanted, size=size)
    return (begin + length * (gone + slot) for slot in places)
