"""Goods that came short: divided by a rule before the bags are packed, and some are called."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from baogong.apps.catalog.queries import good_ids
from baogong.apps.ordering.enums import OnShort
from baogong.apps.ordering.queries import OrderFilter, order_ids
from baogong.apps.people.enums import Role
from baogong.apps.sorting.enums import Division
from baogong.apps.sorting.errors import NoStandIn
from baogong.apps.sorting.queries import (
    ShortageRow,
    Terms,
    balances_of,
    call_ids,
    cuts_of_order,
    draft_division,
    log_of,
    shortages_of,
)
from baogong.apps.sorting.queries.work import wave_of
from baogong.apps.sorting.services import Confirmation, divide_shortage, settle_cut
from baogong.engines.allocation import Demand, Shortage, Strategy, allocate

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from baogong.cli.play.scene import Scene

REASON = "车到少了，先保证每户都有"
RULES = {"EGG": Division.PRO_RATA, "GREENS": Division.DRAW}


@dataclass(frozen=True, slots=True)
class Divided:
    """Each division as it is published, what became of the cuts, and how the calls ended."""

    goods: list[dict[str, Any]]
    cuts: dict[str, int]
    calls: dict[str, int]


def divide_one(scene: Scene, *, round_id: int, now: datetime) -> None:
    """The first good that came short, one for each door first; the other ones wait for it."""
    short = [
        row for row in balances_of(wave_of(round_id=round_id), now=now).values() if row.missing
    ]
    for row in short[:1]:
        _divide(scene, Division.ONE_EACH, round_id=round_id, good_id=row.good_id, now=now)


def divide_all(scene: Scene, *, round_id: int, now: datetime) -> Divided:
    """Each good by a rule of its own; then those are called who wanted to be asked."""
    ids = good_ids(RULES)
    for sku, rule in RULES.items():
        _divide(scene, rule, round_id=round_id, good_id=ids[sku], now=now)
    calls = _call(scene, call_ids(round_id=round_id), now=now)
    rows = order_ids(round_id=round_id, where=OrderFilter())
    cuts = Counter(
        f"{cut.choice}_{cut.outcome}" for pk in rows for cut in cuts_of_order(order_id=pk)
    )
    published = [_published(row) for row in shortages_of(round_id=round_id)]
    return Divided(published, dict(cuts), calls)


def _divide(scene: Scene, rule: Division, *, round_id: int, good_id: int, now: datetime) -> None:
    wave, clerk = wave_of(round_id=round_id), scene.crew[Role.CLERK][0]
    terms = Terms(rule)
    draft = draft_division(wave=wave, good_id=good_id, terms=terms, now=now)
    confirmation = Confirmation(uuid4(), good_id, terms, draft.digest, REASON)
    divide_shortage(confirmation, wave_id=wave.pk, actor=clerk, now=now)


def _call(scene: Scene, cut_ids: Collection[int], *, now: datetime) -> dict[str, int]:
    """Half of them take what stands in for the good, as long as there is any."""
    clerk, answers = scene.crew[Role.CLERK][0], Counter[str]()
    for n, cut_id in enumerate(cut_ids):
        wanted = OnShort.SWAP if n % 2 else OnShort.REFUND
        try:
            settle_cut(cut_id=cut_id, outcome=wanted, actor=clerk, now=now)
        except NoStandIn:
            wanted = OnShort.REFUND
            settle_cut(cut_id=cut_id, outcome=wanted, actor=clerk, now=now)
        answers[wanted.value] += 1
    return dict(answers)


def _published(row: ShortageRow) -> dict[str, Any]:
    """A division as everybody sees it, and whether its seed gives the same again."""
    log = log_of(row)
    demands = (
        Demand(line.number, line.wanted // row.unit, line.asked_at, line.priority) for line in log
    )
    problem = Shortage(tuple(demands), row.supply // row.unit, Strategy(row.division), row.seed)
    granted = {line.number: line.granted // row.unit for line in log}
    return {
        "good": row.sku,
        "rule": row.division.value,
        "seed": row.seed,
        "commitment": row.commitment,
        "ordered": row.ordered,
        "came": row.came,
        "doors": len(log),
        "doors_cut": sum(line.granted < line.wanted for line in log),
        "same_again": allocate(problem).granted == granted,
    }
