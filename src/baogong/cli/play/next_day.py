"""The core of story D3: an online shop for eight villages and sixteen firms, next day at the door.

Rounds follow each other without a gap, so that an order a minute after the cut-off comes two days
later. The cars, and who drives them, are another story.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, time, timedelta
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.utils import timezone

from baogong.apps.ordering.enums import OnExisting
from baogong.apps.ordering.errors import CutoffPassed
from baogong.apps.ordering.intents import OrderIntent, Wish
from baogong.apps.ordering.queries.listings import listing_ids
from baogong.apps.ordering.services import RoundPlan, close_round, decide_order
from baogong.apps.people.queries import cards_within
from baogong.apps.reporting.queries import day_sums
from baogong.apps.reporting.queries.people_served import served
from baogong.apps.sorting.queries.work import wave_of
from baogong.cli.play import asking, carrying, making
from baogong.cli.play.scene import Named, announce_round, set_scene
from baogong.plumbing.processes.worker import work_off
from baogong.readers.doors import DoorLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from baogong.apps.ordering.models import Round
    from baogong.cli.play.scene import Scene

DAYS = 26
DEMAND = asking.Demand(orders=85, by_phone=8)
VILLAGES, HOUSES, FIRMS = 8, 125, 16
CUTOFF = time(18)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Promise:
    """An order around the cut-off: whether its round took it, and in how many days it comes."""

    in_time: bool
    days: int


def play(*, password: str, seed: int, now: datetime, days: int = DAYS) -> dict[str, Any]:
    """Play the days that end today on an empty database; return what they add up to."""
    random = Random(seed)  # noqa: S311 - a story, not a secret
    last = timezone.localdate(now)
    cutoffs = [_cutoff(last - (days - number) * DAY) for number in range(days + 1)]
    scene = set_scene(
        doors=list(door_lines()),
        password=password,
        now=cutoffs[0] - DAY,
        named=Named("jinghe", "泾河新城"),
    )
    rounds = [_announce(scene, at) for at in cutoffs]
    promises: list[Promise] = []
    repeated = 0
    for round_, following in pairwise(rounds):
        asked = asking.ask(scene, round_, DEMAND, random=random, now=round_.cutoff_at - DAY / 4)
        repeated += asked.repeated
        if not promises:
            promises = _around_the_cutoff(scene, round_, following)
        _supply(scene, round_, random=random)
    return _totals(scene, rounds[:-1], promises=promises, repeated=repeated)


def door_lines() -> Iterator[DoorLine]:
    """A thousand houses in eight villages, and sixteen firms."""
    for village in range(1, VILLAGES + 1):
        for house in range(1, HOUSES + 1):
            yield _door(f"{village}村", f"{house:03}", people=3)
    for firm in range(1, FIRMS + 1):
        yield _door("企业", f"{firm:03}", people=1)


def _door(building: str, room: str, *, people: int) -> DoorLine:
    door = f"{building}-1-{room}"
    return DoorLine(door=door, building=building, entrance="1", floor=1, room=room, people=people)


def _cutoff(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, CUTOFF))


def _announce(scene: Scene, cutoff_at: datetime) -> Round:
    """A round that opens when the one before it closes."""
    delivery = timezone.localdate(cutoff_at) + DAY
    plan = RoundPlan(f"{delivery:%m-%d}", cutoff_at - DAY, cutoff_at, delivery)
    return announce_round(scene, plan, now=cutoff_at - DAY)


def _around_the_cutoff(scene: Scene, round_: Round, following: Round) -> list[Promise]:
    """One door asks a minute before the cut-off, another a minute after it (R50)."""
    early, late = cards_within(scene.estate)[:2]
    promises = []
    for card, at in ((early, round_.cutoff_at - MINUTE), (late, round_.cutoff_at + MINUTE)):
        intent = OrderIntent(
            key=uuid4(),
            round_id=round_.pk,
            household_id=card.household_id,
            wishes=(Wish(listing_ids(round_id=round_.pk)[0], 1),),
            occurred_at=at,
            placed_by_id=scene.commander.pk,
            on_existing=OnExisting.ADD,
        )
        promises.append(_promise(intent, round_, following, at=at))
    return promises


def _promise(intent: OrderIntent, round_: Round, following: Round, *, at: datetime) -> Promise:
    asked_on = timezone.localdate(at)
    try:
        decide_order(intent, now=at)
    except CutoffPassed:
        wish = Wish(listing_ids(round_id=following.pk)[0], 1)
        decide_order(replace(intent, round_id=following.pk, wishes=(wish,)), now=at)
        return Promise(in_time=False, days=(following.delivery_date - asked_on).days)
    return Promise(in_time=True, days=(round_.delivery_date - asked_on).days)


def _supply(scene: Scene, round_: Round, *, random: Random) -> None:
    """Close, buy, receive, make up and carry one round on its delivery day."""
    close_round(round_id=round_.pk, actor=scene.commander, now=round_.cutoff_at)
    work_off()
    morning = round_.cutoff_at + timedelta(hours=14)
    making.receive(scene, round_id=round_.pk, random=random, now=morning)
    wave_id = wave_of(round_id=round_.pk).pk
    making.make_up(scene, wave_id=wave_id, random=random, now=morning + timedelta(hours=2))
    carrying.carry(scene, wave_id=wave_id, random=random, now=morning + timedelta(hours=4))


def _totals(
    scene: Scene, rounds: list[Round], *, promises: list[Promise], repeated: int
) -> dict[str, Any]:
    estate = scene.estate
    days = [day_sums(round_ids=[round_.pk], estate_path=estate.path) for round_ in rounds]
    _, until_the_end = served(estate_id=estate.pk, day=rounds[-1].delivery_date)
    return {
        "days": len(days),
        "orders": sum(day.orders.ordered for day in days),
        "delivered": sum(day.orders.delivered for day in days),
        "doors": until_the_end.doors,
        "people": until_the_end.people,
        "double_taps": repeated,
        "promises": [asdict(promise) for promise in promises],
        "total": _sum(days, "orders"),
        "bags": _sum(days, "bags"),
        "balanced": all(day.balanced for day in days),
    }


def _sum(days: list[Any], level: str) -> dict[str, int]:
    rows = [asdict(getattr(day, level)) for day in days]
    return {name: sum(row[name] for row in rows) for name in rows[0]}
