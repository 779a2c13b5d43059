"""R42: where an entry begins and ends in pasted text, and what is none."""

import pytest

from .estates import GARDEN
from .reading import read, told, told_of

HEAD = "#接龙\n蔬菜包35元 鸡蛋28元/板 土豆2.6元/斤\n"


def entries(text):
    return [(line.no, told(line)) for line in read(text).lines if line.status != "ignored"]


@pytest.mark.parametrize(
    ("number", "no"),
    [
        ("① ", "1"),
        ("⑶ ", "3"),
        ("４．", "4"),
        ("No.5 ", "5"),
        ("№6 ", "6"),
        ("7) ", "7"),
        ("（8）", "8"),
        ("9、", "9"),
        ("#13 ", "13"),
        ("第14位 ", "14"),
        ("1 ", "1"),
        ("1- ", "1"),
        ("1 - ", "1"),
        ("1：", "1"),
        ("1,", "1"),
        ("【1】", "1"),
    ],
)
def test_numbers_come_in_many_shapes(number, no):
    assert entries(f"{HEAD}{number}11-602 蔬菜包1") == [(no, "11-1-602 veg=1")]


def test_a_number_that_may_be_a_building_is_asked():
    assert entries(HEAD + "1 2-1-602 蔬菜包1") == [("1", "2-1-602 veg=1")]
    assert entries(HEAD + "1.101 蔬菜包1") == [("1", "? no_door")]
    assert entries(HEAD + "1 11-602 蔬菜包1\n2 2-602 蔬菜包1")[1][1].startswith("?")


def test_an_order_without_a_door_before_all_others_is_no_head():
    assert entries(HEAD + "我要2份蔬菜包\n11-602 鸡蛋1") == [
        ("", "? no_door"),
        ("", "11-1-602 egg=1"),
    ]


def test_wrapped_lines_belong_to_their_entry():
    text = HEAD + (
        "1. 11-602\n张阿姨\n13900001234\n蔬菜包1份\n鸡蛋1板\n"
        "2. 收货人：李四\n电话：13900001235\n地址：11栋1单元603\n商品：蔬菜包 2份\n备注：放门口\n"
        "3. 11-604 蔬菜包1 鸡蛋1\n送到楼下保安亭就行\n下午3点后我去拿"
    )
    assert entries(text) == [
        ("1", "11-1-602 veg=1,egg=1"),
        ("2", "11-1-603 veg=2"),
        ("3", "11-1-604 veg=1,egg=1"),
    ]
    assert read(text).lines[2].raw == "1. 11-602\n张阿姨\n13900001234\n蔬菜包1份\n鸡蛋1板"


def test_what_follows_an_entry_and_changes_it_is_not_left_out():
    assert entries(HEAD + "1. 11-602 蔬菜包1\n不要了") == [("1", "? no_order_to_change")]
    assert entries(HEAD + "1. 11-602 蔬菜包1\n改成2份")[0][1].startswith("?")


def test_an_order_without_a_door_between_entries_is_asked():
    assert entries(HEAD + "1. 11-602 蔬菜包1\n也要一份蔬菜包\n2. 11-603 鸡蛋1") == [
        ("1", "11-1-602 veg=1"),
        ("", "? no_door"),
        ("2", "11-1-603 egg=1"),
    ]


def test_chatter_between_entries_is_passed_over():
    text = HEAD + "1. 11-602 蔬菜包1\n还能加吗\n团长辛苦了🌹\n以上已统计\n2. 11-603 鸡蛋1"
    assert told_of(text)[2:] == [
        "11-1-602 veg=1",
        "- chatter",
        "- chatter",
        "- chatter",
        "11-1-603 egg=1",
    ]


def test_entries_need_no_number():
    assert entries("11-602 蔬菜包1\r\n11-603 蔬菜包2\r\n") == [
        ("", "11-1-602 veg=1"),
        ("", "11-1-603 veg=2"),
    ]


