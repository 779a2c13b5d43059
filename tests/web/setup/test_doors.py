"""R53: doors come from a table that is looked at first; good rows are kept, bad ones named."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from baogong.apps.people.enums import Role
from baogong.apps.places.models import Place
from baogong.apps.places.services import add_estate
from baogong.plumbing.audit import SYSTEM
from baogong.readers import doors as reader
from baogong.web.setup.door_words import CURES
from baogong.web.setup.doors import MOST_BYTES, pack, unpack
from tests.factories import NOW, make_world
from tests.web.setup.town import town_world

pytestmark = pytest.mark.django_db

HEAD = "door,building,entrance,floor,room,people,aliases"
GOOD = f"{HEAD}\nE6-1-602,E6,1,6,602,3,老王家|王\nE6-1-601,E6,1,6,601,,\n"
MIXED = f"{GOOD}E6-1-603,,1,6,603,,\nE6-1-602,E6,1,6,602,,\nX,E6,1,six,604,,\nY,E6,1,6,601,,\n"


@pytest.fixture
def estate(client):
    return add_estate(
        town=town_world(client).town, code="dc", name="东辰心语", actor=SYSTEM, now=NOW
    )


def upload(client, estate, content):
    file = SimpleUploadedFile("doors.csv", content, content_type="text/csv")
    return client.post(reverse("setup:doors", args=[estate.pk]), {"table": file})


def load(client, estate, content):
    return client.post(
        reverse("setup:doors_load", args=[estate.pk]), {"content": pack(content)}, follow=True
    )


def doors(estate):
    return list(Place.objects.within(estate).doors().order_by("sort_key"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_is_shown_before_anything_is_loaded(client, estate, encoding):
    preview = upload(client, estate, GOOD.encode(encoding))

    assert len(preview.context["read"].lines) == 2
    assert preview.context["entrances"] == 1
    assert "老王家" in preview.content.decode()
    assert doors(estate) == []


def test_good_rows_are_loaded_and_the_same_table_again_changes_nothing(client, estate):
    load(client, estate, MIXED.encode())
    first = [(door.pk, door.label, door.people) for door in doors(estate)]

    assert [label for _, label, _ in first] == ["E6-1-601", "E6-1-602"]
    load(client, estate, MIXED.encode())
    assert [(door.pk, door.label, door.people) for door in doors(estate)] == first


def test_each_bad_row_has_its_number_its_column_and_a_cure(client, estate):
    rows = upload(client, estate, MIXED.encode()).context["doubts"]

    assert [(row.row, row.column) for row in rows] == [
        (4, "building"),
        (5, "door"),
        (6, "floor"),
        (7, "room"),
    ]
    assert all(row.cure for row in rows)


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0",
        b"PK\x03\x04\0\0",
        "door,building\nE6,1".encode("utf-16"),
        b"name,where\nx,y\n",
        f"{HEAD}\n".encode(),
    ],
)
def test_what_is_no_table_of_doors_is_said_in_words_and_loads_nothing(client, estate, content):
    preview = upload(client, estate, content)

    assert preview.status_code == 422
    assert "Traceback" not in preview.content.decode()
    assert load(client, estate, content).redirect_chain
    assert doors(estate) == []


@pytest.mark.parametrize("content", [b"", b"x" * (MOST_BYTES + 1)])
def test_an_empty_or_huge_file_is_refused_at_its_field(client, estate, content):
    assert "table" in upload(client, estate, content).context["form"].errors


def test_a_table_that_breaks_in_the_middle_keeps_the_rows_before(client, estate):
    preview = upload(client, estate, f'{GOOD}"E6-1-603,E6\n'.encode())

    assert len(preview.context["read"].lines) == 2
    assert [row.row for row in preview.context["doubts"]] == [4]


def test_people_counts_follow_a_newer_table(client, estate):
    load(client, estate, GOOD.encode())
    load(client, estate, GOOD.replace(",602,3,", ",602,5,").encode())

    assert [door.people for door in doors(estate)] == [None, 5]


def test_an_alias_finds_its_door_even_when_the_table_calls_it_otherwise(client, estate):
    load(client, estate, GOOD.encode())
    answer = load(client, estate, GOOD.replace("E6-1-602,E6", "6号楼602,E6").encode())

    assert answer.status_code == 200
    assert [door.label for door in doors(estate)] == ["E6-1-601", "E6-1-602"]


def test_a_name_that_another_door_has_is_told_and_left_out(client, estate):
    load(client, estate, GOOD.encode())
    answer = load(client, estate, f"{HEAD}\nE6-1-602,E6,1,7,702,,\n".encode())

    assert "E6-1-602" in answer.content.decode()
    assert len(doors(estate)) == 2


def test_every_doubt_has_its_cure():
    written = set(re.findall(r'why="(\w+)"', Path(reader.__file__).read_text("utf-8")))

    assert written == set(CURES)


def test_hidden_tables_survive_the_way_and_nonsense_is_empty():
    assert unpack(pack(MIXED.encode())) == MIXED.encode()
    assert unpack("no base64!") == unpack("") == unpack("AAAA") == b""


def test_other_estates_are_not_found(client):
    other = make_world(name="F")
    world = make_world()
    client.force_login(world.staff[Role.COMMANDER])
    before = Place.objects.count()

    assert upload(client, other.estate, GOOD.encode()).status_code == 404
    assert load(client, other.estate, GOOD.encode()).status_code == 404
    assert Place.objects.count() == before
