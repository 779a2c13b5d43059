"""R48: sizes of an export come to the list's own units, or the order is asked about."""

from decimal import Decimal

import pytest

from baogong.readers.exports.goods import Good, GoodsTable
from baogong.readers.exports.packs import units_in
from tests.readers.export_files import in_short, read


@pytest.mark.parametrize(
    ("spec", "unit", "pack", "units"),
    [
        ("5斤/份", "斤", "", 5),
        ("1kg", "斤", "", 2),
        ("500g", "斤", "", 1),
        ("300g", "斤", "", Decimal("0.6")),
        ("330g", "斤", "", None),
        ("500ml*2瓶", "瓶", "500ml/瓶", 2),
        ("10卷*2提", "提", "10卷/提", 2),
        ("60枚(2板)", "板", "30枚/板", 2),
        ("45枚", "板", "30枚/板", None),
        ("24盒", "箱", "250ml*24盒/箱", 1),
        ("10枚/盒", "枚", "散装", 10),
        ("2袋", "袋", "5kg/袋", 2),
        ("散养 30枚", "板", "30枚/板", None),
        ("5斤+3斤", "斤", "", None),
        ("约10斤", "份", "约10斤 8个品种", None),
        ("大份", "份", "", None),
    ],
)
def test_a_size_comes_to_whole_units_or_to_none(spec, unit, pack, units):
    assert units_in(spec, unit=unit, pack=pack) == units


HEAD = ["序号", "商品", "规格", "数量", "单价", "金额", "房号"]


def one(good, spec="", count=1, price="", total="", **more):
    return in_short(read([HEAD, [1, good, spec, count, price, total, "M5-602"]], **more))["1"]


@pytest.mark.parametrize(
    ("good", "spec", "count", "expected"),
    [
        ("西红柿", "3斤/份", 2, "6 TOM"),
        ("精选西红柿 2斤", "", 1, "2 TOM"),
        ("时令蔬果", "番茄 2斤", 3, "6 TOM"),
        ("鲜鸡蛋", "60枚(2板)", 1, "2 EGG"),
        ("鸡蛋", "", "30枚", "1 EGG"),
        ("纯牛奶", "", "32盒", "2 MILK"),
        ("卷纸", "12卷*2提", 1, "2 PAPER"),
    ],
)
def test_what_one_of_an_export_holds_is_counted_in_the_lists_units(good, spec, count, expected):
    assert one(good, spec, count) == f"M5-1-602 {expected}"


@pytest.mark.parametrize(
    ("good", "spec", "count"),
    [
        ("番茄", "", "5个"),  # how heavy are they?
        ("鸡蛋", "360枚", 1),  # 整箱鸡蛋 has that
        ("大米", "10kg/袋", 1),  # a bag of another size
        ("番茄", "大份", 1),
        ("卷纸", "", "18卷"),
        ("卷纸", "", "60盒"),
        ("纯牛奶", "", "480盒"),
    ],
)
def test_what_does_not_come_to_the_lists_units_is_asked_about(good, spec, count):
    assert one(good, spec, count).startswith("?")


def test_prices_are_of_what_the_export_counts():
    assert one("番茄", "3斤/份", 2, 15, 30) == "M5-1-602 6 TOM"


def test_the_table_of_a_questionnaire_and_its_last_question():
    found = read(
        [
            ["序号", "1、您的称呼", "2、家庭住址", "3、请填写您需要的数量—鸡蛋(30枚/板) 33元",
             "3、请填写您需要的数量—大米(5kg/袋) 42元", "4、其他说明（送货时间等）"],
            [1, "乔", "M5-602，左手第二家", "两板", "(空)", "谢谢"],
            [2, "岑", "M5-601", "0", 1, "大米能换成面粉吗，不能换就不要了"],
        ]
    )  # fmt: skip
    assert in_short(found) == {"1": "M5-1-602 2 EGG", "2": "? remark"}


@pytest.mark.parametrize(
    "address",
    [
        "M5-602，出电梯左转",
        "M5栋602室（红色门）",
        "M5-602 靠近南门",
        "M5-602，到楼下打电话",
        "M5-602(电梯密码2580#)",
        "M5栋六零二，左手第二家",
        "M5-602 李先生收",
        "我住M5-602",
        "住址：M5 - 602，放1楼大厅也行",
    ],
)
def test_words_that_say_how_to_find_a_door_are_no_part_of_it(address):
    assert in_short(read([[*HEAD[:6], "地址"], [1, "大米", "", 1, "", "", address]]))["1"] == (
        "M5-1-602 1 RICE"
    )