LOG = """张三 2022/4/12 19:02:33
#接龙
蔬菜包35元 鸡蛋28元/板
1. 11-602 蔬菜包1
李四(123456) 19:03:10
11-603 蔬菜包2
王五 19:04
蔬菜包2份
2022-04-12 19:05:01 赵六(10001)
11-701
蔬菜包1
鸡蛋2
张三: 11-702 蔬菜包1
[19:08] 李四: 11-703 蔬菜包1
11-704 孙七 2022年4月12日 19:10
鸡蛋2板
———— 2022-04-12 ————
收到
[图片]
"""


def test_log_stamps_are_not_entries_and_a_sender_s_name_is_no_door():
    assert [text for _, text in entries(LOG)] == [
        "11-1-602 veg=1",
        "11-1-603 veg=2",
        "? no_door",
        "11-1-701 veg=1,egg=2",
        "11-1-702 veg=1",
        "11-1-703 veg=1",
        "? no_door",
    ]


CHAT = """蔬菜包35元 鸡蛋28元/板
卖菜西施: 11-602 蔬菜包1
土豆泥(楼长)：11-603 鸡蛋1板
啃鸡蛋的猫: 11-701 鸡蛋2板
夜猫子：给我也来一份蔬菜包
"大白兔" 撤回了一条消息
更正：改成鸡蛋3板
"""


def test_who_speaks_before_a_colon_is_no_part_of_the_order_and_ends_the_one_above():
    assert [text for _, text in entries(CHAT)] == [
        "11-1-602 veg=1",
        "11-1-603 egg=1",
        "11-1-701 egg=2",
        "? no_door",
        "? no_door",
    ]


def test_one_name_before_a_colon_makes_no_chat():
    chain = "鸡蛋28元/板\n11-602 鸡蛋1板\n夜猫子: 改成2板\n"
    assert [text[0] for _, text in entries(chain)] == ["?"]


def test_a_line_of_a_date_alone_ends_a_list():
    chain = "鸡蛋28元/板\n1. 11-602 鸡蛋1板\n制单日期：2022年4月12日\n"
    assert entries(chain) == [("1", "11-1-602 egg=1")]


RULES = """楼下邻居们 周三团菜
规则：
1、今晚8点截单
2、满30份开团
3、送到单元门口

蔬菜包 35元/份
鸡蛋 28元/板

例如：1. 11-101 张三 蔬菜包1

1、11-602 蔬菜包1
2、11-603 鸡蛋1
"""


def test_rules_menu_and_examples_are_the_head():
    assert told_of(RULES) == [
        *["- header"] * 5,
        *["- menu"] * 2,
        "- example",
        "11-1-602 veg=1",
        "11-1-603 egg=1",
    ]


def test_a_head_names_the_building_that_entries_leave_out():
    text = (
        "【11栋】今日接龙（自提点：物业服务中心）\n🥬蔬菜包——35元\n1.602 蔬菜包1\n2.9-602 蔬菜包1"
    )
    assert [text for _, text in entries(text)] == ["11-1-602 veg=1", "? outside_door"]


def test_a_head_s_range_of_buildings_is_kept_to():
    head = "#接龙\n1-8号楼的邻居 蔬菜包35元\n"
    assert entries(head + "1. 7-602 蔬菜包1") == [("1", "7-1-602 veg=1")]
    assert entries(head + "1. 11-602 蔬菜包1") == [("1", "? outside_door")]


def test_a_pick_up_point_in_the_head_narrows_nothing():
    head = "#接龙\n蔬菜包35元 9栋楼下自提\n"
    assert entries(head + "1. 11-602 蔬菜包1") == [("1", "11-1-602 veg=1")]


@pytest.mark.parametrize("home", ["9栋", "9-1-602", "9号楼"])
def test_where_the_organiser_lives_narrows_nothing(home):
    head = f"#接龙 团长小米（{home}）\n蔬菜包35元\n"
    assert entries(head + "1. 11-602 蔬菜包1") == [("1", "11-1-602 veg=1")]


def test_whom_the_organiser_serves_is_kept_to():
    head = "#接龙 团长小米（只送9栋）\n蔬菜包35元\n"
    assert entries(head + "1. 11-602 蔬菜包1") == [("1", "? outside_door")]


