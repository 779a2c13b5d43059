"""Points of WGS-84 and of Chinese maps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baogong.values.geo import Point, from_gcj, metres, to_gcj

CHINA = st.builds(Point, st.floats(75, 135), st.floats(5, 53))


@given(CHINA)
def test_moving_there_and_back_stays_within_a_few_centimetres(point):
    east, south = metres(from_gcj(to_gcj(point)), origin=point)
    assert abs(east) < 0.1
    assert abs(south) < 0.1


@given(CHINA)
def test_chinese_maps_show_a_point_some_hundred_metres_off(point):
    east, south = metres(to_gcj(point), origin=point)
    assert 10 < abs(east) + abs(south) < 2000


def test_points_elsewhere_are_not_moved():
    assert to_gcj(Point(2.35, 48.86)) == Point(2.35, 48.86)


def test_a_degree_of_latitude_is_111_kilometres():
    east, south = metres(Point(120.0, 30.0), origin=Point(120.0, 31.0))
    assert (east, south) == (0, pytest.approx(111_320))
