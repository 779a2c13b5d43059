"""R42: how a chain is laid out: its numbers, sections, tables, forms, and who runs it."""

import pytest

from .estates import LANED
from .reading import told_of

HEAD = "今日到货\n鸡蛋28/板 牛奶52/箱 土豆2.6/斤\n"
ENTRIES = ("3-501 周姐 鸡蛋1板", "5-602 老丁 牛奶1箱", "9-301 土豆3斤 已付", "小袁 11-402 鸡蛋2板")
READ = ["3-1-501 egg=1", "5-1-602 milk=1", "9-1-301 pot=3 paid", "11-1-402 egg=2"]


@pytest.mark.parametrize(
    "number",
    [
        *(
            "第{}单 ",
            "第{}家：",
            "{}号：",
            "{}楼：",
            "{}。",
            "{}#",
            "{}/",
            "〈{}〉",
            "→{} ",
            "*{}. ",
        ),
        *("接龙{}：", "序号{} ", "{}=", "{}——", "{}|", "- ", "• "),
    ],
)
def test_numbers_are_known_by_going_up(number):
    lines = (number.format(n) + entry for n, entry in enumerate(ENTRIES, start=1))
    assert told_of(HEAD + "\n".join(lines))[2:] == READ


def test_buildings_that_go_up_are_no_numbers():
    text = HEAD + "2#1-501 鸡蛋1板\n3#1-501 鸡蛋1板\n4#1-501 鸡蛋1板"
    assert told_of(text)[2:] == ["2-1-501 egg=1", "3-1-501 egg=1", "4-1-501 egg=1"]


def test_a_section_names_the_building_of_its_rooms():
    text = "【3号楼】\n501 鸡蛋1板\n周姐 602 牛奶1箱\n——5号楼——\n501 土豆5斤\n9-301 鸡蛋1板"
    read = ["3-1-501 egg=1", "3-1-602 milk=1", "- chatter", "5-1-501 pot=5", "9-1-301 egg=1"]
    assert told_of(HEAD + text)[3:] == read


def test_numbers_that_begin_anew_in_each_section_are_no_copy():
    text = "3栋：\n1. 501 鸡蛋1板\n2. 602 牛奶1箱\n5栋：\n1. 501 土豆5斤"
    read = ["3-1-501 egg=1", "3-1-602 milk=1", "- chatter", "5-1-501 pot=5"]
    assert told_of(HEAD + text)[3:] == read


def test_what_may_be_an_entrance_of_the_section_or_a_building_is_asked_about():
    text = "3栋\n1. 501 鸡蛋1板\n4栋\n2. 1-502 鸡蛋1板\n3. 501 鸡蛋1板"
    assert told_of(HEAD + text)[-2:] == ["? number_or_door", "? ambiguous_door"]


def test_rows_with_bars_are_entries():
    text = "序号|房号|姓名|品种\n|1|3-501|周姐|鸡蛋1板|\n|2|5-602|丁|牛奶1箱 土豆2斤|"
    assert told_of(HEAD + text)[3:] == ["3-1-501 egg=1", "5-1-602 milk=1,pot=2"]


def test_a_table_has_a_column_for_each_good():
    text = "序号 房号 姓名 鸡蛋 牛奶 合计 备注\n1 3-501 周姐 1 2 132\n2 5-602 丁 0 1 52 已付"
    assert told_of(HEAD + text)[3:] == ["3-1-501 egg=1,milk=2", "5-1-602 milk=1 paid"]


@pytest.mark.parametrize(
    "row", ["1 3-501 1", "1 3-501 1 2 3", "1 3-501 0 0", "1 3-501 一 二", "1 3-501 1 2 90"]
)
def test_a_row_that_does_not_fit_its_columns_is_asked_about(row):
    assert told_of(f"{HEAD}序号 房号 鸡蛋 牛奶\n{row}")[-1].startswith("?")


def test_a_column_that_nobody_knows_spoils_the_table():
    assert told_of(f"{HEAD}序号 房号 鸡蛋 榴莲\n1 3-501 1 2")[-1].startswith("?")


@pytest.mark.parametrize(
    "form",
    [
        "楼号：3 单元：1 房号：501 姓名：周 鸡蛋：1板",
        "楼栋：3号楼，室号：501，鸡蛋1板",
        "姓名：周岚；楼号：3栋；房间号：501；需要：鸡蛋1板",
    ],
)
def test_a_form_names_a_door_in_parts(form):
    assert told_of(f"{HEAD}1. {form}")[-1] == "3-1-501 egg=1"


def test_the_labels_of_a_form_may_stand_ahead_of_bare_values():
    form = "复制填写\n弄： 号： 室： 称呼： 要什么：\n\n"
    entries = [
        "1、弄：77 号：12 室：301 称呼：汪 要什么：吐司2条",
        "2、弄：77\n号：12\n室：302\n称呼：黄阿姨\n要什么：吐司1条",
        "3、弄：77 号：12 室：3O3 称呼： 要什么：吐司1",
        "4、弄：77 号：12 室：401、402 要什么：各吐司1条",
    ]
    read = told_of(f"吐司18/条\n{form}" + "\n".join(entries), LANED)
    assert [line for line in read if line[0] not in "-"] == [
        "77-12-301 toast=2",
        "77-12-302 toast=1",
        "77-12-303 toast=1",
        "77-12-401 toast=1; 77-12-402 toast=1",
    ]


