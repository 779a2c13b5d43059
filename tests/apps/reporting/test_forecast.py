"""C12: when the day will be done, and which stage holds it up."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from baogong.apps.reporting.enums import Stage
from baogong.apps.reporting.forecast import FLOWING, StageLine, forecast
from tests.factories.world import NOW

HOUR = timedelta(hours=1)


def day(**lines):
    """The six stages; those that are not named have nothing to do."""
    return [lines.get(stage.value, StageLine(stage)) for stage in Stage]


def flow(stage, total, done, *, last_hour=0, waits=True, started=3 * HOUR):
    oldest = NOW - HOUR if waits and done < total else None
    first = NOW - started if done else None
    return StageLine(stage, total, done, oldest, last_hour, first)


def test_a_stage_is_done_when_its_rest_is_worked_off_at_the_pace_of_the_last_hour():
    line = day(make_up=flow(Stage.MAKE_UP, 400, 100, last_hour=100))

    assert forecast(line, now=NOW).finish_at[Stage.MAKE_UP] == NOW + 3 * HOUR


def test_half_an_hour_of_work_tells_the_pace_of_an_hour():
    line = flow(Stage.MAKE_UP, 400, 50, last_hour=50, started=HOUR / 2)

    assert line.per_hour(NOW) == 100


def test_the_first_minute_promises_no_wonders():
    line = flow(Stage.MAKE_UP, 400, 5, last_hour=5, started=timedelta(seconds=10))

    assert line.per_hour(NOW) == 60


def test_no_stage_ends_before_the_one_ahead_of_it():
    line = day(
        make_up=flow(Stage.MAKE_UP, 400, 200, last_hour=50),
        carry=flow(Stage.CARRY, 400, 190, last_hour=210),
    )
    found = forecast(line, now=NOW)

    assert found.finish_at[Stage.CARRY] == found.finish_at[Stage.MAKE_UP] == NOW + 4 * HOUR
    assert found.bottleneck is Stage.MAKE_UP


def test_a_stage_that_stands_still_holds_up_whatever_follows():
    line = day(
        make_up=flow(Stage.MAKE_UP, 400, 390, last_hour=390),
        carry=flow(Stage.CARRY, 400, 0),
        close=flow(Stage.CLOSE, 400, 0, waits=False),
    )
    found = forecast(line, now=NOW)

    assert found.bottleneck is Stage.CARRY
    assert found.finish_at[Stage.CARRY] is None
    assert found.finish_at[Stage.CLOSE] is None


def test_before_the_truck_has_come_the_day_waits_for_it():
    line = day(
        arrive=StageLine(Stage.ARRIVE, 2, 1, NOW - HOUR, 1, NOW - HOUR),
        make_up=flow(Stage.MAKE_UP, 400, 0, waits=False),
    )

    assert forecast(line, now=NOW).bottleneck is Stage.ARRIVE


def test_a_day_that_is_done_has_no_bottleneck():
    line = day(make_up=flow(Stage.MAKE_UP, 4, 4), close=flow(Stage.CLOSE, 4, 4))

    assert forecast(line, now=NOW).bottleneck is None


@st.composite
def lines(draw):
    rows = {}
    for stage in FLOWING:
        total = draw(st.integers(0, 500))
        done = draw(st.integers(0, total))
        rows[stage.value] = flow(stage, total, done, last_hour=draw(st.integers(0, done)))
    return day(**rows)


@given(lines())
def test_whatever_the_day_its_stages_end_one_after_another_and_never_in_the_past(line):
    finish = forecast(line, now=NOW).finish_at
    known = [finish[stage] for stage in FLOWING if finish[stage]]

    assert known == sorted(known)
    assert all(at >= NOW for at in known)


@given(lines())
def test_what_holds_the_day_up_has_work_waiting(line):
    held = forecast(line, now=NOW).bottleneck

    assert held is None or next(row for row in line if row.stage is held).left > 0
