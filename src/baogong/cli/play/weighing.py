"""The one good that is weighed: two bags come out too heavy, and of one the household agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from baogong.apps.people.enums import Role
from baogong.apps.sorting.enums import ConsentWay
from baogong.apps.sorting.queries import weights_of_bag
from baogong.apps.sorting.services import Reading, agree_to_more, weigh
from baogong.cli.play import making

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from baogong.apps.sorting.queries.work import WorkBag
    from baogong.cli.play.scene import Scene

HEAVY_PERCENT = 125


def pack_two_too_heavy(scene: Scene, bags: Collection[WorkBag], *, now: datetime) -> None:
    """A quarter more than ordered: by phone one household takes it, the other is not reached."""
    sorter, clerk = scene.crew[Role.SORTER][0], scene.crew[Role.CLERK][0]
    weighed = [bag for bag in bags if len(bag.on_scale) == 1]
    for bag, agrees in zip(weighed, (True, False), strict=False):
        [(line_id, ordered)] = bag.on_scale
        grams = ordered * HEAVY_PERCENT // 100
        weigh(Reading(uuid4(), line_id, grams), actor=sorter, now=now)
        if agrees:
            agree_to_more(
                bag_line_id=line_id, most=grams, way=ConsentWay.PHONE, actor=clerk, now=now
            )
        making.pack_weighed(bag, sorter, now=now)


def weighed_sums(bags: Collection[WorkBag]) -> dict[str, int]:
    """Of packed bags: lines that are settled by weight, how many of them at another sum than
    ordered, what they cost more than ordered in all, and how many were too heavy, by whether the
    household pays for all of it."""
    rows = [row for bag in bags if bag.on_scale for row in weights_of_bag(bag_id=bag.id)]
    settled = [row for row in rows if row.grams is not None]
    paid_in_full = [
        row.charged == row.grams for row in settled if _is_heavy(row.grams, row.ordered)
    ]
    return {
        "lines": len(settled),
        "at_another_sum": sum(row.difference_fen != 0 for row in settled),
        "difference_fen": sum(row.difference_fen for row in settled),
        "over_and_agreed": sum(paid_in_full),
        "over_and_not_asked": len(paid_in_full) - sum(paid_in_full),
    }


def _is_heavy(grams: int | None, ordered: int) -> bool:
    return grams is not None and grams * 100 >= ordered * HEAVY_PERCENT
