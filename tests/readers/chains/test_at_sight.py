"""R42: heads, forms and wrapped entries as they stand in chains that nobody has seen before."""

import pytest

from .estates import LANED, LETTERS, goods
from .reading import told_of


def entries_of(text, estate, count):
    return told_of(text, estate)[-count:]


ROOMS = ["1203 A2 B1", "604 小米妈 C1", "1505 B两条 D一板", "902 A1B1C1", "1701 奶2"]
COUNTED = [
    "900-89-1203 milk=2,toast=1",
    "900-89-604 cola=1",
    "900-89-1505 toast=2,egg=1",
    "900-89-902 milk=1,toast=1,cola=1",
    "900-89-1701 milk=2",
]
OFFER = "A鲜牛奶950ml/18元，B吐司450g/18元，C可乐/55元，D鸡蛋30枚/35元"


@pytest.mark.parametrize(
    "head",
    [
        "89号的邻居 牛奶面包拼单，写房号+字母+数量",
        "89号住户看过来，明早7点电梯口自取",
        "89号的邻居 26号下午送到，写房号+字母+数量",
    ],
)
def test_a_house_is_meant_where_only_there_are_the_rooms_of_the_entries(head):
    said = [f"{n}：{room}" for n, room in enumerate([*ROOMS], start=1)]
    assert entries_of("\n".join(["接龙", head, OFFER, "", *said]), LANED, 5) == COUNTED


def test_of_two_houses_that_may_be_meant_none_is():
    said = [f"{n}：{room}" for n, room in enumerate(ROOMS, start=1)]
    read = entries_of("\n".join([f"89号和88号的邻居 {OFFER}", *said]), LANED, 5)
    assert not [entry for entry in read if entry.startswith("900")]


@pytest.mark.parametrize(
    ("head", "said", "read"),
    [
        ("只接S、T两个区，U区N区明天另开", "N6-1-602 鸡蛋1板", "? outside_door"),
        ("只接S、T两个区，U区N区明天另开", "S1-602 鸡蛋1板", "S1-1-602 egg=1"),
        ("N6N7N8三栋联合团 团长6栋小鱼", "N6-1-602 小鱼 鸡蛋1板", "N6-1-602 egg=1"),
        ("N6N7N8三栋联合团 团长6栋小鱼", "N9-602 鸡蛋1板", "? outside_door"),
        ("N1栋楼长代买，只接本栋，写房号就行", "2602 鸡蛋1板", "N1-1-2602 egg=1"),
        ("T1栋楼长代买，只接本栋，写房号就行", "1801 鸡蛋1板", "T1-1-1801 egg=1"),
        ("T1栋楼长代买，只接本栋，写房号就行", "1706 鸡蛋1板", "? no_door"),
    ],
)
def test_what_a_head_serves(head, said, read):
    assert entries_of(f"{head}\n鸡蛋28/板 大米58/袋 苹果6/斤\n1. {said}", LETTERS, 1) == [read]


@pytest.mark.parametrize(
    "head",
    [
        "①大米10kg/58 ②菜籽油5L/78 ③酱油500ml/12",
        "编号：1大米58元/袋 2菜籽油78元/桶 3酱油12元/瓶",
        "（1大米:58/袋）（2菜籽油:78/桶）（3酱油:12/瓶）",
    ],
)
def test_numbers_of_a_menu(head):
    said = ["S1-602 1×2+3×1", "S1-603 （1*1）（2*2）", "S1-604 阿姨 2×1", "S1-605 鸡蛋1板"]
    rows = [f"No.{n} {entry}" for n, entry in enumerate(said, start=1)]
    assert entries_of("\n".join([head, *rows]), LETTERS, 4) == [
        "S1-1-602 rice=2,soy=1",
        "S1-1-603 rice=1,oil=2",
        "S1-1-604 oil=1",
        "? off_menu",
    ]


def test_half_of_what_is_sold_by_weight_behind_its_number():
    text = "（1猪肉:26/斤）（2番茄:4.5/斤）\n1. S1-602（1*1.5）（2*半斤）"
    assert entries_of(text, LETTERS, 1) == ["S1-1-602 pork=1.5,tomato=0.5"]


@pytest.mark.parametrize(
    ("head", "read"),
    [
        ("团蛋\n28一板，30枚，明早到", ["S1-1-602 egg=1", "S1-1-603 egg=2"]),
        ("团肉\n28一板，30枚，明早到", ["? no_good", "? no_good"]),
        ("团蛋\n27一板，30枚，明早到", ["? no_good", "? no_good"]),
    ],
)
def test_a_price_below_a_head_that_speaks_of_its_kind(head, read):
    rows = "1. S1-602 1板\n2. S1-603 +2"
    assert entries_of(f"{head}\n{rows}", LETTERS, 2) == read


