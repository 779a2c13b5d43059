"""R42: rooms that are named by floor and letter."""

import pytest

from baogong.readers.addresses import Door, DoorTable
from baogong.readers.chains import Good, GoodsTable

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


STEMS = (
    DoorTable(
        Door(f"{building}-{entrance}-{floor}0{room}", building, entrance, f"{floor}0{room}")
        for building in ("2", "3", "甲3")
        for entrance in "12"
        for floor in range(1, 7)
        for room in (1, 2)
    ),
    GARDEN[1],
)


@pytest.mark.parametrize(
    ("said", "door"),
    [
        ("甲3号楼1门502", "甲3-1-502"),
        ("甲三楼二门六零一", "甲3-2-601"),
        ("甲3-1-201", "甲3-1-201"),
        ("甲3栋2单元101室", "甲3-2-101"),
        ("甲3/2门/302", "甲3-2-302"),
        ("3-1-201", "3-1-201"),
        ("3号楼2门601", "3-2-601"),
        ("小李3-1-201", "3-1-201"),
    ],
)
def test_a_sign_ahead_of_a_building_makes_it_another_one(said, door):
    assert told_of(f"鸡蛋28元/板\n1. {said} 鸡蛋1板", STEMS)[-1] == f"{door} egg=1"


@pytest.mark.parametrize(
    "said",
    [
        "乙3-1-201",
        "东2-2-502",
        "新2号楼2门502",
        "丁3栋2单元101",
        "老3-2-601",
        "甲2-1-101",
        "乙3 1-201",
    ],
)
def test_a_building_that_there_is_only_without_its_sign_is_asked_about(said):
    assert told_of(f"鸡蛋28元/板\n1. {said} 鸡蛋1板", STEMS)[-1].startswith("?")


@pytest.mark.parametrize("number", ["1️⃣", "1️⃣ ", "1️⃣、", "一、", "一. "])
def test_entries_are_numbered_with_keys_and_in_words(number):
    assert told_of(f"鸡蛋28元/板\n{number}3-1-201 鸡蛋2️⃣板", STEMS)[-1] == "3-1-201 egg=2"


def test_the_letter_that_tells_packages_apart_is_their_code():
    parcels = GoodsTable(
        Good(sku, name, "份", price_fen=fen)
        for sku, name, fen in (("TA", "A套餐", 5000), ("TB", "B套餐", 8000))
    )
    said = told_of("A套餐50元 B套餐80元\n1. 3-1-201 A1份 B两份", (STEMS[0], parcels))
    assert said[-1] == "3-1-201 TA=1,TB=2"
