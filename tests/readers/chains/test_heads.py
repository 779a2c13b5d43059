"""R42: however an organiser writes a head, the entries below it are read by it."""

import pytest

from baogong.readers.addresses import Door, DoorTable
from baogong.readers.chains.served import buildings_told

from .estates import GARDEN, LETTERS, lanes, rooms
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
    ("①1号包 鸡蛋28（30枚）②2号包 蔬菜包35（约12斤）③3号包 土豆2.6（散称）", BY_NUMBER),
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


@pytest.mark.parametrize(
    ("entry", "read"),
    [
        ("3-301 2号包2份", "3-1-301 veg=2"),
        ("3-301 1号包*1+2号包*1（28+35=63已转）", "3-1-301 egg=1,veg=1 paid"),
        ("3-301 1 号 包 1 份", "3-1-301 egg=1"),
        ("3-301 2号包子2份", "? unknown_good"),
        ("3-301 1号包1份 28+35=64", "? unclear_amount"),
    ],
)
def test_a_menu_may_call_its_goods_numbered_packs(entry, read):
    head = "①1号包 鸡蛋28（30枚）②2号包 蔬菜包35（约12斤）③3号包 土豆2.6（散称）"
    assert told_of(f"#接龙\n{head}\n1. 5-402 鸡蛋1板\n2. {entry}")[-1] == read


def test_a_day_ahead_of_a_head_is_no_number_and_its_zones_hold():
    told = told_of(
        "【2.23 代购登记】志愿者 只登记S区、U区，其他区请找各自志愿者\n大米58 食用油78\n"
        "1. S1-1-1502 大米1袋\n2. N1-1-1104 大米1袋",
        LETTERS,
    )
    assert told[-1] == "? outside_door"


SIDES = (
    DoorTable(
        Door(f"K7-{gate}-{room}", "K7", gate, room, aliases=(f"K7{side}{room}",))
        for gate, side in (("1", "东"), ("2", "西"))
        for room in rooms(9, range(1, 5))
    ),
    GARDEN[1],
)


@pytest.mark.parametrize(
    ("entry", "read"),
    [
        ("东503 小翟 鸡蛋1板", "K7-1-503 egg=1"),
        ("西802 鸡蛋2板", "K7-2-802 egg=2"),
        ("东单元204 鸡蛋1板", "K7-1-204 egg=1"),
        ("西5o1 鸡蛋1板", "K7-2-501 egg=1"),
        ("503 鸡蛋1板", "? ambiguous_door"),
        ("西2302 鸡蛋1板", "? no_such_door"),  # no room 302 of the second entrance
        ("南503 鸡蛋1板", "? ambiguous_door"),
        ("向东503 鸡蛋1板", "? ambiguous_door"),  # who signs so
        ("东501和西501（我爸妈家）鸡蛋2板", "? two_doors"),
        ("东501和西501各1板鸡蛋", "K7-1-501 egg=1; K7-2-501 egg=1"),
    ],
)
def test_of_one_building_the_side_tells_the_entrance(entry, read):
    for head in ("K7楼栋小群专用", "K7团购接龙（东单元+西单元，别的楼找各自楼长）"):
        chain = f"#接龙\n{head}\n鸡蛋28/板\n1. 东301 鸡蛋1板\n2. {entry}"
        assert told_of(chain, SIDES)[-1] == read


@pytest.mark.parametrize(
    ("entry", "read"),
    [
        ("3-301/KK/01x1+02x1", "3-1-301 egg=1,veg=1"),
        ("3-301-小满-01x1-02x2", "3-1-301 egg=1,veg=2"),
        ("补一个 3-301 小毕 01x1", "3-1-301 egg=1"),
        ("帮楼下奶奶接 3-301 01x1", "3-1-301 egg=1"),
        ("3-301/跟Judy一样", "3-1-301 egg=2"),
    ],
)
def test_codes_with_a_nought_stand_in_rows(entry, read):
    head = "写法：楼-室/昵称/编号x数量\n01鸡蛋28 02蔬菜包35"
    assert told_of(f"#接龙\n{head}\n1. 5-402/Judy/01x2\n2. {entry}")[-1] == read


@pytest.mark.parametrize(
    ("entry", "read"),
    [
        ("3-301 洗洁精1kg*2瓶", "3-1-301 dish=2"),
        ("3-301 洗洁精2kg*2瓶", "? pack_unclear"),
        ("3-301 酸奶 200g*12 两箱", "3-1-301 yog=2"),
        ("3-301 酸奶 200g*10 两箱", "? pack_unclear"),
        ("3-301 抽纸2提 19.9*2=39.8 已付", "3-1-301 tis=2 paid"),
        ("3-301 鸡蛋两板 土豆5斤 69块已转", "3-1-301 egg=2,pot=5 paid"),
    ],
)
def test_sizes_and_sums_are_no_amounts(entry, read):
    head = "洗洁精12.9 酸奶58 抽纸19.9 鸡蛋28 土豆2.6"
    assert told_of(f"#接龙\n{head}\n1. 5-402 鸡蛋1板\n2. {entry}")[-1] == read


def test_a_size_in_litres_is_no_building_and_its_line_stays_in_the_menu():
    menu = "1）蔬菜包 35/份\n2）花生油5L 129/桶\n3）牛奶24盒 52/箱\n"
    told = told_of(
        f"拼单\n楼-门-房 姓名 序号X数量\n{menu}\n（1）3-301 小郝 1X1 2X2\n（2）5-602 3X1"
    )
    assert told[2:5] == ["- menu"] * 3
    assert told[-2:] == ["3-1-301 veg=1,oil=2", "5-1-602 milk=1"]


@pytest.mark.parametrize(("named", "meant"), [(1, 1), (3, 3), (4, 0), (8, 0)])
def test_a_head_that_names_many_houses_is_of_no_single_one(named, meant):
    """A chain is read once more for each house that it may be of."""
    table = lanes()
    houses = dict.fromkeys(f"{door.lane}弄{door.building}号" for door in table)
    head = ["、".join([*houses][:named]) + "的邻居"]
    assert len(buildings_told(head, table)) == meant