def test_a_label_behind_a_number_is_no_form():
    told = told_of(f"{HEAD}1. 3号：501 5号：602 各鸡蛋1板")
    assert told[-1] == "3-1-501 egg=1; 5-1-602 egg=1"


def test_codes_in_circles_go_on_line_by_line():
    menu = "①鸡蛋28元/板 ②牛奶52元/箱 ③土豆2.6元/斤\n"
    text = "1. 3-501\n①2板\n③3斤\n2. 5-602\n周 13900001111\n②1箱 ③5斤\n3. 9-301 ①1"
    assert told_of(menu + text)[-3:] == [
        "3-1-501 egg=2,pot=3",
        "5-1-602 milk=1,pot=5",
        "9-1-301 egg=1",
    ]


def test_whom_the_head_names_speaks_to_all():
    text = "老马家明早进货\n鸡蛋28/板 牛奶52/箱\n1. 3-501 鸡蛋1板\n老马：差不多了 后面的赶紧\n"
    read = told_of(text + "2. 5-602 牛奶1箱\n老马：鸡蛋已经到货了 牛奶要等明天")
    assert read[2:] == ["3-1-501 egg=1", "- chatter", "5-1-602 milk=1", "- chatter"]


def test_an_example_may_stand_behind_the_rule_that_it_shows():
    text = "房号＋品名数量，例：3-501 鸡蛋1 牛奶2\n3-501 鸡蛋1板"
    assert told_of(HEAD + text)[2:] == ["- example", "3-1-501 egg=1"]


def test_a_place_that_is_spoken_to_is_no_door():
    text = "1. 3-501 鸡蛋1板\n老周：@居委会小于 鸡蛋还是要三板吧"
    assert told_of(HEAD + text)[-1].startswith(("?", "-"))


@pytest.mark.parametrize(
    "ends", ["抢完了 截团 明早十点下来拿", "不要再复制了 往下写", "收摊！明晚见"]
)
def test_talk_behind_the_last_entry_is_not_part_of_it(ends):
    text = f"{HEAD}1. 3-501 鸡蛋1板\n2. 5-602 牛奶1箱\n{ends}"
    assert told_of(text)[2:4] == ["3-1-501 egg=1", "5-1-602 milk=1"]


def test_who_speaks_may_be_called_by_a_numeral():
    text = f"{HEAD}丁五：3-501 鸡蛋1板\n袁四：5-602 牛奶1箱\n老周：9-301 跟上面丁五一样"
    assert told_of(text)[2:] == ["3-1-501 egg=1", "5-1-602 milk=1", "9-1-301 egg=1"]


@pytest.mark.parametrize("lead", ["比如：", "示范：", "例："])
def test_an_example_speaks_for_nobody(lead):
    text = f"{HEAD}{lead}3-101 鸡蛋1板\n丁五：3-501 鸡蛋1板"
    assert told_of(text)[2:] == ["- example", "3-1-501 egg=1"]


@pytest.mark.parametrize(
    ("asked", "mark", "read"),
    [
        ("付完款在后面扣p", "p", "3-1-501 egg=1 paid"),
        ("转账后请备注 OK2", "p", "? unknown_good"),
        ("付了的后面打个zf", "zf", "3-1-501 egg=1 paid"),
        ("付完款在后面扣p", "已p", "3-1-501 egg=1 paid"),
        ("付完款在后面扣p", "没p", "3-1-501 egg=1 unpaid"),
        ("付完款在群里说一声", "p", "? unknown_good"),
    ],
)
def test_the_mark_of_who_has_paid_is_what_the_head_asks_for(asked, mark, read):
    assert told_of(f"{asked}\n{HEAD}1. 3-501 鸡蛋1板 {mark}")[-1] == read


def test_who_runs_the_chain_may_be_spoken_to():
    text = f"志愿者小袁登记\n{HEAD}1. 3-501 小袁辛苦 鸡蛋1板"
    assert told_of(text)[-1] == "3-1-501 egg=1"


MENU = "鸡蛋28/板 牛奶52/箱 土豆2.6/斤\n"


@pytest.mark.parametrize(
    "ahead",
    [
        "团购须知：\n1、不退不换\n2、3栋自提\n3、付款后备注房号\n",
        "负责人3-101小林，电话13900001111\n",
        "请把钱转给3-101小林\n",
        "物资放3-101门口，自取\n",
    ],
)
def test_the_head_lasts_until_its_menu(ahead):
    text = f"{ahead}{MENU}1. 3-501 鸡蛋1板\n2. 5-602 酸奶1箱"
    assert told_of(text)[-2:] == ["3-1-501 egg=1", "? off_menu"]


def test_entries_by_code_are_no_head_of_a_later_copy():
    menu = "#接龙\n团长小林\nA鸡蛋28/板 B牛奶52/箱\n"
    text = f"{menu}1. 周姐 9-301 B\n2. 5-602 B2\n{menu}1. 周姐 9-301 B\n2. 5-602 B2\n3. 9-401 A1"
    assert told_of(text)[3:5] == ["9-1-301 milk=1", "5-1-602 milk=2"]
    assert told_of(text)[-1] == "9-1-401 egg=1"


def test_a_price_among_the_orders_ends_no_head():
    text = "1. 3-501 鸡蛋1板\n2. 5-602 牛奶1箱\n价格：鸡蛋28/板 牛奶52/箱\n3. 9-301 鸡蛋1板"
    read = told_of(text)
    assert (read[0], read[1], read[3]) == ("3-1-501 egg=1", "5-1-602 milk=1", "9-1-301 egg=1")
