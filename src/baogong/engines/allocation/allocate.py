"""Divides what does not suffice."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from baogong.engines.allocation.problem import (
    Allocation,
    Demand,
    Entry,
    Shortage,
    Strategy,
    commitment,
    lot,
)

# Key -> how much, and why not more.
Grants = dict[str, tuple[int, str]]


def allocate(shortage: Shortage) -> Allocation:
    """Grant all that there is, up to what is wanted, and say for each demand why."""
    lots = {demand.key: lot(shortage.seed, demand.key) for demand in shortage.demands}
    drawn = sorted(shortage.demands, key=lambda demand: lots[demand.key])
    grants = _grants(shortage.strategy, drawn, min(shortage.supply, shortage.wanted))
    place = {demand.key: number for number, demand in enumerate(drawn, start=1)}
    log = []
    for demand in shortage.demands:
        granted, why = grants[demand.key]
        why = "in_full" if granted == demand.quantity else why
        log.append(Entry(demand, granted, why, place[demand.key], lots[demand.key]))
    return Allocation(
        log=tuple(log),
        supply=shortage.supply,
        strategy=shortage.strategy,
        seed=shortage.seed,
        commitment=commitment(shortage.seed),
    )


def _grants(strategy: Strategy, drawn: Sequence[Demand], supply: int) -> Grants:
    """``drawn``: the demands by lot, in which order sorting leaves those that are equal."""
    match strategy:
        case Strategy.ONE_EACH:
            return _by_rounds(drawn, supply)
        case Strategy.PRO_RATA:
            return _pro_rata(drawn, supply)
        case Strategy.PRIORITY:
            return _by_class(drawn, supply)
        case Strategy.BY_TIME:
            return _in_turn(sorted(drawn, key=lambda demand: demand.asked_at), supply)
        case Strategy.DRAW:
            return _in_turn(drawn, supply)


def _in_turn(demands: Iterable[Demand], supply: int) -> Grants:
    grants = {}
    for demand in demands:
        granted = min(demand.quantity, supply)
        grants[demand.key] = granted, "ran_out"
        supply -= granted
    return grants


def _by_rounds(drawn: Sequence[Demand], supply: int) -> Grants:
    """As many whole rounds of one each as there are, and what is left by lot."""
    low, high = 0, max((demand.quantity for demand in drawn), default=0)
    while low < high:
        level = (low + high + 1) // 2
        enough = sum(min(demand.quantity, level) for demand in drawn) <= supply
        low, high = (level, high) if enough else (low, level - 1)
    grants = {demand.key: (min(demand.quantity, low), "level") for demand in drawn}
    left = supply - sum(granted for granted, _ in grants.values())
    for demand in [demand for demand in drawn if demand.quantity > low][:left]:
        grants[demand.key] = low + 1, "last_round"
    return grants


def _pro_rata(drawn: Sequence[Demand], supply: int) -> Grants:
    wanted = sum(demand.quantity for demand in drawn)
    parts = {demand.key: divmod(supply * demand.quantity, wanted) for demand in drawn}
    grants = {
        key: (whole, "rounded_down" if remainder else "share")
        for key, (whole, remainder) in parts.items()
    }
    left = supply - sum(whole for whole, _ in parts.values())
    for key in sorted(parts, key=lambda key: -parts[key][1])[:left]:
        grants[key] = parts[key][0] + 1, "rounded_up"
    return grants


def _by_class(drawn: Sequence[Demand], supply: int) -> Grants:
    grants: Grants = {}
    by_priority = sorted(drawn, key=lambda demand: demand.priority)
    for _, members in groupby(by_priority, key=lambda demand: demand.priority):
        demands = list(members)
        grants |= _by_rounds(demands, supply) if supply else _in_turn(demands, supply)
        supply -= sum(grants[demand.key][0] for demand in demands)
    return grants