@pytest.mark.parametrize(
    "address", ["M5-602隔壁", "M5-602，转交601", "M5-602（改601）", "M5-602楼上"]
)
def test_words_that_may_mean_another_door_are_asked_about(address):
    found = in_short(read([[*HEAD[:6], "地址"], [1, "大米", "", 1, "", "", address]]))["1"]
    assert found.startswith("?")


def test_columns_of_a_door_may_hold_words_too():
    found = read(
        [
            ["序号", "楼号", "单元", "房号", "大米"],
            [1, "M5#号楼", "无单元", "602(东户)", 1],
            [2, "M1", "2单元", "301，敲门轻点", 2],
            [3, "M1", "2单元", "301隔壁", 2],
        ]
    )
    assert in_short(found) == {
        "1": "M5-1-602 1 RICE",
        "2": "M1-2-301 2 RICE",
        "3": "? unreadable",
    }


def test_the_only_estate_that_a_list_names_is_another_one():
    rows = [[n, "M5栋", 601, 1] for n in range(2, 9)]
    found = read([["序号", "楼号", "房号", "大米"], [1, "世纪花园M5栋", 602, 1], *rows])
    assert in_short(found)["1"] == "? other_estate"


MARKET = GoodsTable(
    [
        Good("BELLY", "五花肉", "斤", "", ("带皮五花", "五花"), 2900, by_weight=True),
        Good("PORK", "猪肉", "斤", "", ("前腿肉",), 2600, by_weight=True),
        Good("APPLE", "苹果", "斤", "", ("红富士",), 600, by_weight=True),
        Good("EGG", "鸡蛋", "板", "30枚/板", (), 3200),
        Good("GEGG", "草鸡蛋", "枚", "散装 10枚起", ("土鸡蛋",), 180),
        Good("SET", "B套餐", "份", "猪肉2斤+鸡1只+鸡蛋20枚", ("B包",), 12800),
        Good("VEG", "蔬菜包", "份", "约12斤", (), 3500),
    ]
)


@pytest.mark.parametrize(("good", "spec", "count", "price", "expected"), [
    ("红富士苹果", "1斤", 2, "", "M5-1-602 2 APPLE"),
    ("带皮五花肉", "500g", 3, "", "M5-1-602 3 BELLY"),
    ("猪肉（前腿肉）", "1斤", 2, "", "M5-1-602 2 PORK"),
    ("红富士苹果", "大果", 2, "", "? unknown_good"),
    ("红富士苹果汁", "1斤", 2, "", "? unknown_good"),
    ("五花肉前腿肉", "1斤", 2, "", "? unknown_good"),  # two goods
    ("黑猪五花肉", "1斤", 2, "", "? unknown_good"),
    ("集采组合包", "35元蔬菜包", 2, "35", "M5-1-602 2 VEG"),
    ("集采组合包", "45元蔬菜包", 2, "45", "? unknown_good"),
    ("套餐任选", "B套餐 肉蛋鸡", 1, "128", "M5-1-602 1 SET"),
    ("套餐任选", "B套餐 肉蛋鸡", 1, "138", "? unknown_good"),
    ("套餐任选", "B套餐 肉蛋鱼", 1, "128", "? unknown_good"),
    ("散养草鸡蛋", "枚，10枚起", 30, "1.8", "M5-1-602 30 GEGG"),
    ("散养草鸡蛋", "枚，10枚起", 20, "2", "? unknown_good"),
    ("鸡蛋", "枚，10枚起", 10, "1.1", "? unknown_good"),  # one of 30 in a 板
    ("鸡蛋", "枚", 10, "1.1", "? unknown_good"),
    ("鸡蛋", "2板起", 2, "32", "M5-1-602 2 EGG"),
    ("蔬菜包", "", 30, "35", "? many"),
])  # fmt: skip
def test_a_name_or_a_specification_may_say_twice_what_one_is(good, spec, count, price, expected):
    assert one(good, spec, count, price, goods=MARKET) == expected
