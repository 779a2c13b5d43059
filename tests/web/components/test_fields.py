"""What people write by hand becomes times, fen and grams."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from baogong.web.components.fields import (
    MOST_IN_SUM_FEN,
    ClockField,
    PastedField,
    YuanField,
    clock_text,
    jin_text,
    moment,
    read_jin,
)

MIDNIGHT = datetime(2026, 4, 13, 16, 0, tzinfo=UTC)  # 24:00 of 13 April in Shanghai


def test_24_00_of_a_day_and_0_00_of_the_next_are_one_moment():
    assert moment(date(2026, 4, 13), timedelta(hours=24)) == MIDNIGHT
    assert moment(date(2026, 4, 14), timedelta(0)) == MIDNIGHT
    assert clock_text(MIDNIGHT) == (date(2026, 4, 13), "24:00")
    assert clock_text(MIDNIGHT + timedelta(minutes=1)) == (date(2026, 4, 14), "00:01")


def test_a_clock_field_says_how_to_write_a_time():
    assert ClockField().clean("18:30") == timedelta(hours=18, minutes=30)
    assert ClockField(required=False).clean("") is None
    with pytest.raises(ValidationError, match="24:00"):
        ClockField().clean("six")


def test_a_pasted_text_is_whole_or_refused_and_no_browser_cuts_it():
    field = PastedField(most=5)

    assert field.clean(" 1\r\n2 ") == "1\n2"
    assert field.clean("1\r\n2\r\n3") == "1\n2\n3"
    with pytest.raises(ValidationError, match="6 个字，一次最多读 5 个字"):
        field.clean("123456")
    assert "maxlength" not in field.widget_attrs(field.widget)


@pytest.mark.parametrize(("text", "fen"), [("35", 3500), ("¥35.50", 3550), ("0.01", 1)])
def test_yuan_become_fen(text, fen):
    assert YuanField().clean(text) == fen


@pytest.mark.parametrize("text", ["0", "-1", "35.005", "cheap", "10000.01", "NaN"])
def test_what_is_no_price_is_refused(text):
    with pytest.raises(ValidationError):
        YuanField().clean(text)


def test_a_sum_of_many_doors_may_be_large():
    """R40: what a shop gets for a day, or a count of its cash."""
    field = YuanField(most_fen=MOST_IN_SUM_FEN)

    assert field.clean("27316.50") == 2_731_650
    assert field.clean("¥10000000.00") == MOST_IN_SUM_FEN
    with pytest.raises(ValidationError, match=r"¥10000000\.00"):
        field.clean("10000000.01")


@pytest.mark.parametrize(("text", "grams"), [("12", 6000), ("0.5", 250), (" 0.002 ", 1)])
def test_jin_become_grams_and_back(text, grams):
    assert read_jin(text) == grams
    assert jin_text(grams) == text.strip()


@pytest.mark.parametrize("text", ["", "0", "-1", "0.0001", "inf", "a"])
def test_what_is_no_weight_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the message is the text itself
        read_jin(text)
