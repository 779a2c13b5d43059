"""R1, R4, R53: an estate's doors come from a table, once."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.errors import PlaceTaken
from baogong.apps.places.models import Place, PlaceAlias
from baogong.apps.places.queries import find_doors
from baogong.apps.places.services import DoorsLoaded, add_estate, add_town, load_doors
from baogong.plumbing.audit import SYSTEM
from baogong.readers.doors import LONGEST, DoorLine
from tests.factories import NOW
from tests.factories.racing import race
from tests.factories.world import door_lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def estate():
    return add_estate(town=add_town(code="t", name="T"), code="e", name="E", actor=SYSTEM, now=NOW)


def load(lines, estate):
    return load_doors(lines, estate=estate, actor=SYSTEM, now=NOW)


def labels(estate):
    doors = Place.objects.within(estate).doors().order_by("sort_key")
    return list(doors.values_list("label", flat=True))


def test_doors_hang_on_entrances_and_these_on_buildings(estate):
    load([DoorLine("E6-1-602", "E6", "1", 6, "602", 3, ("六栋602",))], estate=estate)
    door = Place.objects.doors().get()
    assert door.path == "/t/e/E6/1/602/"
    assert (door.parent.kind, door.parent.label) == (PlaceKind.ENTRANCE, "E6-1")
    assert (door.parent.parent.kind, door.parent.parent.label) == (PlaceKind.BUILDING, "E6")
    assert [row.id for row in find_doors(estate=estate, text="六栋")] == [door.pk]


def test_under_a_lane_the_number_is_the_entrance(estate):
    """R1: 58弄12号301室 hangs on 58弄12号, and 60弄 has a number 12 of its own."""
    twelve = DoorLine("58-12-301", "12", "12", 3, "301", lane="58")
    load([twelve, replace(twelve, door="60-12-301", lane="60")], estate)
    first, second = Place.objects.doors().order_by("sort_key")
    assert (first.path, second.path) == ("/t/e/58弄12号/301/", "/t/e/60弄12号/301/")
    assert (first.parent.kind, first.parent.label) == (PlaceKind.BUILDING, "58-12")


def test_houses_of_a_village_hang_on_their_group_or_on_the_village(estate):
    """R62: villages have neither buildings nor entrances."""
    load([DoorLine("3号", "", "", None, "3"), DoorLine("张3", "张家宅", "", None, "3")], estate)
    assert [door.path for door in Place.objects.doors().order_by("sort_key")] == [
        "/t/e/3/",
        "/t/e/张家宅/3/",
    ]
    assert Place.objects.doors().get(label="3号").entrance_id == estate.pk
    assert load([DoorLine("3号", "", "", None, "3")], estate).known == 1


def test_the_same_table_again_changes_nothing(estate):
    lines = door_lines(2, 3)
    assert load(lines, estate) == DoorsLoaded(added=12, known=0, changed=0)
    before = list(Place.objects.order_by("pk").values())
    assert load(lines, estate) == DoorsLoaded(added=0, known=12, changed=0)
    assert list(Place.objects.order_by("pk").values()) == before


def test_another_number_of_people_is_taken_over_and_an_empty_one_is_not(estate):
    line = DoorLine("A", "B", "1", 1, "101", people=3)
    load([line], estate)
    assert load([replace(line, people=None)], estate).changed == 0
    assert load([replace(line, people=4)], estate).changed == 1
    assert Place.objects.doors().get().people == 4


def test_a_longer_table_adds_what_is_missing_and_removes_nothing(estate):
    load(door_lines(1, 2), estate)
    assert load(door_lines(2, 1), estate) == DoorsLoaded(added=2, known=2, changed=0)
    assert len(labels(estate)) == 6


def test_a_name_that_another_door_has_is_left_out_and_told(estate):
    load([DoorLine("A", "B", "1", 1, "101")], estate)
    loaded = load([DoorLine("A", "B", "1", 1, "102"), DoorLine("C", "B", "2", 1, "101")], estate)
    assert (loaded.added, loaded.clashes) == (1, ("A",))
    assert labels(estate) == ["A", "C"]


def test_the_same_name_may_stand_in_two_estates(estate):
    other = add_estate(town=estate.parent, code="f", name="F", actor=SYSTEM, now=NOW)
    load(door_lines(1, 1), estate)
    assert load(door_lines(1, 1), other).added == 2


def test_a_door_with_a_new_name_in_the_table_keeps_its_own_and_gets_the_aliases(estate):
    load([DoorLine("A", "B", "1", 1, "101")], estate)
    loaded = load([DoorLine("A new", "B", "1", 1, "101", aliases=("乙",))], estate)
    assert loaded == DoorsLoaded(added=0, known=1, changed=0)
    assert labels(estate) == ["A"]
    assert PlaceAlias.objects.get().place.label == "A"


def test_the_longest_names_that_a_table_may_hold_find_room(estate):
    odd = "1a" * (LONGEST // 2)
    line = DoorLine(odd, odd, odd, 1, odd, aliases=(odd,))
    assert load([line], estate).added == 1
    assert labels(estate) == [odd]


def test_codes_with_wildcards_stay_in_their_own_estate(estate):
    town = estate.parent
    for code in ("a%", "ab", "a_", "%"):
        load(door_lines(1, 1), add_estate(town=town, code=code, name=code, actor=SYSTEM, now=NOW))
    for code in ("a%", "a_", "%"):
        own = Place.objects.get(path=f"/t/{code}/")
        assert Place.objects.within(own).doors().count() == 2
        assert len(find_doors(estate=own, text="101")) == 1


def test_the_number_of_statements_does_not_grow(estate):
    with CaptureQueriesContext(
        connection,
    ) as few:
        load(door_lines(1, 1), estate)
    with CaptureQueriesContext(connection) as many:
        load(door_lines(10, 20), estate)
    assert len(many) <= len(few)


def test_an_estate_of_3700_households_is_loaded_in_one_go(estate):
    assert load(door_lines(37, 50), estate).added == 3700
    assert labels(estate)[:3] == ["B1-1-101", "B1-1-102", "B1-1-201"]
    assert labels(estate)[-1] == "B37-1-5002"


def test_a_place_is_there_once():
    town = add_town(code="t", name="T")
    add_estate(town=town, code="e", name="E", actor=SYSTEM, now=NOW)
    count = Place.objects.count()
    with pytest.raises(PlaceTaken):
        add_town(code="t", name="T again")
    with pytest.raises(PlaceTaken):
        add_estate(town=town, code="e", name="E again", actor=SYSTEM, now=NOW)
    assert Place.objects.count() == count


@pytest.mark.django_db(transaction=True)
def test_two_people_who_load_at_once_load_once():
    estate = add_estate(
        town=add_town(code="t", name="T"), code="e", name="E", actor=SYSTEM, now=NOW
    )
    answers = race(*[lambda: load(door_lines(2, 3), estate)] * 4)
    assert sorted(answer.added for answer in answers) == [0, 0, 0, 12]
    assert len(labels(estate)) == 12


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("B2-1-302", ["B2-1-302"]),
        ("b2 302", ["B2-1-302"]),
        ("Ｂ２　３０２", ["B2-1-302"]),
        ("302", ["B1-1-302", "B2-1-302"]),
        ("b2 30", ["B2-1-301", "B2-1-302"]),
        ("二栋顶楼", ["B2-1-302"]),
        ("nothing like it", []),
        ("b2\0 302", ["B2-1-302"]),
        ("\0", []),
        ("  ", []),
        ("%", []),
    ],
)
def test_doors_are_found_as_people_name_them(estate, text, found):
    load(door_lines(2, 3), estate)
    load([DoorLine("B2-1-302", "B2", "1", 3, "302", aliases=("二栋顶楼",))], estate)
    assert [row.label for row in find_doors(estate=estate, text=text)] == found


def test_no_more_doors_are_shown_than_one_can_choose_from(estate, django_assert_num_queries):
    load(door_lines(2, 30), estate)
    with django_assert_num_queries(1):
        assert len(find_doors(estate=estate, text="b")) == 20


@pytest.mark.parametrize(
    "text", ["B2栋1单元201室", "Ｂ２－１－２０１", "B2幢一单元２０１", "b2 1单元 201房"]
)
def test_a_door_is_found_by_its_address_as_people_write_it(estate, text):
    """R1: 栋/幢/单元/室, full-width forms and Chinese numerals."""
    load(door_lines(3, 3), estate)
    assert [row.label for row in find_doors(estate=estate, text=text)] == ["B2-1-201"]


def test_an_address_that_fits_several_doors_offers_them_and_one_that_fits_none_offers_none(estate):
    load(door_lines(3, 3), estate)
    assert find_doors(estate=estate, text="B9栋1单元201室") == []
    assert len(find_doors(estate=estate, text="201室")) == 3