@pytest.mark.parametrize(
    ("where", "what", "paid"),
    [
        ("地址", "要的", ""),
        ("地址", "要什么", "\n付没付：已付"),
        ("门牌", "需要", "\n备注：放门口"),
    ],
)
def test_forms_with_a_line_for_each_answer(where, what, paid):
    rows = [
        f"{where}：900弄{house}号402\n姓名：小严\n{what}：鸡蛋1板 可乐2箱{paid}"
        for house in (41, 42, 43)
    ]
    head = "粮油团 三个弄堂都可以报，一户一条\n鸡蛋35/板 可乐55/箱"
    suffix = " paid" if "已付" in paid else ""
    assert entries_of("\n".join([head, *rows]), LANED, 3) == [
        f"900-{house}-402 egg=1,cola=2{suffix}" for house in (41, 42, 43)
    ]


def test_an_example_in_other_words():
    text = "大米58/袋 鸡蛋28/板\n写法参考：S1-602 老吴 鸡蛋1板\n\nS1-603 鸡蛋1板\nS1-604 大米1袋"
    assert told_of(text, LETTERS)[-3:] == [
        "- example",
        "S1-1-603 egg=1",
        "S1-1-604 rice=1",
    ]


@pytest.mark.parametrize(
    ("entry", "read"),
    [
        ("S1-602\n石老师\n鸡蛋1板 大米2袋\n搁门口鞋柜上就好", "S1-1-602 egg=1,rice=2"),
        ("S1-602 丁奶奶\n大米1袋\n麻烦小伙子搬到厨房", "S1-1-602 rice=1"),
        ("S1-602 鸡蛋1板\n奶2箱\n下午3点左右我下楼拿", "S1-1-602 egg=1,milk=2"),
        (
            "S1-602 鸡蛋、大米各两份，\n我腿脚不方便，\n谁顺路帮忙拎到门口谢谢",
            "S1-1-602 egg=2,rice=2",
        ),
    ],
)
def test_entries_on_several_lines(entry, read):
    text = f"鸡蛋28/板 大米58/袋 纯牛奶52/箱\n1. S1-601 鸡蛋1板\n2. {entry}"
    told = told_of(text, LETTERS)
    assert len(told) == 3
    assert told[-1][: len(read)] == read


@pytest.mark.parametrize(
    "said",
    [
        "好了先到这里，我六点出发",
        "接满啦，晚上九点前还能改",
        "上回的苹果特别脆",
    ],
)
def test_what_is_said_to_all_below_the_last_entry_is_no_part_of_it(said):
    told = told_of(f"鸡蛋28/板 大米58/袋\n1. S1-601 鸡蛋1板\n{said}", LETTERS)
    assert told[-2:] == ["S1-1-601 egg=1", "- chatter"]


def test_a_reference_behind_a_label():
    rows = ["1)门牌：S1-602 需要：鸡蛋2板", "2)门牌：S1-603 称呼：外婆 需要：和S1-602一样"]
    text = "\n".join(["鸡蛋28/板 大米58/袋", *rows])
    assert entries_of(text, LETTERS, 2) == ["S1-1-602 egg=2", "S1-1-603 egg=2"]


def test_a_mere_kind_of_what_is_sold_twice_is_asked_about():
    sold = goods("soy,酱油,生抽,瓶,1200,count,\nbean,郫县豆瓣,豆瓣酱,瓶,1500,count,")
    said = ["1. S1-602 酱2瓶", "2. S1-603 豆瓣酱2瓶"]
    text = "\n".join(["酱油12/瓶 郫县豆瓣15/瓶", *said])
    assert entries_of(text, (LETTERS[0], sold), 2) == ["? ambiguous_good", "S1-1-603 bean=2"]


def test_a_head_shuts_out_nobody_if_most_who_order_live_beyond_it():
    doors = ["S1-602", "S2-302", "T5-1801", "N6-2-702", "U1-304"]
    rows = [f"{n}. {door} 鸡蛋1板" for n, door in enumerate(doors, start=1)]
    text = "\n".join(["N9栋的志愿者张罗 鸡蛋28/板 大米58/袋", *rows])
    assert entries_of(text, LETTERS, 5) == [
        "S1-1-602 egg=1",
        "S2-1-302 egg=1",
        "T5-1-1801 egg=1",
        "N6-2-702 egg=1",
        "U1-1-304 egg=1",
    ]
    outside = ["? outside_door"] * 4
    assert entries_of("\n".join(text.splitlines()[:5]), LETTERS, 4) == outside


