"""R89: outlines from GeoJSON; what does not fit is named, nothing is guessed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baogong.readers.outlines import OutlineDoubt, read_outlines

SQUARE = [[120.0, 30.0], [120.001, 30.0], [120.001, 30.001], [120.0, 30.001], [120.0, 30.0]]


def feature(name="86幢", kind="Polygon", coordinates=None, **properties):
    return {
        "type": "Feature",
        "properties": {"name": name, **properties},
        "geometry": {"type": kind, "coordinates": coordinates or [SQUARE]},
    }


def read(*features, **options):
    return read_outlines(json.dumps({"features": features}).encode(), **options)


def test_a_polygon_with_a_name_is_an_outline():
    [outline] = read(feature()).outlines
    assert (outline.name, len(outline.polygons), len(outline.polygons[0][0])) == ("86幢", 1, 5)


def test_several_polygons_and_holes_are_one_outline():
    [outline] = read(
        feature(kind="MultiPolygon", coordinates=[[SQUARE, SQUARE], [SQUARE]])
    ).outlines
    assert [len(polygon) for polygon in outline.polygons] == [2, 1]


def test_a_number_serves_as_a_name():
    [outline] = read(feature(name=None, 楼号=12)).outlines
    assert outline.name == "12"


def test_coordinates_of_chinese_maps_are_moved():
    [here], [moved] = read(feature()).outlines, read(feature(), gcj=True).outlines
    (lon, lat), (other_lon, other_lat) = here.polygons[0][0][0], moved.polygons[0][0][0]
    assert 0.002 < lon - other_lon < 0.008
    assert abs(lat - other_lat) < 0.005


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("text", "not_a_feature"),
        (feature(name=" "), "no_name"),
        (feature(kind="Point", coordinates=[120, 30]), "no_polygon"),
        (feature(coordinates=[[[120, 30], [121, 30]]]), "no_polygon"),
        (feature(coordinates=[[[120, 95]] * 4]), "no_polygon"),
        (feature(coordinates=[[["x", 30]] * 4]), "no_polygon"),
        (feature(coordinates=[[[10**400, 30]] * 4]), "no_polygon"),
        ({"properties": {"name": "A"}, "geometry": None}, "no_polygon"),
    ],
)
def test_a_bad_feature_is_named_and_the_good_ones_are_kept(bad, why):
    found = read(feature(), bad)
    assert len(found.outlines) == 1
    assert [(doubt.feature, doubt.why) for doubt in found.doubts] == [(2, why)]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b'{"features": {}}', b"PK\x03"]
)
def test_what_is_no_geojson_is_one_doubt(content):
    assert read_outlines(content).doubts == (OutlineDoubt(0, "not_geojson"),)


@given(st.binary(max_size=200))
def test_bytes_never_raise(content):
    read_outlines(content)
