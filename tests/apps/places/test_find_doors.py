"""R39: a caller's door is found by parts of names, across estates, and by pinyin initials."""

from importlib import import_module

import pytest
from django.apps import apps

from baogong.apps.places.models import Place, PlaceAlias
from baogong.apps.places.queries import find_doors, find_doors_among
from baogong.apps.places.services import add_estate, add_town, load_doors
from baogong.plumbing.audit import SYSTEM
from baogong.readers.doors import DoorLine
from tests.factories.world import NOW, door_lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def estates():
    """怡海花园 and 梧桐苑, each with B1 (101 to 202); the second with a house by the lake too."""
    town = add_town(code="t", name="华泾镇")
    made = [
        add_estate(town=town, code=code, name=name, actor=SYSTEM, now=NOW)
        for code, name in (("y", "怡海花园"), ("w", "梧桐苑"))
    ]
    for estate in made:
        load_doors(door_lines(1, 2), estate=estate, actor=SYSTEM, now=NOW)
    lake = DoorLine("湖畔楼-1-602", "湖畔楼", "1", 6, "602", aliases=("王老师家",))
    load_doors([lake], estate=made[1], actor=SYSTEM, now=NOW)
    return made


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("101", ["怡海花园 B1-1-101", "梧桐苑 B1-1-101"]),
        ("wty 101", ["梧桐苑 B1-1-101"]),
        ("WTY101", ["梧桐苑 B1-1-101"]),
        ("梧桐 101", ["梧桐苑 B1-1-101"]),
        ("wt b1 2", ["梧桐苑 B1-1-201", "梧桐苑 B1-1-202", "梧桐苑 B1-1-102"]),
        ("hp", ["梧桐苑 湖畔楼-1-602"]),
        ("hpl 602", ["梧桐苑 湖畔楼-1-602"]),
        ("hpl602", ["梧桐苑 湖畔楼-1-602"]),
        ("wlsj", ["梧桐苑 湖畔楼-1-602"]),
        ("王老师", ["梧桐苑 湖畔楼-1-602"]),
        ("梧桐苑B1栋1单元201室", ["梧桐苑 B1-1-201"]),
        ("wty 301", []),
        ("yhhy hpl", []),
    ],
)
def test_a_caller_s_door_is_found_among_estates(estates, text, found):
    rows = find_doors_among(estates, text=text)

    assert sorted(f"{row.estate} {row.label}" for row in rows) == sorted(found)


def test_initials_of_one_estate_find_nothing_of_another(estates):
    assert find_doors(estate=estates[0], text="hpl") == []
    assert find_doors_among([], text="101") == []


def test_what_was_loaded_before_gets_its_initials(estates):
    Place.objects.update(initials="")
    PlaceAlias.objects.update(initials="")
    import_module("baogong.apps.places.migrations.0006_initials").fill(apps, None)

    assert Place.objects.get(pk=estates[1].pk).initials == "wty"
    assert Place.objects.get(label="B1-1-101", parent__parent__parent=estates[0]).initials == ""
    assert PlaceAlias.objects.get().initials == "wlsj"


def test_more_estates_ask_no_more_queries(estates, django_assert_num_queries):
    with django_assert_num_queries(2):
        find_doors_among(estates, text="wty 101")
