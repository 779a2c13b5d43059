"""R20, R21: grams are shown in jin and in kg; what is weighed is typed in either."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baogong.values.quantity import GRAMS_PER_JIN, format_jin, format_kg, read_weight


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


@pytest.mark.parametrize(
    ("text", "grams"),
    [
        ("3.2", 1600),
        ("3.2斤", 1600),
        ("1.6kg", 1600),
        ("1.60 KG", 1600),
        ("1600g", 1600),
        ("1600克", 1600),
        ("3斤2两", 1600),
        ("３．２＋０．５", 1850),
        ("3.2+0.5", 1850),
        ("1.6公斤+2两", 1700),
        ("+  3.20 kg", 3200),
        ("3.20㎏", 3200),
        ("3。2", 1600),
        (".5", 250),
        ("3.", 1500),
        ("3.2-0.2", 1500),
        ("1+3.2−0.2", 2000),
        ("3.2kg-200g", 3000),
        ("3.2 + 0.5", 1850),
        ("2.7++  0.5", 1600),
        ("1.20kg++0.40kg", 1600),
    ],
)
def test_weights_are_read_as_hands_and_scales_type_them(text, grams):
    """R21: a number without a unit is 斤 here."""
    assert read_weight(text, bare=GRAMS_PER_JIN) == grams


@pytest.mark.parametrize(
    ("text", "grams"),
    [
        ("++0.5", 1850),
        ("＋＋0.5", 1850),
        ("++0.5kg", 2100),
        ("++0.5+0.5", 2100),
        ("++0.5-0.2", 1750),
        ("++  0.50 kg", 2100),
        ("+++0.50kg", 2100),
        ("+  3.20 kg", 3200),
        ("+3.20kg", 3200),
        ("+1.20kg", 1200),
        ("3.2", 1600),
        ("3.2+0.5", 1850),
    ],
)
def test_what_begins_with_two_pluses_is_added_to_what_was_weighed(text, grams):
    """R21: 3.2 斤 are kept. One plus is the sign that a scale sends, and adds nothing."""
    assert read_weight(text, bare=GRAMS_PER_JIN, kept=1600) == grams


@pytest.mark.parametrize("text", ["1600", "1600g", "1.6kg", "1000+600"])
def test_the_table_says_what_a_bare_number_is(text):
    assert read_weight(text, bare=1) == 1600


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+",
        "0",
        "0kg",
        "-3",
        "0.2-0.2",
        "0.2-3.2",
        "3.2-",
        "3.2--0.2",
        "3.2+++0.2",
        "3斤2-1",
        "3,2",
        "3.2+",
        "3.2kg+0.5",
        "3.2+0.5kg",
        "3斤2",
        "0.0001",
        "1e3",
        "3.2.1",
        "kg",
        "三斤",
        "9" * 40,
    ],
)
def test_what_is_no_weight_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        read_weight(text, bare=GRAMS_PER_JIN)


UNITS = {"": 500, "斤": 500, "kg": 1000, "公斤": 1000, "g": 1, "克": 1, "两": 50}


def written(grams, unit):
    return f"{Decimal(grams) / UNITS[unit]:f}{unit}"


@given(st.lists(st.integers(1, 50_000), min_size=1, max_size=5), st.sampled_from([*UNITS]))
def test_what_is_joined_by_plus_is_added_up(parts, unit):
    """To the 5 g that scales show, so that no unit needs more than four places."""
    parts = [5 * part for part in parts]
    text = "+".join(written(grams, unit) for grams in parts)

    assert read_weight(text, bare=500) == sum(parts)
    assert read_weight(to_full_width(text), bare=500) == sum(parts)


@given(st.text() | st.text("0123456789.+-斤kg两 。"))
def test_whatever_is_typed_is_grams_or_a_value_error(text):
    with contextlib.suppress(ValueError):
        assert read_weight(text, bare=GRAMS_PER_JIN) > 0


def to_full_width(text):
    return text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
