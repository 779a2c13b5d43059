"""东辰心语 as story D2 tells it: 26 buildings, 35 entrances, 3,700 households, E6 with over 200.

Who lives there, what is sold and what it holds is made up; the numbers are the story's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from baogong.apps.catalog.enums import Family, GoodCategory
from baogong.apps.catalog.services import GoodDraft, PackageDraft
from baogong.readers.doors import DoorLine


@dataclass(frozen=True, slots=True)
class Building:
    """``entrances`` stairwells, each of ``floors`` x ``rooms`` doors."""

    name: str
    entrances: int
    floors: int
    rooms: int


def _buildings() -> Iterator[Building]:
    yield Building("A1", entrances=1, floors=7, rooms=4)
    for name in ("A2", "A3", "A4", "A5", "A6", "B1", "B2", "B3", "B4", "B5"):
        yield Building(name, entrances=1, floors=27, rooms=4)
    for name in ("C1", "C2", "C3", "C4", "C5", "D4"):
        yield Building(name, entrances=1, floors=18, rooms=6)
    for name in ("D1", "D2", "D3", "E1", "E2", "E3", "E4", "E5", "E6"):
        yield Building(name, entrances=2, floors=27, rooms=4)


BUILDINGS = tuple(_buildings())
PEOPLE = (3, 2, 3, 4, 2, 3)


def door_lines() -> list[DoorLine]:
    """All 3,700 doors, with over 10,000 people behind them."""
    numbers = count()
    return [
        DoorLine(
            door=f"{building.name}-{entrance}-{floor}{room:02d}",
            building=building.name,
            entrance=str(entrance),
            floor=floor,
            room=f"{floor}{room:02d}",
            people=PEOPLE[next(numbers) % len(PEOPLE)],
        )
        for building in BUILDINGS
        for entrance in range(1, building.entrances + 1)
        for floor in range(1, building.floors + 1)
        for room in range(1, building.rooms + 1)
    ]


GOODS = (
    GoodDraft("MANTOU", "馒头", 100, GoodCategory.STAPLE, best_hours=24),
    GoodDraft("HUAJUAN", "花卷", 90, GoodCategory.STAPLE, best_hours=24),
    GoodDraft("NOODLE", "挂面", 1000, GoodCategory.STAPLE),
    GoodDraft("CABBAGE", "大白菜", None, GoodCategory.LEAF, best_hours=48),
    GoodDraft("POTATO", "土豆", None, GoodCategory.ROOT),
    GoodDraft("CARROT", "胡萝卜", None, GoodCategory.ROOT),
    GoodDraft("GREENS", "小青菜", None, GoodCategory.LEAF, keep_cold=True, best_hours=24),
    GoodDraft("RADISH", "白萝卜", None, GoodCategory.ROOT),
    GoodDraft("TOMATO", "番茄", None, GoodCategory.ROOT, fragile=True, best_hours=72),
    GoodDraft("CUCUMBER", "黄瓜", None, GoodCategory.ROOT, best_hours=72),
    GoodDraft("EGG", "鸡蛋", 60, GoodCategory.EGG_MILK, fragile=True),
    GoodDraft("APPLE", "苹果", None, GoodCategory.FRUIT),
    GoodDraft("ORANGE", "脐橙", None, GoodCategory.FRUIT),
)
VEGETABLES = {
    "CABBAGE": 1500,
    "POTATO": 1000,
    "CARROT": 750,
    "GREENS": 750,
    "RADISH": 1000,
    "TOMATO": 500,
    "CUCUMBER": 500,
}
PACKAGES = (
    PackageDraft(
        "P20",
        "主食包",
        2000,
        {"MANTOU": 10, "HUAJUAN": 5, "NOODLE": 1},
        family=Family.STAPLE,
        stated_grams=2450,
    ),
    PackageDraft("P35", "蔬菜包", 3500, VEGETABLES, family=Family.PRODUCE, stated_grams=6000),
    PackageDraft(
        "P50",
        "鸡蛋蔬菜包",
        5000,
        {"EGG": 20, "CABBAGE": 1500, "POTATO": 1000, "GREENS": 750, "TOMATO": 750},
        family=Family.PRODUCE,
        stated_grams=5250,
    ),
    PackageDraft(
        "P100",
        "蔬果组合",
        10000,
        VEGETABLES | {"APPLE": 2500, "ORANGE": 1500},
        family=Family.PRODUCE,
        stated_grams=10_000,
    ),
    PackageDraft(
        "T18",
        "番茄 3 斤",
        1800,
        {"TOMATO": 1500},
        family=Family.PRODUCE,
        stated_grams=1500,
        at_scale=True,
        also_called="番茄、西红柿",
    ),
)
