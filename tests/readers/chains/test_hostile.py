"""R42: whatever somebody pastes, its reading takes time that grows with its length, no more."""

import time

import pytest

from .estates import GARDEN_HEAD
from .reading import read

LENGTH = 20_000
MOST_SECONDS = 5  # of the processor's time; one is enough on an idle machine


def seconds_for(text):
    began = time.process_time()
    read(text)
    return time.process_time() - began


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
def test_an_entry_of_one_piece_over_and_over_is_read_in_seconds(piece):
    again = piece * (LENGTH // len(piece))
    assert seconds_for(f"{GARDEN_HEAD}\n1. 11-602 {again}") < MOST_SECONDS


@pytest.mark.parametrize("piece", ["1", "-", "1元/份", "N1、", "A、", "1一份"])
def test_a_menu_of_one_piece_over_and_over_is_read_in_seconds(piece):
    again = piece * (LENGTH // len(piece))
    assert seconds_for(f"{GARDEN_HEAD}\n{again}") < MOST_SECONDS
