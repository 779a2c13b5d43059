"""Checks a published allocation without knowing how it was made."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from hashlib import sha256
from typing import Any

from baogong.engines.allocation.problem import Allocation, Entry, Shortage, Strategy


def check(shortage: Shortage, allocation: Allocation) -> list[str]:
    """What is wrong, as codes; empty where the allocation is what its strategy promises.

    ``other_demands``, ``other_terms`` (supply or strategy), ``not_the_seed``, ``not_the_lots``,
    ``above_demand``, ``not_the_supply``, ``unfair``.
    """
    return list(_faults(shortage, allocation))


def _faults(shortage: Shortage, allocation: Allocation) -> Iterator[str]:
    log = allocation.log
    if tuple(entry.demand for entry in log) != shortage.demands:
        yield "other_demands"
        return
    if (allocation.supply, allocation.strategy) != (shortage.supply, shortage.strategy):
        yield "other_terms"
    committed = sha256(shortage.seed.encode()).hexdigest()
    if (allocation.seed, allocation.commitment) != (shortage.seed, committed):
        yield "not_the_seed"
    places = {lot: place for place, lot in enumerate(sorted(e.lot for e in log), start=1)}
    drawn = (sha256((shortage.seed + e.demand.key).encode()).hexdigest() for e in log)
    if any((e.lot, e.place) != (lot, places.get(lot)) for e, lot in zip(log, drawn, strict=True)):
        yield "not_the_lots"
    if any(not 0 <= entry.granted <= entry.demand.quantity for entry in log):
        yield "above_demand"
    if sum(entry.granted for entry in log) != min(shortage.supply, shortage.wanted):
        yield "not_the_supply"
    if not _is_fair(shortage, log):
        yield "unfair"


def _is_fair(shortage: Shortage, log: Sequence[Entry]) -> bool:
    match shortage.strategy:
        case Strategy.ONE_EACH:
            return _is_level(log)
        case Strategy.PRO_RATA:
            return _is_in_proportion(shortage, log)
        case Strategy.PRIORITY:
            classes = {entry.demand.priority for entry in log}
            levels = ([e for e in log if e.demand.priority == one] for one in classes)
            ranks = [(e.demand.priority, e) for e in log]
            return all(map(_is_level, levels)) and _nobody_overtakes(ranks, within=True)
        case Strategy.BY_TIME:
            return _nobody_overtakes([((e.demand.asked_at, e.lot), e) for e in log])
        case Strategy.DRAW:
            return _nobody_overtakes([(e.lot, e) for e in log])


def _nobody_overtakes(ranked: Sequence[tuple[Any, Entry]], *, within: bool = False) -> bool:
    """Whoever is behind one who did not get all gets nothing; ``within`` a rank anybody may."""
    ordered = sorted(ranked, key=lambda one: one[0])
    short = None
    for rank, entry in ordered:
        behind = short is not None and not (within and rank == short)
        if behind and entry.granted:
            return False
        if short is None and entry.granted < entry.demand.quantity:
            short = rank
    return True


def _is_level(log: Sequence[Entry]) -> bool:
    """Nobody has two more than one who wanted more; one more only with a lower lot."""
    lowest = min((e.granted for e in log if e.granted < e.demand.quantity), default=None)
    if lowest is None:
        return True
    without = [e.lot for e in log if e.granted == lowest < e.demand.quantity]
    ahead = [e.lot for e in log if e.granted > lowest]
    return all(e.granted <= lowest + 1 for e in log) and max(ahead, default="") < min(without)


def _is_in_proportion(shortage: Shortage, log: Sequence[Entry]) -> bool:
    """Everyone's part is the exact one, rounded; up for the largest remainders."""
    up: list[tuple[Fraction, str]] = []
    down: list[tuple[Fraction, str]] = []
    part = Fraction(min(shortage.supply, shortage.wanted), shortage.wanted or 1)
    for entry in log:
        exact = part * entry.demand.quantity
        if abs(entry.granted - exact) >= 1:
            return False
        if exact.denominator > 1:
            rounded = up if entry.granted > exact else down
            rounded.append((-(exact % 1), entry.lot))
    return not up or not down or max(up) < min(down)