@pytest.mark.parametrize(
    ("head", "said", "read"),
    [
        ("N6N7互助群（只送这两栋，其他楼找自己楼长）", "N7东1603 鸡蛋1板", "N7-1-1603 egg=1"),
        ("N6N7互助群（只送这两栋，其他楼找自己楼长）", "S1-602 鸡蛋1板", "? outside_door"),
        ("N6N7互助群（只送这两栋，其他楼找自己楼长）", "1单元1804 鸡蛋1板", "?"),
        ("观澜楼和N8拼团，两栋凑一车", "N8-1902 鸡蛋1板", "N8-1-1902 egg=1"),
        ("观澜楼和N8拼团，两栋凑一车", "观澜楼1902 鸡蛋1板", "N9-1-1902 egg=1"),
        ("观澜楼和N8拼团，两栋凑一车", "S1-602 鸡蛋1板", "? outside_door"),
    ],
)
def test_buildings_that_are_named_side_by_side(head, said, read):
    told = entries_of(f"{head}\n鸡蛋28/板 大米58/袋 苹果6/斤\n1. {said}", LETTERS, 1)
    assert told[0][: len(read)] == read


def test_what_a_head_says_of_how_to_write_narrows_nothing():
    head = "三个弄堂都收，1~28号的请带上弄号，免得送错\n鸡蛋35/板 可乐55/箱"
    read = entries_of(f"{head}\n1. 900弄33号902 鸡蛋1板\n2. 77弄6号302 可乐1箱", LANED, 2)
    assert read == ["900-33-902 egg=1", "77-6-302 cola=1"]


def test_a_room_that_does_not_exist_ends_no_head():
    head = "92号自己人小团，楼长1203发起，别的楼不接\n吐司18一条 可乐55/箱"
    rooms = ["1204 吐司1", "805 可乐1箱", "1906 吐司1", "1203楼长 可乐2", "701 吐司3"]
    rooms += ["501 同1204"]
    rows = [f"{n}：{room}" for n, room in enumerate(rooms, start=1)]
    assert entries_of("\n".join([head, "报房号就行", *rows]), LANED, 6) == [
        "900-92-1204 toast=1",
        "900-92-805 cola=1",
        "? no_door",
        "900-92-1203 cola=2",
        "900-92-701 toast=3",
        "900-92-501 toast=1",
    ]


@pytest.mark.parametrize(
    ("before", "said", "read"),
    [
        ("小骆/鸡蛋2板/S1-602", "小曲/同小骆/S1-603", "S1-1-603 egg=2"),
        ("S1-602 七喜 鸡蛋2板", "【S1-603】【阿芬】和七喜一样", "S1-1-603 egg=2"),
        ("S1-602 鸡蛋2板", "S1-602 退了不要了", "S1-1-602 !cancel"),
        ("S1-602 鸡蛋2板", "S1-602 不要取消", "?"),
        ("S1-602 鸡蛋2板", "小穗/鸡蛋1板/N93204", "N9-1-3204 egg=1"),
        ("S1-602 鸡蛋2板", "柚子🍊/鸡蛋1板 家里有3个小孩/S2-1602", "S2-1-1602 egg=1"),
        ("S1-602 鸡蛋2板", "S2-1602 柚子🍊", "?"),
        ("S1-602 鸡蛋2板", "S2-1602 整箱的来一箱", "S2-1-1602 eggs=1"),
        ("S1-602 鸡蛋2板", "S2-1602 红富土2斤", "S2-1-1602 apple=2"),
        ("S1-602 鸡蛋2板", "S2-16O2 苹果2斤 月底统一付", "S2-1-1602 apple=2 unpaid"),
        ("S1-602 鸡蛋2板", "S2-1602 鸡蛋1板，表里漏了我", "S2-1-1602 egg=1"),
        ("S1-602 鸡蛋2板", "S2-1602 鸡蛋1板 收现金吗", "S2-1-1602 egg=1"),
    ],
)
def test_of_whom_and_of_what_entries_speak(before, said, read):
    text = f"鸡蛋28/板 整箱鸡蛋310/箱 大米58/袋 苹果6/斤\n1. {before}\n2. {said}"
    assert entries_of(text, LETTERS, 1)[0][: len(read)] == read


def test_a_number_of_the_menu_that_is_taken_back():
    head = "编号：1大米58元/袋 2菜籽油78元/桶 3酱油12元/瓶"
    rows = ["【S1-602】【南南】（1x1）（3x1）", "【S1-602】【南南】（取消3号）"]
    assert entries_of("\n".join([head, *rows]), LETTERS, 2) == [
        "S1-1-602 rice=1,soy=1",
        "S1-1-602 soy=0 !cancel",
    ]
    rows[1] = "【S1-602】（不要3号楼）"  # a house
    assert entries_of("\n".join([head, *rows]), LETTERS, 2)[1] == "? no_such_door"


