"""R42: whatever somebody pastes, its reading takes time that grows with its length, no more."""

import pytest

from tests.patience import grows_evenly

from .estates import GARDEN_HEAD
from .reading import read

LENGTH = 20_000


def again(piece, size):
    return piece * (size // len(piece))


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "各",
        "(",
        "[]",
        "、",
        "鸡蛋 ",
        "要",
        "一",
        "1,",
        "1ml*",
        "11-602 ",
        "602、603/",
        "1.\n",
        "#接龙\n",
        "同上\n",
        "我家就",
        "放门口旁",
        "上次的",
        "日期要",
        "35的",
        "1号",
        "祝大家",
        "谢",
        "不",
        "A、",
    ],
)
def test_an_entry_of_one_piece_over_and_over_is_read(piece):
    assert grows_evenly(
        lambda size: read(f"{GARDEN_HEAD}\n1. 11-602 {again(piece, size)}"), LENGTH
    )


@pytest.mark.parametrize("piece", ["1", "-", "1元/份", "N1、", "A、", "1一份"])
def test_a_menu_of_one_piece_over_and_over_is_read(piece):
    assert grows_evenly(lambda size: read(f"{GARDEN_HEAD}\n{again(piece, size)}"), LENGTH)
