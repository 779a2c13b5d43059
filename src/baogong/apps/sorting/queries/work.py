"""What there is to do at the depot, as ids: for scenarios and jobs that work through all of it."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce

from baogong.apps.sorting.models import Bag, BagLine, Crate, Wave
from baogong.apps.sorting.queries.weights import is_weighed
from baogong.values.errors import NotVisible


@dataclass(frozen=True, slots=True)
class WorkBag:
    """A bag of a wave. ``lines``: (bag line, good, pieces or grams to put in); ``on_scale``: (bag
    line, grams to put in) of those that are weighed."""

    id: int
    code: str
    entrance_id: int
    lines: tuple[tuple[int, int, int], ...]
    on_scale: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class WorkCrate:
    """A crate, where it goes to, and how many bags lie in it."""

    id: int
    code: str
    entrance_id: int
    building_id: int | None
    bags: int


def wave_of(*, round_id: int) -> Wave:
    """The wave that a closed round became. Raises NotVisible while it is not planned."""
    if (wave := Wave.objects.filter(round=round_id).first()) is None:
        raise NotVisible
    return wave


def bags_to_pack(*, wave_id: int) -> list[WorkBag]:
    """Bags that nobody has packed or found short yet. Three queries."""
    lines: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    open_lines = BagLine.objects.filter(bag__wave=wave_id, bag__done_at=None).order_by("pk")
    left = F("planned") - Coalesce("short__quantity", 0)
    for bag_id, *line in open_lines.values_list("bag", "pk", "good", left):
        lines[bag_id].append((line[0], line[1], line[2]))
    on_scale: dict[int, list[tuple[int, int]]] = defaultdict(list)
    weighed = open_lines.filter(is_weighed()).annotate(left=left).filter(left__gt=0)
    for bag_id, line_id, grams in weighed.values_list("bag", "pk", "left"):
        on_scale[bag_id].append((line_id, grams))
    bags = Bag.objects.filter(wave=wave_id, done_at=None).select_related("household")
    return [
        WorkBag(
            id=bag.pk,
            code=bag.code,
            entrance_id=bag.household.entrance_id,
            lines=tuple(lines[bag.pk]),
            on_scale=tuple(on_scale[bag.pk]),
        )
        for bag in bags.order_by("pk")
    ]


def open_crates(*, wave_id: int) -> list[WorkCrate]:
    """Crates that still take bags and hold at least one. Two queries."""
    return [crate for crate in _work_crates(wave_id, closed_at=None) if crate.bags]


def crates_to_carry(*, wave_id: int) -> list[WorkCrate]:
    """Closed crates that nobody has taken yet. Two queries."""
    return _work_crates(wave_id, closed_at__isnull=False, run=None)


def _work_crates(wave_id: int, **state: Any) -> list[WorkCrate]:
    crates = Crate.objects.filter(wave=wave_id, **state).select_related("entrance")
    return [
        WorkCrate(
            id=crate.pk,
            code=crate.code,
            entrance_id=crate.entrance_id,
            building_id=crate.entrance.parent_id,
            bags=len(crate.contents.all()),
        )
        for crate in crates.prefetch_related("contents").order_by("pk")
    ]
