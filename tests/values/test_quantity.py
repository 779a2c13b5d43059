"""R20: grams are shown in jin and in kg."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baogong.values.quantity import format_jin, format_kg


@pytest.mark.parametrize(
    ("grams", "jin", "kg"),
    [
        (0, "0", "0"),
        (1, "0.002", "0.001"),
        (250, "0.5", "0.25"),
        (6000, "12", "6"),
        (5 * 10**7, "100000", "50000"),
    ],
)
def test_grams_as_people_read_them(grams, jin, kg):
    assert (format_jin(grams), format_kg(grams)) == (jin, kg)


@given(st.integers(0, 2**31))
def test_nothing_is_rounded_and_no_exponent_is_shown(grams):
    assert Decimal(format_jin(grams)) * 500 == grams
    assert Decimal(format_kg(grams)) * 1000 == grams
    assert "E" not in format_jin(grams) + format_kg(grams)