def test_no_text_at_all_is_no_entry():
    assert read("", GARDEN).lines == ()


def test_the_line_of_the_mark_may_say_what_is_sold_and_to_whom():
    head = "#接龙 12栋今天只有蔬菜包，35元一份"
    entries = "1. 12-1-602 2\n2. 12-1-603 鸡蛋1\n3. 11-602 蔬菜包1"
    orders = ["12-1-602 veg=2", "? off_menu", "? outside_door"]
    assert told_of(f"{head}\n{entries}")[1:] == orders
    later = told_of(f"{head}\n1. 12-1-602 2\n#接龙\n1. 12-1-602 2\n2. 12-1-603 1")
    assert later[-1] == "12-1-603 veg=1"


def test_the_line_of_the_mark_may_call_for_helpers():
    [_, helper] = read("#接龙 志愿者报名\n1. 张三 11栋 可以搬运").lines
    assert (helper.kind, helper.status) == ("signup", "ready")


def test_a_first_entry_of_a_door_and_money_is_no_rule():
    told_first = told_of("#接龙\n蔬菜包35元\n1. 11-602 已付35元\n2. 11-603 1")[2:]
    assert told_first == ["? no_goods", "11-1-603 veg=1"]
    example = "例1. 11-602 35元"
    assert told_of(f"#接龙\n蔬菜包35元\n{example}\n1. 11-603 1")[2:] == [
        "- example",
        "11-1-603 veg=1",
    ]


@pytest.mark.parametrize(
    "lead", ["示范：", "照这个样子写：", "请大家按以下格式接：", "这样接👉", "参照 ", "样式 "]
)
def test_an_example_is_known_by_its_lead(lead):
    text = f"#接龙\n蔬菜包35元\n{lead}11-602 蔬菜包1\n1. 11-603 蔬菜包2"
    assert told_of(text)[2:] == ["- example", "11-1-603 veg=2"]


def test_an_entry_without_a_number_ahead_of_number_1_may_be_an_example():
    head = "#接龙\n蔬菜包35元\n"
    entries = "小丁 11-602 蔬菜包1\n1. 11-603 蔬菜包2\n2. 11-604 蔬菜包1"
    assert told_of(head + entries)[2:] == [
        "? maybe_example",
        "11-1-603 veg=2",
        "11-1-604 veg=1",
    ]
    unnumbered = "小丁 11-602 蔬菜包1\n11-603 蔬菜包2"
    assert told_of(head + unnumbered)[2:] == ["11-1-602 veg=1", "11-1-603 veg=2"]


def test_a_door_below_a_question_is_an_entry_of_its_own():
    text = HEAD + "1. 11-602 蔬菜包1\n2. 蔬菜包新鲜吗？\n11-603 补一份蔬菜包"
    assert told_of(text)[2:] == ["11-1-602 veg=1", "- chatter", "11-1-603 veg=1"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("鸡蛋1板\n对门302洪老师 土豆2斤", "3-1-301 egg=1; 3-1-302 pot=2"),
        ("鸡蛋1板\n楼上401 鸡蛋2板", "3-1-301 egg=1; 3-1-401 egg=2"),
        ("鸡蛋1板\n楼下 鸡蛋2板", "? neighbour_unclear"),
    ],
)
def test_a_neighbours_order_on_its_own_line_belongs_to_the_numbered_entry(lines, expected):
    assert entries(f"{HEAD}1. 3-301 {lines}\n2. 3-501 鸡蛋1板") == [
        ("1", expected),
        ("2", "3-1-501 egg=1"),
    ]


def test_what_others_say_between_entries_belongs_to_none():
    text = HEAD + (
        "1. 11-602 蔬菜包1\n6栋的还没统计完 晚点补\n"
        "2. 11-603 土豆2斤\n老陶 土豆是洗好的吧\n"
        "3. 11-604 鸡蛋1\n要新鲜点的\n12栋的不要了\n"
    )
    assert entries(text) == [
        ("1", "11-1-602 veg=1"),
        ("2", "11-1-603 pot=2"),
        ("3", "11-1-604 egg=1"),
        ("", "? no_door"),
    ]
