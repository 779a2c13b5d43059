"""R42: chains that are laid out as tables and forms, and heads that speak of one building."""

import pytest

from .estates import LANED, LETTERS, goods
from .reading import told_of

MENU_TABLE = (
    "| 序号 | 品名 | 规格 | 单价(元) |\n| 1 | 猪肉 | 斤 | 26 |\n| 2 | 鸡蛋 | 板（30枚） | 28 |"
)


def test_a_menu_that_is_a_table_has_its_numbers_and_prices():
    text = (
        f"{MENU_TABLE}\n写门牌 序号×数量\n1) S1-201 1×1.5 2×1\n2) S2-302 2×1板\n3) S5-101 大米1袋"
    )
    read = told_of(text, LETTERS)
    assert read[:3] == ["- header", "- menu", "- menu"]
    assert read[4:] == ["S1-1-201 pork=1.5,egg=1", "S2-1-302 egg=1", "? off_menu"]


def test_rows_of_a_table_of_orders_are_read_by_their_columns():
    text = (
        "鸡蛋28元/板 大米58元/袋\n序号|楼号|室号|品名|数量|备注\n1|S1|201|鸡蛋|2|已付\n"
        "2|S2|302|大米|1|\n3|S5|101|鸡蛋、大米|各1|谢谢"
    )
    read = ["S1-1-201 egg=2 paid", "S2-1-302 rice=1", "S5-1-101 egg=1,rice=1"]
    assert told_of(text, LETTERS)[2:] == read


@pytest.mark.parametrize(
    ("entry", "read"),
    [
        ("东1203/何秀兰/大米1袋、菜油1桶/3321", "N7-1-1203 rice=1,oil=1"),
        ("西402 / 韦 / 鸡蛋2 / 0816", "N7-2-402 egg=2"),
        ("东单元703 黄姨 米一袋油一桶 电话7710", "N7-1-703 rice=1,oil=1"),
        ("N7-2-903/罗建军/大米1袋/8867", "N7-2-903 rice=1"),
        ("东2304/谭/鸡蛋3板/未付/5512", "N7-1-2304 egg=3 unpaid"),
        ("1504/阿珍/大米2袋/4409", "? ambiguous_door"),
    ],
)
def test_a_form_of_one_building_ends_with_four_digits_of_a_telephone(entry, read):
    head = (
        "仅登记N7栋，东单元、西单元\n格式：单元房号/姓名/物资及数量/电话后四位\n"
        "可选：大米58元/袋、菜籽油78元/桶、鸡蛋28元/板"
    )
    chain = f"{head}\n\n东504/周/大米1袋/1180\n{entry}"
    assert told_of(chain, LETTERS)[-2:] == ["N7-1-504 rice=1", read]


def test_the_building_of_an_organiser_is_meant_where_entries_say_no_other():
    head = "N7的邻居们好，我是楼长小顾\n蔬菜包35 鸡蛋28一板"
    entries = ["东803 老何 鸡蛋1板", "西1102 蔬菜包1份", "2单元702 鸡蛋两板", "1-1504 蔬菜包1"]
    text = "\n".join([head, *(f"{n}. {entry}" for n, entry in enumerate(entries, start=1))])
    read = ["N7-1-803 egg=1", "N7-2-1102 veg=1", "N7-2-702 egg=2", "N7-1-1504 veg=1"]
    assert told_of(text, LETTERS)[2:] == read
    others = f"{head}\n1. S1-201 鸡蛋1板\n2. S2-302 蔬菜包1份\n3. N7-1-803 鸡蛋1板"
    assert told_of(others, LETTERS)[2:] == ["S1-1-201 egg=1", "S2-1-302 veg=1", "N7-1-803 egg=1"]


def test_rooms_of_a_house_that_a_head_names_need_nothing_more():
    text = "77弄12号鸡蛋团\n鸡蛋35元一板\n1. 301：2\n2. 402：1 已付\n3. 201：鸡蛋3板"
    read = ["77-12-301 egg=2", "77-12-402 egg=1 paid", "77-12-201 egg=3"]
    assert told_of(text, LANED)[2:] == read


@pytest.mark.parametrize(
    ("head", "entry", "read"),
    [
        ("L1 大米10kg 58 L2 菜籽油5L 78\nR1 酱油 12", "S1-201 L1*1 R1*2", "S1-1-201 rice=1,soy=2"),
        ("甲：大米10kg 58元\n乙：菜籽油 78元", "乙1 甲2 S1-201", "S1-1-201 oil=1,rice=2"),
        (
            "1️⃣番茄 4.5/斤 3️⃣黄瓜 5/斤\n2️⃣土豆 2.6/斤",
            "S1-201 1️⃣2斤 2️⃣3斤",
            "S1-1-201 tomato=2,potato=3",
        ),
        ("【都是3元】胡萝卜（斤）、土豆（斤）", "S1-201 胡萝卜2斤", "S1-1-201 carrot=2"),
        (
            "酱油12 大米58\n格式 门牌+品名*数量+姓名",
            "S1-201+酱油*2+大米*1+小陈",
            "S1-1-201 soy=2,rice=1",
        ),
        (
            "酱油12 大米58",
            "房号：S1-201\n姓名：邱先生\n需要：大米1袋，酱油2瓶",
            "S1-1-201 rice=1,soy=2",
        ),
    ],
)
def test_codes_and_forms_of_many_kinds(head, entry, read):
    assert told_of(f"#接龙\n今天的菜\n{head}\n\n1、{entry}", LETTERS)[-1] == read


def test_three_numbers_are_of_the_three_sets_that_a_head_names():
    head = "900弄 A套餐98元；B套餐128元；C套餐88元\n后面按 A/B/C 写三个份数，没有的写0"
    text = f"{head}\n例：86-501 0/1/0\n\n86-601 1/0/2\n88-702 0/0/1 已付"
    read = ["900-86-601 pack_a=1,pack_c=2", "900-88-702 pack_c=1 paid"]
    assert told_of(text, LANED)[-2:] == read


