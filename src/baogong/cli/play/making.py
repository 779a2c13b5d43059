"""The morning: the truck at the gate, the bags at the depot, the crates by entrance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from baogong.apps.inventory.errors import StockShort
from baogong.apps.people.enums import Role
from baogong.apps.procurement.errors import AlreadyReceived
from baogong.apps.procurement.queries.work import Expected, expected_goods
from baogong.apps.procurement.services import receive_goods
from baogong.apps.sorting.errors import BagPacked, CrateCountDiffers
from baogong.apps.sorting.queries.work import (
    WorkBag,
    WorkCrate,
    bags_to_pack,
    open_crates,
)
from baogong.apps.sorting.services import Reading, close_crate, pack_bag, weigh
from baogong.cli.play import crowd

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from random import Random

    from baogong.apps.accounts.models import User
    from baogong.cli.play.scene import Scene

WRONG_COUNTS = 0.03
DOUBLE_TAPS = 0.03
SHORT_GOODS = 2
SHORT_SHARE = 0.02
SCALE_STEP = 5


@dataclass(frozen=True, slots=True)
class Made:
    """How often two people did the same, how often a count was wrong."""

    packed_twice: int
    counted_again: int


def receive(
    scene: Scene,
    *,
    round_id: int,
    random: Random,
    now: datetime,
    short: Collection[int] | None = None,
) -> int:
    """Two guards count the same truck at once; some goods (ids) arrive short, two by lot where
    nobody says which. Returns refusals."""
    guards = scene.crew[Role.GATE]
    tasks = [
        (expected, _counted(expected, short, random=random), guard)
        for expected in expected_goods(round_id=round_id)
        for guard in guards
    ]

    def act(task: tuple[Expected, dict[int, int], User]) -> bool:
        expected, counted, guard = task
        try:
            receive_goods(
                key=uuid4(),
                purchase_order_id=expected.purchase_order_id,
                counted=counted,
                actor=guard,
                now=now,
            )
        except AlreadyReceived:
            return True
        return False

    refused, _ = crowd.together(tasks, act, random=random)
    return sum(refused)


def _counted(
    expected: Expected, short: Collection[int] | None, *, random: Random
) -> dict[int, int]:
    if short is None:
        short = random.sample(sorted(expected.quantities), SHORT_GOODS)
    return {
        good_id: quantity - (round(quantity * SHORT_SHARE) if good_id in short else 0)
        for good_id, quantity in expected.quantities.items()
    }


def make_up(scene: Scene, *, wave_id: int, random: Random, now: datetime) -> Made:
    """Pack every bag, some of them twice at once; close every crate, some after a wrong count."""
    bags = bags_to_pack(wave_id=wave_id)
    return Made(
        packed_twice=pack(scene, bags, random=random, now=now),
        counted_again=close_crates(scene, open_crates(wave_id=wave_id), random=random, now=now),
    )


def pack(scene: Scene, bags: list[WorkBag], *, random: Random, now: datetime) -> int:
    """Pack the bags, some of them twice at once. Returns how many."""
    sorters = scene.crew[Role.SORTER]
    taps = bags + crowd.some(bags, share=DOUBLE_TAPS, random=random)
    tasks = [(bag, sorters[i % len(sorters)]) for i, bag in enumerate(taps)]
    crowd.together(tasks, lambda task: pack_what_is_there(*task, now=now), random=random)
    return len(taps) - len(bags)


def pack_what_is_there(bag: WorkBag, sorter: User, *, now: datetime) -> None:
    """Weigh and pack what is there."""
    put_on_scale(bag, sorter, now=now)
    pack_weighed(bag, sorter, now=now)


def pack_weighed(bag: WorkBag, sorter: User, *, now: datetime) -> None:
    """Pack; a good that the shelf no longer has enough of is marked short."""
    short: dict[int, int] = {}
    while True:
        try:
            pack_bag(bag_id=bag.id, short=short, actor=sorter, now=now)
        except StockShort as refusal:
            gone = refusal.data["good_id"]
            short |= {line_id: planned for line_id, good, planned in bag.lines if good == gone}
        else:
            return


def put_on_scale(bag: WorkBag, sorter: User, *, now: datetime) -> None:
    """Weigh what has to be: from 4 % less than ordered to 4 % more, as the scale shows it."""
    for line_id, planned in bag.on_scale:
        share = 96 + line_id % 9
        grams = planned * share // 100 // SCALE_STEP * SCALE_STEP
        try:
            weigh(Reading(uuid4(), line_id, grams), actor=sorter, now=now)
        except BagPacked:  # by another sorter, at the same moment
            return


def close_crates(scene: Scene, crates: list[WorkCrate], *, random: Random, now: datetime) -> int:
    """Close the crates. Returns how many were counted wrong at first."""
    wrong = {crate.id for crate in crowd.some(crates, share=WRONG_COUNTS, random=random)}
    sorter = scene.crew[Role.SORTER][0]

    def act(crate: WorkCrate) -> bool:
        first = crate.bags + (1 if crate.id in wrong else 0)
        try:
            close_crate(key=uuid4(), crate_id=crate.id, counted=first, actor=sorter, now=now)
        except CrateCountDiffers:
            close_crate(key=uuid4(), crate_id=crate.id, counted=crate.bags, actor=sorter, now=now)
            return True
        return False

    again, _ = crowd.together(crates, act, random=random)
    return sum(again)
