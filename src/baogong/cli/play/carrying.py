"""The afternoon: officers take crates by count, walk the stairs, and bring back what is left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from baogong.apps.delivery.enums import Result
from baogong.apps.delivery.errors import CrateGone
from baogong.apps.delivery.queries.work import bag_codes_on, bags_left_on
from baogong.apps.delivery.reports import DoorReport
from baogong.apps.delivery.services import accept_crate, record_reports, take_back
from baogong.apps.people.enums import Role
from baogong.apps.sorting.queries.work import WorkCrate, crates_to_carry
from baogong.cli.play import crowd

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from baogong.apps.accounts.models import User
    from baogong.cli.play.scene import Scene

WRONG_COUNTS = 0.03
REPEATED_REPORTS = 0.03
UNDONE = 0.03
RESULTS = (Result.GIVEN, Result.NOBODY_HOME, Result.REFUSED, Result.DAMAGED)
WEIGHTS = (92, 5, 2, 1)


@dataclass(frozen=True, slots=True)
class Trip:
    """One crate, its officer, and a colleague who wants to take it, too."""

    crate: WorkCrate
    officer: User
    rival: User
    counted: int


@dataclass(frozen=True, slots=True)
class Carried:
    """What the officers reported, and how many wanted a crate that was gone."""

    reports: int
    receipts: dict[str, int]
    gone: int


def carry(scene: Scene, *, wave_id: int, random: Random, now: datetime) -> Carried:
    """Deliver every closed crate of the wave; bring back what the doors did not take."""
    trips = plan_trips(scene, wave_id=wave_id, random=random)
    runs, gone = accept(trips, random=random, now=now)
    receipts = walk(runs, random=random, now=now)
    bring_back(scene, runs, random=random, now=now)
    counts = {name: receipts.count(name) for name in sorted(set(receipts))}
    return Carried(reports=len(receipts), receipts=counts, gone=gone)


def accept(trips: list[Trip], *, random: Random, now: datetime) -> tuple[dict[int, User], int]:
    """Officers tap twice, colleagues come too late. Returns runs with officers, and refusals."""
    accepted, _ = crowd.together(
        [(trip, who) for trip in trips for who in (trip.officer, trip.officer, trip.rival)],
        lambda task: _accept(*task, now=now),
        random=random,
    )
    runs = {run_id: officer for run_id, officer in accepted if run_id}
    return runs, sum(1 for run_id, _ in accepted if not run_id)


def walk(runs: dict[int, User], *, random: Random, now: datetime) -> list[str]:
    """The officers walk the stairs; what they tapped arrives hours later. Returns the receipts."""
    batches = [
        batch
        for run_id, officer in runs.items()
        for batch in _taps(run_id, officer, random=random, now=now)
    ]
    sent, _ = crowd.together(batches, lambda batch: _send(*batch, now=now), random=random)
    return [receipt for batch in sent for receipt in batch]


def plan_trips(scene: Scene, *, wave_id: int, random: Random) -> list[Trip]:
    """An officer and a rival for every crate that waits at the depot; some will count wrong."""
    crates = crates_to_carry(wave_id=wave_id)
    wrong = {crate.id for crate in crowd.some(crates, share=WRONG_COUNTS, random=random)}
    trips = []
    for crate in crates:
        officer, rival = scene.officers[crate.building_id]
        trips.append(Trip(crate, officer, rival, counted=crate.bags - (crate.id in wrong)))
    return trips


def _accept(trip: Trip, who: User, *, now: datetime) -> tuple[int | None, User]:
    try:
        run = accept_crate(
            key=uuid4(),
            crate_id=trip.crate.id,
            counted=trip.counted,
            officer=who,
            occurred_at=now,
            now=now,
        )
    except CrateGone:
        return None, who
    return run.pk, who


def _taps(
    run_id: int, officer: User, *, random: Random, now: datetime
) -> list[tuple[list[DoorReport], User]]:
    """An officer's taps, in batches as the signal comes and goes: repeated, some taken back."""
    taps: list[DoorReport] = []
    for minute, code in enumerate(bag_codes_on(run_id=run_id)):
        [result] = random.choices(RESULTS, WEIGHTS)
        tap = DoorReport(
            key=UUID(int=random.getrandbits(128), version=4),
            run_id=run_id,
            bag_code=code,
            result=result,
            occurred_at=now + timedelta(minutes=minute),
        )
        taps.append(tap)
        if random.random() < UNDONE:
            taps += _second_thoughts(tap, random=random)
    taps += [tap for tap in taps if random.random() < REPEATED_REPORTS]
    middle = len(taps) // 2
    return [(batch, officer) for batch in (taps[middle:], taps[:middle], taps[-3:]) if batch]


def _second_thoughts(tap: DoorReport, *, random: Random) -> list[DoorReport]:
    """The wrong button: the tap is taken back, and the right one follows."""
    keys = [UUID(int=random.getrandbits(128), version=4) for _ in range(2)]
    undo = replace(
        tap,
        key=keys[0],
        result=Result.UNDONE,
        reverses=tap.key,
        occurred_at=tap.occurred_at + timedelta(seconds=10),
    )
    again = replace(
        tap,
        key=keys[1],
        result=Result.GIVEN,
        occurred_at=tap.occurred_at + timedelta(seconds=20),
    )
    return [undo, again]


def report_too_late(run_id: int, officer: User, *, now: datetime) -> None:
    """A tap arrives for a bag that has left the officer's hands: a clerk has to look at it."""
    code = bag_codes_on(run_id=run_id)[0]
    tap = DoorReport(uuid4(), run_id, code, Result.NOBODY_HOME, occurred_at=now)
    record_reports([tap], officer=officer, now=now)


def _send(batch: list[DoorReport], officer: User, *, now: datetime) -> list[str]:
    arrived = now + timedelta(hours=3)
    outcomes = record_reports(batch, officer=officer, now=arrived)
    return [outcome.receipt.value for outcome in outcomes]


def bring_back(scene: Scene, runs: dict[int, User], *, random: Random, now: datetime) -> None:
    """Each officer hands the rest to the depot; some of the depot's counts are wrong."""
    sorter = scene.crew[Role.SORTER][0]
    wrong = set(crowd.some(sorted(runs), share=WRONG_COUNTS, random=random))

    def act(run_id: int) -> None:
        left = bags_left_on(run_id=run_id)
        counted = left + (1 if run_id in wrong else 0)
        take_back(key=uuid4(), run_id=run_id, counted=counted, actor=sorter, now=now)

    crowd.together(sorted(runs), act, random=random)