FRUIT = goods("""
orange,脐橙,橙子,斤,700,weight,
tomato,番茄,西红柿,斤,700,weight,
banana,香蕉,,斤,500,weight,
grape,阳光玫瑰,,串,3500,count,约1.5斤/串
set_a,A套餐,,份,9800,count,蔬菜15样
set_b,B套餐,,份,12800,count,猪肉2斤+鸡1只
""")


@pytest.mark.parametrize(
    ("menu", "entry", "read"),
    [
        ("甜橙7元，进口蕉5元（一斤的价）", "甜橙5斤 进口蕉2斤", "orange=5,banana=2"),
        ("绿提子（阳光的）35一串 香蕉5元", "绿提子1串", "grape=1"),
        ("橙汁7元 香蕉5元 番茄7元", "橙汁1瓶", None),
        ("芹菜5元 番茄7元 脐橙7元", "芹菜2斤", None),
        ("香蕉饼（香蕉做的）5元 番茄7元 脐橙7元", "香蕉饼1个", None),
        ("香蕉5元 番茄7元 脐橙7元", "香蕉番茄每样2斤", "banana=2,tomato=2"),
        (
            "套餐一：蔬菜15样，98元\n套餐二：猪肉2斤+鸡1只，128元",
            "套餐二×1、套餐一×2",
            "set_b=1,set_a=2",
        ),
        ("A 蔬菜15样 98元 / B 猪肉+鸡+番茄 128元", "B2", "set_b=2"),
        ("A=蔬菜98 B=肉蛋鸡128", "B1A1", "set_b=1,set_a=1"),
        ("香蕉5元 番茄7元 甜橙7元", "三样各1斤", "banana=1,tomato=1,orange=1"),
    ],
)
def test_what_a_menu_calls_a_good_is_told_by_its_price(menu, entry, read):
    told = told_of(f"今日\n{menu}\n1. 88-601 {entry}", (LANED[0], FRUIT))[-1]
    assert told == f"900-88-601 {read}" if read else told.startswith("?")


def test_a_cancel_of_one_good_in_few_characters_leaves_the_others():
    chain = "#接龙\n吐司18元 鲜牛奶18元\n1. 88-601 吐司2条奶2瓶\n2. 88-601 老婆说奶不要了"
    assert told_of(chain, LANED)[-1] == "? unknown_good"


@pytest.mark.parametrize(
    ("menu", "entry"),
    [
        ("A. 番茄酱 8元/瓶\nB. 香蕉5元", "A1"),
        ("香蕉5元 番茄7元 脐橙7元", "3样各1斤 番茄1斤"),
        ("花菜7元 香蕉5元", "花菜2斤"),
        ("ML 猕猴桃 12元\nXJ 香蕉 5元\nFQ 番茄 7元", "ML2 XJ1"),
    ],
)
def test_what_is_only_like_a_good_of_the_list_is_asked_about(menu, entry):
    assert told_of(f"今日\n{menu}\n1. 88-601 {entry}", (LANED[0], FRUIT))[-1].startswith("?")


@pytest.mark.parametrize(
    "entry",
    [
        "蔬菜包2份 2份吃不完",
        "鸡蛋1板，我是802",
        "鸡蛋1板 老公已经接了",
        "鸡蛋1板 已删",
        "鸡蛋1板 接错群了",
    ],
)
def test_words_that_may_undo_an_order_are_asked_about(entry):
    assert told_of(f"蔬菜包35元 鸡蛋28元/板\n1. 3-301 {entry}")[-1].startswith("?")


def test_an_entry_that_speaks_of_the_form_is_no_example():
    text = "鸡蛋28元/板\n1. 3-301 鸡蛋1板\n2. 5-402 鸡蛋2板\n3. 照格式 7-303 鸡蛋1板"
    assert told_of(text)[-1].startswith("?")


def test_a_menu_that_goes_on_between_the_entries_offers_more():
    text = (
        "鸡蛋28元/板 蔬菜包35元\n1. 3-301 鸡蛋1板\n2. 5-402 牛奶1箱\n"
        "——明天继续——\n牛奶52元/箱、土豆2.6元/斤\n3. 7-303 牛奶1箱 土豆2斤"
    )
    read = told_of(text)
    assert read[1:] == [
        *("3-1-301 egg=1", "? off_menu", "- chatter", "- menu", "7-1-303 milk=1,pot=2"),
    ]


@pytest.mark.parametrize(("entry", "read"), [
    ("77-12-301-2", "77-12-301 toast=2"),
    ("77-12-3O1-1 已付18", "77-12-301 toast=1 paid"),
    ("77-12-301-1-Wendy", "77-12-301 toast=1"),
    ("77-12-301-2、77-12-302-1(我爸妈)", "77-12-301 toast=2; 77-12-302 toast=1"),
    ("77－12－301－１", "77-12-301 toast=1"),
    ("77-12-301-1放门口", "77-12-301 toast=1"),
    ("77-12-301 3条", "77-12-301 toast=3"),
    ("77-12-301", "? no_goods"),
    ("12-301-2", "? minus"),
    ("77-12-301-200", "? no_such_door"),
])  # fmt: skip
def test_a_format_may_put_how_many_behind_the_door(entry, read):
    head = "吐司18元/条\n格式：弄-号-室-份数\n"
    assert told_of(f"{head}1. {entry}", LANED)[-1] == read


def test_without_such_a_format_no_amount_is_guessed():
    assert told_of("吐司18元/条\n1. 77-12-301-2", LANED)[-1].startswith("? ")
