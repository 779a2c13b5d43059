"""R21: what is paid for of a weight, and which weights are slips."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baogong.apps.sorting.errors import WeightSlip
from baogong.apps.sorting.policies import ScaleLine, check_weight

GRAMS = st.integers(1, 100_000)


def line(**fields):
    known = {"line_id": 1, "good": "番茄", "sku": "TOM", "ordered": 1500, "fen": 1800, "per": 1500}
    return ScaleLine(**known | {"most": 1650} | fields)


@given(grams=GRAMS, most=GRAMS, missing=st.integers(0, 1499), fen=st.integers(0, 10**6))
def test_nobody_pays_for_more_than_came_or_more_than_was_agreed(grams, most, missing, fen):
    scale = line(grams=grams, weighing_id=1, most=max(most, 1500), fen=fen)
    expected = 1500 - missing
    charged = scale.charged(expected=expected)

    assert charged in (grams, expected)
    assert charged <= scale.most
    assert charged <= grams
    difference = scale.price(charged) - scale.price(expected)
    assert difference >= 0 if charged >= expected else difference <= 0


def is_slip(grams, expected):
    try:
        check_weight("番茄", grams, expected=expected)
    except WeightSlip:
        return True
    return False


@given(expected=st.integers(100, 100_000), percent=st.integers(77, 123))
def test_a_weight_that_is_taken_for_half_twice_or_ten_times_as_much_is_a_slip(expected, percent):
    """A weight within a quarter of what belongs there, with its point lost or its unit wrong."""
    grams = expected * percent // 100

    assert not is_slip(grams, expected)
    assert is_slip(grams * 2, expected)
    assert is_slip(grams * 10, expected)
    assert is_slip(grams // 2, expected)
    assert is_slip(grams // 10, expected)


@pytest.mark.parametrize("grams", [0, 1, 999, 2251])
def test_nothing_and_far_too_much_are_slips(grams):
    assert is_slip(grams, 1500)
