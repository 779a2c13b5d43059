"""R42: rooms that are named by floor and letter."""

import pytest

from baogong.readers.addresses import Door, DoorTable
from baogong.readers.chains import Good, GoodsTable

from .estates import GARDEN, GARDEN_HEAD, rooms
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


VILLAGE = (
    DoorTable(
        Door(f"{group}-{house}", group, "", str(house), aliases=(f"{group}组{house}号",))
        for group in "123"
        for house in range(1, 36)
    ),
    GARDEN[1],
)
PHASES = (
    DoorTable(
        Door(f"{lane}-{building}-{floor}02", building, "1", f"{floor}02", lane=lane)
        for lane in ("一期", "二期")
        for building in "34"
        for floor in range(1, 9)
    ),
    GARDEN[1],
)


@pytest.mark.parametrize("said", ["3组12号", "三组十二号", "3组12", "3-12", "3组12号李桂兰"])
def test_a_village_names_its_groups_and_houses(said):
    assert told_of(f"鸡蛋28元/板\n1. {said} 鸡蛋1板", VILLAGE)[-1] == "3-12 egg=1"


@pytest.mark.parametrize("said", ["一期3栋502", "1期3栋502", "１期３栋５０２", "一期3-502"])
def test_a_phase_is_part_of_the_address(said):
    assert told_of(f"鸡蛋28元/板\n1. {said} 鸡蛋1板", PHASES)[-1] == "一期-3-502 egg=1"


def test_without_its_phase_a_door_that_both_have_is_asked_about():
    assert told_of("第12期\n鸡蛋28元/板\n1. 3栋502 鸡蛋1板", PHASES)[-1].startswith("?")


def test_a_number_in_a_circle_with_an_amount_is_a_code_and_no_number():
    told = told_of("①鸡蛋28元/板\n1. 一期3栋502 妞妞爸\n①×2\n2. 二期4栋302 ①x1", PHASES)
    assert told[-2:] == ["一期-3-502 egg=2", "二期-4-302 egg=1"]


def sided():
    """Buildings 北1 to 北7 and 南1 to 南7, and towers that aliases call 丁香阁 and 月季轩."""
    doors = [
        Door(f"{side}{number}-{room}", f"{side}{number}", "1", room)
        for side in "北南"
        for number in range(1, 8)
        for room in rooms(6, range(1, 4))
    ]
    for number, name in (("1", "丁香阁"), ("2", "月季轩")):
        for room in (f"{floor}{flat}" for floor in range(1, 13) for flat in "ABC"):
            alias = f"{name}{room}"
            doors.append(Door(f"{number}-{room}", number, "1", room, aliases=(alias,)))
    return DoorTable(doors), GARDEN[1]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("北7-303 北七303 鸡蛋1板", "北7-303 egg=1"),
        ("北七-303 鸡蛋1板", "北7-303 egg=1"),
        ("北七栋303 鸡蛋1板", "北7-303 egg=1"),
        ("北7-303 北六303 鸡蛋1板", "? two_doors"),
        ("丁香12A 鸡蛋1板", "1-12A egg=1"),
        ("月季阁12A 鸡蛋1板", "? unknown_good"),
        ("丁香2斤", "? unknown_good"),
    ],
)
def test_buildings_are_named_in_numerals_and_in_short(entry, expected):
    assert told_of(f"{GARDEN_HEAD}\n1. {entry}", sided())[-1] == expected


def test_a_dash_between_a_door_and_an_amount_is_no_minus():
    head = "#接龙\n蔬菜包35元/份"
    assert told_of(f"{head}\n1. 3-301-2份")[-1] == "3-1-301 veg=2"
    assert told_of(f"{head}\n1. 3-301 -2份")[-1] == "? minus"
