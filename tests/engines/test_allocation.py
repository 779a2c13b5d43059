"""R34, R38, X3: a shortage is divided as promised, with lots that anyone can draw again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from hashlib import sha256
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baogong.engines.allocation import (
    Demand,
    Shortage,
    Strategy,
    allocate,
    check,
    commitment,
    lot,
)

EIGHT = datetime(2022, 4, 12, 8, tzinfo=UTC)


def shortage(strategy, supply, *wanted, seed="晨光"):
    """``wanted``: quantities, or (quantity, minutes after eight, priority)."""
    full = [(*one, 0, 0)[:3] if isinstance(one, tuple) else (one, 0, 0) for one in wanted]
    demands = tuple(
        Demand(f"M1-1-{number}01", quantity, EIGHT + timedelta(minutes=minutes), priority)
        for number, (quantity, minutes, priority) in enumerate(full, start=1)
    )
    return Shortage(demands, supply, strategy, seed)


def granted(problem):
    return [entry.granted for entry in allocate(problem).log]


def whys(problem):
    return [entry.why for entry in allocate(problem).log]


def by_lot(problem):
    """Positions of the demands, lowest lot first."""
    return sorted(
        range(len(problem.demands)), key=lambda n: lot(problem.seed, problem.demands[n].key)
    )


@st.composite
def shortages(draw, most=6, largest=5):
    wanted = draw(
        st.lists(
            st.tuples(st.integers(1, largest), st.integers(0, 3), st.integers(0, 2)), max_size=most
        )
    )
    supply = draw(st.integers(0, most * largest))
    return shortage(
        draw(st.sampled_from(Strategy)), supply, *wanted, seed=draw(st.sampled_from("甲乙丙"))
    )


def test_one_each_serves_everyone_once_before_anyone_twice():
    problem = shortage(Strategy.ONE_EACH, 5, 1, 4, 2)
    assert granted(problem) == [1, 2, 2]
    assert whys(problem) == ["in_full", "level", "in_full"]


def test_the_last_round_of_one_each_goes_by_lot():
    problem = shortage(Strategy.ONE_EACH, 2, 1, 1, 1)
    first, second, last = by_lot(problem)
    assert (granted(problem)[first], granted(problem)[second], granted(problem)[last]) == (1, 1, 0)
    assert whys(problem)[last] == "level"


def test_pro_rata_gives_what_is_left_to_the_largest_remainders():
    problem = shortage(Strategy.PRO_RATA, 10, 7, 5, 3)  # 4.67, 3.33, 2
    assert granted(problem) == [5, 3, 2]
    assert whys(problem) == ["rounded_up", "rounded_down", "share"]


def test_priority_serves_a_class_before_the_next_one():
    problem = shortage(Strategy.PRIORITY, 5, (2, 0, 1), (3, 0, 0), (2, 0, 1), (1, 0, 2))
    assert granted(problem)[1] == 3
    assert granted(problem)[0] == granted(problem)[2] == 1
    assert whys(problem) == ["level", "in_full", "level", "ran_out"]


def test_by_time_serves_whoever_asked_first_and_lots_decide_the_same_minute():
    problem = shortage(Strategy.BY_TIME, 5, (3, 9, 0), (3, 1, 0), (3, 1, 0))
    early, late = [n for n in by_lot(problem) if n]
    assert (granted(problem)[early], granted(problem)[late], granted(problem)[0]) == (3, 2, 0)
    assert whys(problem)[0] == "ran_out"


def test_a_draw_serves_the_lowest_lots():
    problem = shortage(Strategy.DRAW, 150, *[1] * 1000)
    winners = {n for n, count in enumerate(granted(problem)) if count}
    assert winners == set(by_lot(problem)[:150])


def test_a_lot_is_the_sha256_of_seed_and_key():
    assert lot("晨光", "M1-1-101") == sha256("晨光M1-1-101".encode()).hexdigest()
    assert commitment("晨光") == sha256("晨光".encode()).hexdigest()
    assert lot("a", "b") == "fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603"


def test_another_seed_draws_other_lots():
    outcomes = {
        tuple(granted(shortage(Strategy.DRAW, 1, 1, 1, 1, seed=str(seed)))) for seed in range(30)
    }
    assert outcomes == {(1, 0, 0), (0, 1, 0), (0, 0, 1)}


@pytest.mark.parametrize("strategy", Strategy)
def test_with_enough_for_all_everyone_gets_all(strategy):
    assert granted(shortage(strategy, 9, 3, 4)) == [3, 4]
    assert whys(shortage(strategy, 7, 3, 4)) == ["in_full", "in_full"]
    assert granted(shortage(strategy, 0, 3, 4)) == [0, 0]
    assert allocate(shortage(strategy, 5)).log == ()


@pytest.mark.parametrize(
    "demands",
    [
        (Demand("a", 0, EIGHT),),
        (Demand("a", -1, EIGHT),),
        (Demand("a", 1, EIGHT), Demand("a", 2, EIGHT)),
    ],
)
def test_a_problem_that_is_none_is_refused(demands):
    with pytest.raises(ValueError, match="must be"):
        Shortage(demands, 3, Strategy.DRAW, "s")


def test_a_negative_supply_and_an_empty_seed_are_refused():
    with pytest.raises(ValueError, match="not negative"):
        Shortage((), -1, Strategy.DRAW, "s")
    with pytest.raises(ValueError, match="seed"):
        Shortage((), 1, Strategy.DRAW, "")


def every_division(problem):
    ranges = (range(demand.quantity + 1) for demand in problem.demands)
    total = min(problem.supply, problem.wanted)
    return [division for division in product(*ranges) if sum(division) == total]


def worth(problem, division):
    """What each strategy wants most of, the lots last; one division has the highest worth."""
    demands = problem.demands
    drawn = [division[n] for n in by_lot(problem)]
    if problem.strategy == Strategy.ONE_EACH:
        return sorted(division), drawn
    if problem.strategy == Strategy.PRO_RATA:
        part = Fraction(min(problem.supply, problem.wanted), problem.wanted or 1)
        errors = ((got - part * d.quantity) ** 2 for got, d in zip(division, demands, strict=True))
        return -sum(errors, Fraction(0)), drawn
    if problem.strategy == Strategy.PRIORITY:
        classes = sorted({demand.priority for demand in demands})
        of = [
            [g for g, d in zip(division, demands, strict=True) if d.priority == c] for c in classes
        ]
        return [(sum(got), sorted(got)) for got in of], drawn
    if problem.strategy == Strategy.BY_TIME:
        return [division[n] for n in sorted(by_lot(problem), key=lambda n: demands[n].asked_at)]
    return drawn


@given(shortages(most=4, largest=4))
def test_no_other_division_is_better(problem):
    best = max(every_division(problem), key=lambda division: worth(problem, division))
    assert granted(problem) == list(best)


@given(shortages(most=3, largest=3))
def test_the_check_agrees_with_every_division_that_there_is(problem):
    right = allocate(problem)
    for division in every_division(problem):
        log = tuple(
            replace(entry, granted=count) for entry, count in zip(right.log, division, strict=True)
        )
        fair = list(division) == granted(problem)
        assert check(problem, replace(right, log=log)) == ([] if fair else ["unfair"])


@given(shortages(most=40, largest=60))
def test_the_check_accepts_what_the_engine_makes(problem):
    assert check(problem, allocate(problem)) == []


@given(shortages(), st.randoms())
def test_the_order_of_the_demands_changes_nothing(problem, random):
    shuffled = list(problem.demands)
    random.shuffle(shuffled)
    assert allocate(replace(problem, demands=tuple(shuffled))).granted == allocate(problem).granted


@given(shortages())
def test_what_is_published_is_enough_to_do_it_again(problem):
    published = allocate(problem)
    assert published.shortage == problem
    assert allocate(published.shortage) == published


def test_the_check_names_what_was_tampered_with():
    problem = shortage(Strategy.DRAW, 3, 2, 2, 2)
    right = allocate(problem)
    first, *others = right.log

    def faults(entry, **told):
        return check(problem, replace(right, log=(entry, *others), **told))

    assert faults(replace(first, demand=replace(first.demand, quantity=9))) == ["other_demands"]
    assert faults(first, commitment=commitment("other")) == ["not_the_seed"]
    assert faults(first, seed="other") == ["not_the_seed"]
    assert faults(first, supply=4) == faults(first, strategy=Strategy.BY_TIME) == ["other_terms"]
    assert "not_the_lots" in faults(replace(first, lot="0" * 64))
    assert faults(replace(first, place=99)) == ["not_the_lots"]
    assert {"above_demand", "not_the_supply"} <= {*faults(replace(first, granted=5))}
    assert check(problem, replace(right, log=right.log[:2])) == ["other_demands"]
