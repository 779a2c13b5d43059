"""R19: money is integer fen; yuan are for reading and typing."""

import contextlib
import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baogong.values.money import format_yuan, parse_yuan, price_of


@pytest.mark.parametrize(
    ("fen", "text"),
    [(0, "¥0.00"), (1, "¥0.01"), (3500, "¥35.00"), (-5, "-¥0.05"), (123456789, "¥1234567.89")],
)
def test_fen_are_printed_as_yuan(fen, text):
    assert format_yuan(fen) == text


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("35", 3500),
        ("35.5", 3550),
        (" ¥35.00 ", 3500),
        ("￥35", 3500),
        ("35元", 3500),
        ("３５．５", 3550),
        ("35.500", 3550),
        ("0", 0),
    ],
)
def test_prices_are_read_as_people_type_them(text, fen):
    assert parse_yuan(text) == fen


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0.005",
        "1e3",
        "1e999999",
        "3_5",
        "nan",
        "Infinity",
        "35,5",
        "三十五",
        "¥",
        ".5",
        "9" * 40,
    ],
)
def test_what_is_no_price_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_yuan(text)


@given(st.integers(-(10**13), 10**13))
def test_what_is_printed_can_be_typed_back(fen):
    assert parse_yuan(format_yuan(fen)) == fen


@given(st.text())
def test_whatever_is_typed_is_fen_or_a_value_error(text):
    with contextlib.suppress(ValueError):
        assert isinstance(parse_yuan(text), int)


@pytest.mark.parametrize(
    ("grams", "fen"),
    [(1500, 1800), (1600, 1920), (0, 0), (1, 1), (1499, 1799), (1625, 1950)],
)
def test_what_is_weighed_costs_by_its_weight(grams, fen):
    """R21: 3 斤 for ¥18.00; 1 g is 1.2 fen."""
    assert price_of(grams, fen=1800, per=1500) == fen


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(1, 10**6))
def test_half_a_fen_and_more_counts_up(quantity, fen, per):
    exact = Fraction(fen * quantity, per)

    assert price_of(quantity, fen=fen, per=per) == math.floor(exact + Fraction(1, 2))
