"""R14: a day ends at 24:00."""

import contextlib
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baogong.values.clock import DAY, read_clock


@pytest.mark.parametrize(
    ("text", "hours", "minutes"),
    [
        ("18:00", 18, 0),
        ("8:30", 8, 30),
        ("08:30", 8, 30),
        ("18：00", 18, 0),
        ("18时", 18, 0),
        ("１８：００", 18, 0),
        ("8点30分", 8, 30),
        ("8点", 8, 0),
        ("0:00", 0, 0),
        (" 24:00 ", 24, 0),
    ],
)
def test_times_are_read_as_people_write_them(text, hours, minutes):
    assert read_clock(text) == timedelta(hours=hours, minutes=minutes)


@pytest.mark.parametrize(
    "text", ["", "18", "24:01", "25:00", "8:60", "8:3", "-8:00", "noon", "8:300", "1800", "18:60"]
)
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        read_clock(text)


@given(st.integers(0, 24 * 60))
def test_every_minute_of_a_day_can_be_written(minute):
    text = f"{minute // 60}:{minute % 60:02d}"
    assert read_clock(text) == timedelta(minutes=minute) <= DAY


@given(st.text(max_size=8))
def test_whatever_is_typed_is_a_time_or_a_value_error(text):
    with contextlib.suppress(ValueError):
        assert timedelta(0) <= read_clock(text) <= DAY
