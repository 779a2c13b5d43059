"""R42: homes that are told by a floor and its side or letter."""

import pytest

from baogong.readers.addresses import Door, DoorTable

from .estates import GARDEN_GOODS, goods
from .reading import told_of

SOLD = goods(GARDEN_GOODS)
MENU = "蔬菜包35元/份 鸡蛋28元/板 土豆2.6元/斤 牛奶52元/箱"


def yards_with_sides() -> DoorTable:
    """Yards 14 and 22 with two stairs, and a home on the east and the west of each floor."""
    return DoorTable(
        Door(
            f"{yard}-{n}-{stair}-{floor}0{flat}",
            n,
            stair,
            f"{floor}0{flat}",
            yard,
            floor,
            aliases=(f"{yard}号院{n}号楼{stair}单元{floor}楼{side}户",),
        )
        for yard in ("14", "22")
        for n in ("3", "5")
        for stair in "12"
        for floor in range(1, 6)
        for flat, side in ((1, "东"), (2, "西"))
    )


def flats() -> DoorTable:
    """Towers 2 and 6 of lane 90, with flats A to F."""
    return DoorTable(
        Door(f"90-{n}-{floor}{flat}", n, n, f"{floor}{flat}", "90", floor)
        for n in ("2", "6")
        for floor in range(2, 20)
        for flat in "ABCDEF"
    )


@pytest.mark.parametrize(
    ("estate", "head", "said", "read"),
    [
        (yards_with_sides, "14号院登记", "5号楼1单元4楼东 老许 鸡蛋1板", "14-5-1-401 egg=1"),
        (yards_with_sides, "14号院登记", "3-2-5西 鸡蛋1板", "14-3-2-502 egg=1"),
        (yards_with_sides, "两个院都送", "22-3-2-5西 鸡蛋1板", "22-3-2-502 egg=1"),
        (yards_with_sides, "两个院都送", "3-2-5西 鸡蛋1板", "? ambiguous_door"),
        (yards_with_sides, "14院22院的邻居来", "22-3-2-502 鸡蛋1板", "22-3-2-502 egg=1"),
        (flats, "全部都送", "6-18F 鸡蛋1板", "90-6-18F egg=1"),
        (flats, "90弄2号登记", "18楼D 鸡蛋1板", "90-2-18D egg=1"),
        (flats, "全部都送", "6-19B 鸡蛋1板 total 28", "90-6-19B egg=1"),
        (flats, "全部都送", "6-19B 鸡蛋1板 Total 28", "90-6-19B egg=1"),
    ],
)
def test_homes_by_floor_and_side_or_letter(estate, head, said, read):
    assert told_of(f"{head}\n{MENU}\n1. {said}", (estate(), SOLD))[-1] == read
