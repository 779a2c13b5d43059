"""R89: buildings get their outlines by name; the others are told."""

import pytest

from baogong.apps.places.models import PlaceOutline
from baogong.apps.places.queries import outline_rows
from baogong.apps.places.services import load_doors, load_outlines
from baogong.apps.places.services.outlines import plain_name
from baogong.plumbing.audit import SYSTEM
from baogong.readers.doors import DoorLine
from baogong.readers.outlines import Outline
from baogong.web.components.ground import drawing
from tests.factories import NOW, make_world

pytestmark = pytest.mark.django_db
SQUARE = ((((120.0, 30.0), (120.001, 30.0), (120.001, 30.001), (120.0, 30.0)),),)


@pytest.mark.parametrize("name", ["86", "86幢", "86号楼", "86 栋", "８６#", "86座", "86轮廓"])
def test_a_name_is_read_without_what_stands_behind_the_number(name):
    assert plain_name(name) == "86"


def load(world, *names):
    outlines = [Outline(name, SQUARE) for name in names]
    return load_outlines(outlines, estate=world.estate, actor=SYSTEM, now=NOW)


def test_buildings_are_matched_and_unknown_names_are_told():
    world = make_world(buildings=2)
    loaded = load(world, "b1栋", "B2号楼", "B9", "E")
    assert (loaded.matched, loaded.unknown) == (("b1栋", "B2号楼", "E"), ("B9",))
    assert [(row.label, row.is_estate) for row in outline_rows(estate=world.estate)] == [
        ("E", True),
        ("B1", False),
        ("B2", False),
    ]


def test_the_same_file_again_changes_nothing_and_a_newer_one_replaces():
    world = make_world()
    load(world, "B1")
    load(world, "B1", "B1幢")
    assert PlaceOutline.objects.count() == 1


def test_a_drawing_has_north_above_and_metres():
    world = make_world()
    load_doors([DoorLine("X", "X", "1", 1, "1")], estate=world.estate, actor=SYSTEM, now=NOW)
    load(world, "B1", "X")
    ground = drawing(outline_rows(estate=world.estate))
    assert [shape.label for shape in ground.shapes] == ["B1", "X"]
    x, y, width, height = map(float, ground.view.split())
    assert (x, y) == (-12, -12)
    assert 90 < width - 24 < 100
    assert 105 < height - 24 < 115


def test_without_outlines_there_is_no_drawing():
    assert drawing([]) is None
