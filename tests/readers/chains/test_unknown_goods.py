"""R42: a good that nobody knows is asked about, in whatever words it stands beside an order."""

from pathlib import Path

import pytest

from .estates import GARDEN_HEAD
from .reading import read, told_of

FRAMES, GOODS = (
    part.split()
    for part in Path(__file__).with_name("unknown_goods.txt").read_text("utf-8").split("\n\n")
)


@pytest.mark.parametrize("frame", FRAMES)
def test_no_unknown_good_passes_for_a_remark(frame):
    doors = [f"{number}-{room}" for number in range(1, 12, 2) for room in range(301, 305)]
    for begin in range(0, len(GOODS), len(doors)):
        some = GOODS[begin : begin + len(doors)]
        entries = [
            f"{n}. {door} 鸡蛋1板 {frame.format(good)}"
            for n, (door, good) in enumerate(zip(doors, some, strict=False), start=1)
        ]
        lines = read("\n".join([GARDEN_HEAD, *entries])).lines
        assert [line.raw for line in lines if line.status == "ready"] == []


@pytest.mark.parametrize(
    ("said", "read"), [("疏菜包", "11-1-602 veg=1"), ("混包", "? unknown_good")]
)
def test_a_misspelling_that_is_as_near_another_good_needs_the_same_tones(said, read):
    assert told_of(f"#接龙\n蔬菜包35元 肉类包68元\n1. 11-602 {said}1份")[-1] == read
