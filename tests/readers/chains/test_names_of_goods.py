"""R42: goods by what they are called elsewhere, by look-alikes, by sizes, and in other units."""

import pytest

from .estates import garden, goods
from .reading import told_of

SHOP = (
    garden(),
    goods("""
tom,西红柿,,斤,450,weight,
yam,红薯,,斤,300,weight,
cab,包菜,,斤,200,weight,
plaster,创可贴,,盒,800,count,50片/盒
thermo,温度计,,支,2500,count,
soap,肥皂,,块,500,count,
bun,肉包,,个,300,count,
test,抗原检测盒,抗原,盒,3000,count,5人份/盒
pen,彩铅,彩色铅笔,盒,2800,count,36色/盒
crayon,蜡笔,,盒,1800,count,
pill,二甲双胍,,盒,2500,count,0.5g*20片/盒
dose,阿托伐他汀,,盒,4200,count,20mg*7片/盒
pant_m,拉拉裤M码,拉拉裤M,包,9500,count,
pant_l,拉拉裤L码,拉拉裤L,包,9900,count,
oil,橄榄油,,瓶,6000,count,1L/瓶
toast,吐司,,条,1800,count,
"""),
)
HEAD = (
    "#接龙\n西红柿4.5 红薯3 包菜2 创可贴8 温度计25 肥皂5 肉包3 抗原30 彩铅28 蜡笔18 二甲双胍25"
    " 阿托伐他汀42 拉拉裤M码95 拉拉裤L码99 橄榄油60 吐司18"
)


def read_as(entry):
    return told_of(f"{HEAD}\n1. 3-301 {entry}", SHOP)[-1].removeprefix("3-1-301 ")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("番茄2斤", "tom=2"),
        ("洋柿子2斤", "tom=2"),
        ("地瓜3斤", "yam=3"),
        ("卷心菜2斤", "cab=2"),
        ("高丽菜2斤", "cab=2"),
        ("创口贴1盒", "plaster=1"),
        ("番茄酱2瓶", "? unknown_good"),
        ("地瓜干1斤", "? unknown_good"),
        ("马蹄2斤", "? unknown_good"),
    ],
)
def test_a_good_is_known_by_what_it_is_called_elsewhere(entry, expected):
    assert read_as(entry) == expected


def test_a_list_that_has_both_names_keeps_them_apart():
    both = garden(), goods("cherry,樱桃,,斤,3000,weight,\nbig,车厘子,大樱桃,箱,16800,count,")
    head = "#接龙\n樱桃30 车厘子168\n1. "
    assert told_of(f"{head}3-301 大樱桃1箱", both)[-1] == "3-1-301 big=1"
    assert told_of(f"{head}3-301 樱桃2斤", both)[-1] == "3-1-301 cherry=2"


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("温度计1个", "thermo=1"),
        ("肥皂2个", "soap=2"),
        ("肉包四只", "bun=4"),
        ("抗原10人份", "test=2"),
        ("抗原7人份", "? unit_unclear"),
        ("吐司1个", "? unit_unclear"),
        ("橄榄油1个", "? unit_unclear"),
        ("36色彩铅1盒", "pen=1"),
        ("24色彩铅1盒", "? pack_unclear"),
        ("24色蜡笔1盒", "crayon=1"),
        ("二甲双胍2盒 500mg的", "pill=2"),
        ("阿托伐他汀1盒 20mg", "dose=1"),
        ("阿托伐他汀1盒 10mg的", "? pack_unclear"),
        ("拉拉裤M码1 L码1", "pant_m=1,pant_l=1"),
        ("M码拉拉裤1 L码拉拉裤2", "pant_m=1,pant_l=2"),
        ("M码拉拉库1包", "pant_m=1"),
        ("橄榄油1L 2瓶", "oil=2"),
    ],
)
def test_units_packs_and_sizes_of_other_kinds(entry, expected):
    assert read_as(entry) == expected
