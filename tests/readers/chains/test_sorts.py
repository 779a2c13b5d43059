"""R42: goods that come in sorts, where the sort is said behind them."""

import pytest

from .estates import garden, goods
from .reading import told_of

SORTS = (
    garden(),
    goods("""
milk_s,草莓酸奶,酸奶,瓶,900,count,
milk_p,原味酸奶,酸奶,瓶,900,count,
mask_b,蓝口罩,口罩,包,2000,count,
mask_w,白口罩,口罩,包,2000,count,
mask_m,外科口罩,,包,2500,count,
berry,蓝莓,,盒,2200,count,
cab,大白菜,白菜,棵,800,count,
tis,抽纸,,提,1900,count,
"""),
)
HEAD = "#接龙\n草莓酸奶9 原味酸奶9 蓝口罩20 白口罩20 外科口罩25 蓝莓22 大白菜8 抽纸19"


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("3-301 酸奶2瓶 原味的", "3-1-301 milk_p=2"),
        ("3-301 酸奶2瓶（草莓味的）", "3-1-301 milk_s=2"),
        ("3-301 口罩1包 要蓝色的", "3-1-301 mask_b=1"),
        ("3-301 蓝口罩1包 蓝色的", "3-1-301 mask_b=1"),
        ("3-301 抽纸1提 蓝色的", "3-1-301 tis=1"),
        ("3-301 抽纸1提 白色的最好", "3-1-301 tis=1"),
        ("3-301 酸奶2瓶 黄桃味的", "? ambiguous_good"),
        ("3-301 原味酸奶2瓶 草莓味的", "? unknown_good"),
        ("3-301 外科口罩1包 蓝色的", "? unknown_good"),
        ("3-301 酸奶2瓶", "? ambiguous_good"),
    ],
)
def test_a_sort_tells_which_good_is_meant_or_is_asked_about(entry, expected):
    assert told_of(f"{HEAD}\n1. {entry}", SORTS)[-1] == expected