def test_thanks_below_where_to_put_it():
    text = "鸡蛋28/板 大米58/袋\n1. S1-602 鸡蛋1板\n放门口就好\n谢谢谢谢\n2. S1-603 大米1袋"
    assert told_of(text, LETTERS)[1:] == ["S1-1-602 egg=1", "S1-1-603 rice=1"]


def test_lines_that_order_something_are_no_head_though_no_address_is_understood():
    """Nobody who ordered is passed over in silence."""
    said = ["阿静家 鸡蛋1板", "朝北第三家 大米1袋", "老于 苹果3斤", "二胡大爷 鸡蛋2板"]
    read = entries_of("\n".join(["大家报一下\n鸡蛋28/板 大米58/袋 苹果6/斤", *said]), LETTERS, 4)
    assert all(entry.startswith("? ") for entry in read)
    rules = "鸡蛋28/板 大米58/袋\n每户限鸡蛋2板\n满3袋大米送到门口\nS1-602 鸡蛋1板"
    assert told_of(rules, LETTERS)[1:] == ["- header", "- header", "S1-1-602 egg=1"]


def test_a_table_whose_headings_stand_above_the_menu():
    head = "填表接龙　号码|室号|称呼|代码x件数\nS1 可乐 55　S2 啤酒 68　S3 鲜牛奶 18/瓶"
    said = [
        "86|304|小葵|S1x2,S3x1",
        "77弄18|602|芸芸|S2x1|已付68",
        "80|1703|七七|S1、S2各1",
        "86|304|小葵|啤酒1",
        "87|1103||S3x2",
    ]
    text = "\n".join([head, "示例 77弄1|101|张三|S1x1", *said])
    assert entries_of(text, LANED, 5) == [
        "900-86-304 cola=2,milk=1",
        "77-18-602 beer=1 paid",
        "900-80-1703 cola=1,beer=1",
        "900-86-304 beer=1",
        "900-87-1103 milk=2",
    ]


def test_letters_of_a_menu_behind_a_long_dash():
    head = "A——蔬菜15样 98\nB——肉鸡 128\nC——水果5样 88\nD——日化礼包 66"
    rows = ["（1）900弄85-1702 唐先生 A1 C1", "（2）900弄86-1205 B2D1"]
    assert entries_of("\n".join([head, *rows]), LANED, 2) == [
        "900-85-1702 pack_a=1,pack_c=1",
        "900-86-1205 pack_b=2,daily=1",
    ]


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("【S1-602】（7仔）1×2", "S1-1-602 rice=2"),
        ("【S1-602】（糖糖）1×2", "S1-1-602 rice=2"),
        ("【S1-602】（酱油）2", "S1-1-602 soy=2"),
        ("【S1-602】（已付）1×2", "S1-1-602 rice=2 paid"),
    ],
)
def test_who_stands_in_round_brackets(said, read):
    head = "编号：1大米58元/袋 2菜籽油78元/桶 3酱油12元/瓶"
    assert entries_of(f"{head}\n{said}\n【S1-603】（老顾）3×1", LETTERS, 2)[0][: len(read)] == read


@pytest.mark.parametrize(
    ("head", "said", "read"),
    [
        ("A包=蔬菜包 35元\nB包=鸡蛋蔬菜包 50元", "S1-602 吴姨 A包2份", "S1-1-602 veg=2"),
        ("A包=蔬菜包 35元\nB包=鸡蛋蔬菜包 50元", "S1-602A包1B包1", "S1-1-602 veg=1,eggveg=1"),
        ("团鸡蛋，28元一板，一板30枚，这次没有整箱的", "S1-602 +1", "S1-1-602 egg=1"),
        ("报名团鸡蛋，28一板", "S1-602 5板，值班的医生护士分", "S1-1-602 egg=5"),
        ("鸡蛋28/板 大米58/袋", "S1-602 大米1袋，家里五口人不够分", "S1-1-602 rice=1"),
    ],
)
def test_menus_and_what_stands_beside_them(head, said, read):
    assert entries_of(f"{head}\n1. {said}", LETTERS, 1)[0][: len(read)] == read


def test_the_house_of_who_collects_where_only_that_is_served():
    head = "92号楼组长吴阿姨代收，只收本楼的\n鸡蛋35/板 可乐55/箱"
    read = entries_of(f"{head}\n1. 1204 鸡蛋1板\n2. 1801室 可乐2箱", LANED, 2)
    assert read == ["900-92-1204 egg=1", "900-92-1801 cola=2"]


def test_letters_of_a_menu_in_one_line():
    head = "A 蔬菜15样98，B 肉鸡128，C 水果5样88"
    assert entries_of(f"{head}\n① 900弄85-1702 A2B1", LANED, 1) == [
        "900-85-1702 pack_a=2,pack_b=1"
    ]
