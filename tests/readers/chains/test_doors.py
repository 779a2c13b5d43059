"""R42: rooms that are named by floor and letter."""

import pytest

from baogong.readers.addresses import Door, DoorTable

from .estates import GARDEN
from .reading import told_of

TERRACE = (
    DoorTable(
        Door(f"{building}-{floor}{flat}", building, "", f"{floor}{flat}")
        for building in "234"
        for floor in range(1, 15)
        for flat in "ABCD"
    ),
    GARDEN[1],
)


@pytest.mark.parametrize(
    ("said", "door"),
    [
        ("3座12B", "3-12B"),
        ("三座十二B", "3-12B"),
        ("3-12-b", "3-12B"),
        ("3座12楼B室", "3-12B"),
        ("3座12层B", "3-12B"),
        ("2座9D", "2-9D"),
    ],
)
def test_a_floor_and_a_letter_are_a_room(said, door):
    assert told_of(f"鸡蛋28元/板\n1. {said} 鸡蛋1板", TERRACE)[-1] == f"{door} egg=1"


@pytest.mark.parametrize("said", ["3座12", "3座12楼", "3座15B", "3-12-E", "12-B", "3座12B2"])
def test_half_a_room_or_one_too_high_is_asked_about(said):
    assert told_of(f"鸡蛋28元/板\n1. {said} 鸡蛋1板", TERRACE)[-1].startswith("?")
