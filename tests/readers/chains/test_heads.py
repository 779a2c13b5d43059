"""R42: however an organiser writes a head, the entries below it are read by it."""

import pytest

from .reading import told_of

BY_NAME = (
    ["1. 3-301 小周 鸡蛋1板", "2. 5栋402 鸡蛋2板 土豆3斤", "3. 7-1-303 王姐 蔬菜包1份 已付"],
    ["3-1-301 egg=1", "5-1-402 egg=2,pot=3", "7-1-303 veg=1 paid"],
)
BY_LETTER = (
    ["1. 3-301 A1 C3", "2. 5-402 B2", "3. 7-303 A、B各1", "4. 9-401 c5斤"],
    ["3-1-301 egg=1,pot=3", "5-1-402 veg=2", "7-1-303 egg=1,veg=1", "9-1-401 pot=5"],
)
BY_NUMBER = (
    ["1. 3-301 ①1 ③3", "2. 5-402 2号2份", "3. 7-303 ①②各1"],
    ["3-1-301 egg=1,pot=3", "5-1-402 veg=2", "7-1-303 egg=1,veg=1"],
)
PRICES = "鸡蛋28/板 蔬菜包35/份 土豆2.6/斤"
HEADS = (
    (
        "【今日】\n1.蔬菜包 35元/份（约10斤）\n2.鸡蛋 28元/板\n3.土豆 2.6元/斤\n截单：20:00",
        BY_NAME,
    ),
    ("价格：蔬菜包35，鸡蛋28，土豆2.6\n请大家按格式接龙：楼栋-门牌 称呼 商品 数量", BY_NAME),
    ("团长：8栋小王 13900001111\n鸡蛋28/板\n蔬菜包35/份\n土豆2.6/斤\n满30份成团", BY_NAME),
    ("菜到了：\n🥚鸡蛋28元一板 🥬蔬菜包35元一份 🥔土豆2.6一斤\n要的接龙👇", BY_NAME),
    ("商品|规格|价格\n鸡蛋|30枚|28\n蔬菜包|10斤|35\n土豆|斤|2.6", BY_NAME),
    (f"{PRICES}\n注意：5栋以上的邻居请到北门自提", BY_NAME),
    (f"限量20份！每户限购2份\n{PRICES}\n例：1. 3-301 张三 鸡蛋1板", BY_NAME),
    (f"第3次团购（1-12栋）\n{PRICES}", BY_NAME),
    (f"{PRICES}\n（12栋的先不送，等通知）", BY_NAME),
    (f"{PRICES}\n楼长代收，7栋陈姐、5栋老周负责分发", BY_NAME),
    (f"{PRICES}\n团长3栋301，到货放架空层，3-301旁边", BY_NAME),
    (f"今天只有 {PRICES} 三样，没有肉", BY_NAME),
    ("A：鸡蛋28/板\nB：蔬菜包35/份\nC：土豆2.6/斤", BY_LETTER),
    ("【A】鸡蛋28元/板【B】蔬菜包35元/份【C】土豆2.6元/斤", BY_LETTER),
    ("A组：鸡蛋一板 28元\nB组：蔬菜包 35元\nC组：土豆 2.6元/斤", BY_LETTER),
    ("鸡蛋（A）28元 蔬菜包（B）35元 土豆（C）2.6元/斤", BY_LETTER),
    ("A-鸡蛋-28元\nB-蔬菜包-35元\nC-土豆-2.6元/斤", BY_LETTER),
    ("a鸡蛋28元/板，b蔬菜包35元/份，c土豆2.6元/斤", BY_LETTER),
    ("🅰️鸡蛋28 🅱️蔬菜包35 C土豆2.6", BY_LETTER),
    ("①鸡蛋28/板 ②蔬菜包35/份 ③土豆2.6/斤", BY_NUMBER),
    ("1号鸡蛋28/板\n2号蔬菜包35/份\n3号土豆2.6/斤", BY_NUMBER),
    ("商品1：鸡蛋28/板 商品2：蔬菜包35/份 商品3：土豆2.6/斤", BY_NUMBER),
    ("❶鸡蛋28/板 ❷蔬菜包35/份 ❸土豆2.6/斤", BY_NUMBER),
)


@pytest.mark.parametrize(("head", "chain"), HEADS)
def test_entries_are_read_by_the_head_above_them(head, chain):
    entries, expected = chain
    told = told_of("\n".join(["#接龙", head, *entries]))
    assert told[-len(entries) :] == expected
    assert not [read for read in told[: -len(entries)] if not read.startswith("- ")]


ONLY_VEG = "#接龙\n蔬菜包35元/份，只有这一种\n{}\n"


@pytest.mark.parametrize(
    ("rule", "entry", "expected"),
    [
        ("没写份数按1份算", "3-301", "3-1-301 veg=1"),
        ("不写数量的默认1份", "3-301 王姐", "3-1-301 veg=1"),
        ("份数默认为1份", "3-301 已付", "3-1-301 veg=1 paid"),
        ("没写份数按1份算", "3-301 3份", "3-1-301 veg=3"),
        ("没写份数按1份算", "3-301 不要了", "? no_order_to_change"),
        ("没写份数按1份算", "3-301 几份", "?"),
        ("没写份数按1份算", "3-301 鸡毛菜", "?"),
        ("每户1份", "3-301", "? no_goods"),
        ("请写份数", "3-301", "? no_goods"),
    ],
)
def test_a_head_may_say_how_many_who_writes_no_number_has(rule, entry, expected):
    read = told_of(ONLY_VEG.format(rule) + f"1. 3-302 1份\n2. {entry}")[-1]
    assert (read[0] if expected == "?" else read) == expected


def test_what_a_menu_is_sorted_by_may_stand_ahead_of_a_good():
    head = "#接龙\n乳品：牛奶52/箱 酸奶58/箱\n粮油：面粉26/袋 花生油129/桶\n"
    assert told_of(f"{head}1. 3-301 乳品牛奶2箱 粮油面粉1袋")[-1] == "3-1-301 milk=2,flour=1"
    assert told_of(f"{head}1. 3-301 乳品2箱")[-1].startswith("?")
    assert told_of(f"{head}1. 3-301 干货面粉1袋")[-1].startswith("?")
