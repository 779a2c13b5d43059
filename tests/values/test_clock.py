"""R14: 24:00 is a time of day."""

from datetime import timedelta

import pytest

from baogong.values.clock import read_clock


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("0:00", 0),
        ("08:30", 8.5),
        ("18：00", 18),
        ("18时", 18),
        ("24:00", 24),
        ("１８:３０", 18.5),
    ],
)
def test_times_are_read_as_people_write_them(text, hours):
    assert read_clock(text) == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["", "24:01", "25:00", "18:60", "noon", "1800", "-1:00", "18"])
def test_what_is_no_time_of_day_is_refused(text):
    with pytest.raises(ValueError, match=text or None):
        read_clock(text)
