"""Drill X7: the packages of two bags are mixed up at sorting, then the bags themselves. Nothing of
it leaves the depot until it is mended; at the end every sum balances."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.utils.timezone import localdate

from baogong.apps.ordering.services import RoundPlan, close_round
from baogong.apps.people.enums import Role
from baogong.apps.reporting.queries import day_sums
from baogong.apps.sorting.errors import SortingError
from baogong.apps.sorting.queries import crate_bags, pack_lines
from baogong.apps.sorting.queries.work import (
    WorkBag,
    WorkCrate,
    bags_to_pack,
    open_crates,
    wave_of,
)
from baogong.apps.sorting.services import close_crate, pack_bag, scan_into_crate
from baogong.cli.play import asking, carrying, making
from baogong.cli.play.estates import door_lines
from baogong.cli.play.scene import announce_round, set_scene
from baogong.cli.play.seamless_chain import as_json
from baogong.plumbing.processes.worker import work_off

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from baogong.apps.accounts.models import User

DEMAND = asking.Demand(orders=40, by_phone=0)


def play(*, password: str, seed: int, now: datetime) -> dict[str, Any]:
    """Play the drill on an empty database; return its refusals in order, and the sums."""
    random = Random(seed)  # noqa: S311 - a story, not a secret
    evening = now - timedelta(hours=12)
    scene = set_scene(doors=door_lines(), password=password, now=evening)
    plan = RoundPlan("第一轮", evening, evening + timedelta(hours=4), delivery_date=localdate(now))
    round_ = announce_round(scene, plan, now=evening)
    asking.ask(scene, round_, DEMAND, random=random, now=evening + timedelta(hours=1))
    close_round(round_id=round_.pk, actor=scene.commander, now=round_.cutoff_at)
    work_off()
    making.receive(scene, round_id=round_.pk, random=random, now=now)
    wave = wave_of(round_id=round_.pk)
    drill = _Drill(wave_id=wave.pk, sorter=scene.crew[Role.SORTER][0], now=now, refused=[])
    one, other = _two_that_differ(bags_to_pack(wave_id=wave.pk))
    drill.mix_goods(one, other)
    for bag in bags_to_pack(wave_id=wave.pk):
        making.pack_what_is_there(bag, drill.sorter, now=now)
    drill.mix_bags(one, other)
    making.close_crates(scene, open_crates(wave_id=wave.pk), random=random, now=now)
    carrying.carry(scene, wave_id=wave.pk, random=random, now=now)
    sums = day_sums(round_ids=[round_.pk], estate_path=scene.estate.path)
    return as_json(sums) | {"seed": seed, "refusals": drill.refused, "mended": drill.mended}


def _two_that_differ(bags: list[WorkBag]) -> tuple[WorkBag, WorkBag]:
    """Two bags for different entrances, with no good in common."""
    return next(
        (one, other)
        for one, other in combinations(bags, 2)
        if one.entrance_id != other.entrance_id and not _skus(one) & _skus(other)
    )


def _skus(bag: WorkBag) -> set[str]:
    return {line.sku for line in pack_lines(bag_id=bag.id)}


@dataclass
class _Drill:
    """What the sorter did wrong, what the depot said to it, and how often it was mended."""

    wave_id: int
    sorter: User
    now: datetime
    refused: list[dict[str, str]]
    mended: int = 0

    def mix_goods(self, one: WorkBag, other: WorkBag) -> None:
        """Each bag gets the other's goods; then its own."""
        for bag, wrong in ((one, other), (other, one)):
            making.put_on_scale(bag, self.sorter, now=self.now)
            self._refuse(partial(self._pack, bag, scanned=wrong))
            self._pack(bag, scanned=bag)
            self.mended += 1

    def mix_bags(self, one: WorkBag, other: WorkBag) -> None:
        """Each bag lies in the other's crate, so that the counts agree; then in its own."""
        crates = {crate.entrance_id: crate for crate in open_crates(wave_id=self.wave_id)}
        for bag, wrong in ((one, other), (other, one)):
            crate = crates[bag.entrance_id]
            self._refuse(partial(self._scan, crate, wrong.code))
            for row in crate_bags(crate_id=crate.id):
                if row.code != bag.code:
                    self._scan(crate, row.code)
            self._refuse(partial(self._close, crate))
            self._scan(crate, bag.code)
            self._close(crate)
            self.mended += 1

    def _pack(self, bag: WorkBag, *, scanned: WorkBag) -> None:
        pack_bag(bag_id=bag.id, short={}, scanned=_skus(scanned), actor=self.sorter, now=self.now)

    def _scan(self, crate: WorkCrate, code: str) -> None:
        scan_into_crate(crate_id=crate.id, code=code, now=self.now)

    def _close(self, crate: WorkCrate) -> None:
        close_crate(
            key=uuid4(), crate_id=crate.id, counted=crate.bags, actor=self.sorter, now=self.now
        )

    def _refuse(self, act: Callable[[], None]) -> None:
        """Do what the depot has to refuse. Raises AssertionError if it lets it through."""
        try:
            act()
        except SortingError as refusal:
            self.refused.append({"code": refusal.code, "text": str(refusal)})
        else:
            raise AssertionError("what was mixed up went through")
