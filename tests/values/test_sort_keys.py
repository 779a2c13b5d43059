"""Doors stand in the order in which one walks, whatever the database's collation."""

from hypothesis import given
from hypothesis import strategies as st

from baogong.values.sort_keys import natural_key


def test_building_2_stands_before_building_10():
    doors = ["E10-1-101", "E2-1-1001", "e2-1-302", "E2-1-301"]
    assert sorted(doors, key=natural_key) == ["E2-1-301", "e2-1-302", "E2-1-1001", "E10-1-101"]


def test_full_width_names_stand_with_the_others():
    assert natural_key("Ｅ２") == natural_key("E2")


@given(st.integers(0, 999_999), st.integers(0, 999_999))
def test_numbers_sort_as_numbers(a, b):
    assert (natural_key(f"E{a}") < natural_key(f"E{b}")) == (a < b)
