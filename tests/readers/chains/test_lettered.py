"""R42: towers that have no name but a letter, units of paper, payment that was made."""

import pytest

from baogong.readers.addresses import Door, DoorTable

from .estates import GARDEN_GOODS, GARDEN_HEAD, goods, rooms
from .reading import told_of

BOOKS = """
draw,图画本,,本,600,count,24页
song,歌词册,,册,900,count,30首
"""
HEAD = f"{GARDEN_HEAD}\n图画本6元 歌词册9元\n"


def towers(*, others: tuple[str, ...] = ()) -> DoorTable:
    """Towers M, P and R with rooms 1 and 2 in the first entrance and 3 and 4 in the second."""
    doors = [
        Door(f"{tower}-{gate}-{room}", tower, str(gate), room)
        for tower in ("M", "P", "R", *others)
        for gate in (1, 2)
        for room in rooms(12, range(2 * gate - 1, 2 * gate + 1))
    ]
    return DoorTable(doors)


TOWERS = towers(), goods(GARDEN_GOODS.rstrip() + BOOKS)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("P-404 鸡蛋1板", "P-2-404 egg=1"),
        ("P 404 鸡蛋1板", "P-2-404 egg=1"),
        ("p—1203室 鸡蛋1板", "P-2-1203 egg=1"),
        ("P四零一 鸡蛋1板", "P-1-401 egg=1"),
        ("M301、M303 各1板鸡蛋", "M-1-301 egg=1; M-2-303 egg=1"),
        ("M301 鸡蛋1板 R302 鸡蛋2板", "M-1-301 egg=1; R-1-302 egg=2"),
        ("P-405 鸡蛋1板", "? no_such_door"),
        ("K-404 鸡蛋1板", "?"),
        ("P-4 鸡蛋1板", "?"),
        ("R702 图画本3本 歌词册两册", "R-1-702 draw=3,song=2"),
        ("R702 老陶 图画本1本（女儿代下）", "R-1-702 draw=1"),
        ("R702 图画本1本 款转楼长了", "R-1-702 draw=1 paid"),
        ("R702 图画本1本 已经付给老陶", "R-1-702 draw=1 paid"),
    ],
)
def test_a_letter_is_a_tower(said, read):
    found = told_of(f"{HEAD}1. {said}", TOWERS)[-1]
    assert (found[0] if read == "?" else found) == read


def test_a_letter_with_a_digit_may_be_another_tower():
    both = towers(others=("M1",)), TOWERS[1]
    assert told_of(f"{HEAD}1. M1203 鸡蛋1板", both)[-1].startswith("?")
    assert told_of(f"{HEAD}1. M-1203 鸡蛋1板", both)[-1] == "M-2-1203 egg=1"
