"""R48: what forms that take money, shops' tools and lists by building write in their own ways."""

import pytest

from baogong.readers.addresses import Door, DoorTable
from tests.readers.export_files import LANES, book, in_short, read
from tests.readers.roster_files import door, empty_book, rooms, saved, sheet

WHO = {"序号": "1", "姓名": "柏木", "手机": "13900000107"}


def only(cells, **more):
    rows = [list(cells), [str(cell) for cell in cells.values()]]
    [text] = in_short(read(rows, **more)).values()
    return text


def test_a_form_may_ask_for_the_parts_of_a_door_one_by_one_and_price_what_was_chosen():
    goods = "卷纸12卷/提：2件（单价：26.00元）\n番茄：1件（单价：5.00元）"
    cells = {**WHO, "您住几弄": "310弄", "几号": "6号", "室号": "302", "选购商品": goods,
             "总价": "57.00", "支付状态": "支付成功"}  # fmt: skip
    assert only(cells, doors=LANES) == "310-6-302 2 PAPER 1 TOM"
    unpaid = {**cells, "序号": "2", "支付状态": "未支付"}
    found = in_short(read([list(cells), list(cells.values()), list(unpaid.values())], doors=LANES))
    assert found["2"] == "? unpaid"


@pytest.mark.parametrize(("goods", "count", "read_as"), [
    ("菜籽油5L×2;大米5kg×1", 3, "M1-1-301 2 OIL 1 RICE"),
    ("鲜鸡蛋30枚×2;卷纸12卷×1", 3, "M1-1-301 2 EGG 1 PAPER"),
    ("菜籽油5L×2;大米5kg×1", 2, "? unknown_good"),  # as many as there are packs?
    ("大米5kg×2", 2, "? unknown_good"),
])  # fmt: skip
def test_a_number_behind_a_size_counts_where_all_of_them_come_to_what_is_told(
    goods, count, read_as
):
    cells = {"订单号": "1", "商品信息": goods, "商品件数": count, "收货地址": "M1-1-301"}
    assert only(cells).startswith(read_as)


@pytest.mark.parametrize(("price", "read_as"), [
    ("84", "M1-1-301 4 RICE"), ("42", "M1-1-301 2 RICE"), ("", "? unknown_good"),
])  # fmt: skip
def test_a_size_that_repeats_the_number_is_told_by_its_price(price, read_as):
    cells = {"订单号": "1", "商品": "大米5kg×2", "数量": 2, "单价": price, "收货地址": "M1-1-301"}
    assert only(cells) == read_as


@pytest.mark.parametrize(("told", "read_as"), [
    ("需要卷纸1提", "M1-1-301 1 PAPER"),
    ("鸡蛋两板，卷纸一提，谢谢团长！", "M1-1-301 2 EGG 1 PAPER"),
])  # fmt: skip
def test_what_is_wanted_in_words_may_be_polite(told, read_as):
    assert only({**WHO, "地址": "M1-1-301", "想买什么（品名和数量）": told}) == read_as


def test_a_cell_for_how_many_may_be_a_phrase():
    assert only({**WHO, "地址": "M1-1-301", "蔬菜包39元需要几份": "要一份"}) == "M1-1-301 1 VEG"


@pytest.mark.parametrize(("name", "spec", "price", "read_as"), [
    ("生态卷纸12卷*3提", "3提装", 78, "M1-1-301 3 PAPER"),
    ("卷纸", "原味", 26, "M1-1-301 1 PAPER"),
    ("卷纸", "茉莉味", 26, "? unknown_good"),
])  # fmt: skip
def test_a_specification_counts_own_units_or_tells_nothing(name, spec, price, read_as):
    cells = {"订单号": "1", "商品名称": name, "规格": spec, "单价": price, "数量": 1,
             "收货地址": "M1-1-301"}  # fmt: skip
    assert only(cells).startswith(read_as)


@pytest.mark.parametrize(("remark", "is_ready"), [
    ("家里有90岁老人,尽量早点送", True), ("家里人多,谢谢", True), ("鸡蛋麻烦包好别碎", True),
    ("鸡蛋别压碎了", True), ("缺货请联系我", True), ("付款已转团长", True), ("门卫室放一下", True),
    ("4/21已打包", True), ("缺货换大米", False), ("两板鸡蛋包好", False),
    ("家里人多,再来一板", False), ("已转账给团长", True), ("水重,麻烦送到楼上", True),
    ("送到楼上601", False), ("送到楼上邻居", False), ("转给团长", False), ("油重拍了", False),
    ("报名两份", False), ("署名换大米", False), ("昵称小河改退款", False), ("微信名小河", True),
    ("包好点不要鸡蛋", False), ("老人多要两", False), ("跟上一单一起送就行", True),
])  # fmt: skip
def test_what_people_add_for_whoever_carries_changes_nothing(remark, is_ready):
    cells = {"订单号": "1", "商品": "鸡蛋", "数量": 1, "收货地址": "M1-1-301", "买家备注": remark}
    assert only(cells) == ("M1-1-301 1 EGG" if is_ready else "? remark")


def test_not_paid_is_no_doubt_in_a_list_by_hand_alone():
    by_hand = {"序号": 1, "房号": "M1-1-301", "鸡蛋（板）": 1, "备注": "未付"}
    assert only(by_hand) == "M1-1-301 1 EGG"
    tool = {"订单号": "1", "商品": "鸡蛋", "数量": 1, "收货地址": "M1-1-301", "备注": "未付"}
    assert only(tool) == "? remark"


def test_a_sheet_of_a_building_names_rooms_as_its_people_do():
    doors = DoorTable(
        door("", "6", entrance, room, f"6栋{side}{room}")
        for entrance, side in (("1", "东"), ("2", "西"))
        for room in rooms(3, 2)
    )
    rows = [["6栋登记表（东单元、西单元）"], ["序号", "房号", "鸡蛋（板）"], [1, "东101", 1]]
    rows += [[2, "西302", 2], [3, "东901", 1]]
    found = {"1": "6-1-101 1 EGG", "2": "6-2-302 2 EGG", "3": "? no_such_door"}
    assert in_short(read(book(**{"6栋": rows}), doors=doors)) == found


@pytest.mark.parametrize(("goods", "read_as"), [
    ("【蔬菜包】8个品种 约10斤🥬", "M1-1-301 1 VEG"),
    ("🐷猪肉包（五花肉2斤+小排1斤）", "M1-1-301 1 MEAT"),
    ("【猪肉包】五花肉2斤+小排1斤", "M1-1-301 1 MEAT"),
    ("【猪肉包】鸡蛋1板", "? "),
])  # fmt: skip
def test_pictures_and_what_is_in_a_package_belong_to_its_name(goods, read_as):
    cells = {"订单号": "1", "商品": goods, "数量": 1, "收货地址": "M1-1-301"}
    assert only(cells).startswith(read_as)


def test_each_of_a_list_may_be_counted_by_a_sign_whatever_it_holds():
    goods = "🐷猪肉包（五花肉2斤+小排1斤） x1\n新鲜鸡蛋（30枚/板） x2"
    cells = {"订单号": "1", "商品信息": goods, "商品总件数": 3, "收货地址": "M1-1-301"}
    assert only(cells) == "M1-1-301 1 MEAT 2 EGG"


def test_a_chosen_good_may_have_its_price_in_brackets():
    goods = "番茄2斤（10元） × 2\n整箱纯牛奶（48元） × 1"
    cells = {**WHO, "地址": "M1-1-301", "选购商品": goods, "总价（元）": "68.00"}
    assert only(cells) == "M1-1-301 4 TOM 1 MILK"


def test_a_whole_box_is_one_of_what_is_sold_in_boxes():
    cells = {"订单号": "1", "商品名称": "纯牛奶整箱 250ml×16盒", "规格": "整箱", "单价": 48,
             "数量": 2, "收货地址": "M1-1-301"}  # fmt: skip
    assert only(cells) == "M1-1-301 2 MILK"


def test_headings_of_goods_may_stand_below_those_of_their_kinds():
    built = empty_book()
    page = sheet(built, "登记", ["保供登记表", ["序号", "房号", "蔬菜", "", "粮油", ""]])
    page.append(["", "", "蔬菜包39元", "番茄5元(斤)", "大米5kg 42元", "菜籽油5L 79元"])
    page.append([1, "M1-1-301", 1, 2, None, 1])
    for cells in ("A2:A3", "B2:B3", "C2:D2", "E2:F2"):
        page.merge_cells(cells)
    assert in_short(read(saved(built))) == {"1": "M1-1-301 1 VEG 2 TOM 1 OIL"}


@pytest.mark.parametrize(("heading", "cell", "read_as"), [
    ("处理状态", "未处理", "M1-1-301 1 VEG"),
    ("处理情况", "待登记", "M1-1-301 1 VEG"),
    ("处理情况", "已取消", "- cancelled"),
    ("售后状态", "待处理", "? refunding"),
    ("处理状态", "已处理", "? unclear"),
])  # fmt: skip
def test_what_the_keeper_of_a_form_has_not_dealt_with_yet_stands(heading, cell, read_as):
    cells = {**WHO, "地址": "M1-1-301", "商品": "蔬菜包", "数量": 1, heading: cell}
    assert only(cells).startswith(read_as)


@pytest.mark.parametrize(("heading", "marked", "read_as"), [
    ("团长标记", "已取消", "- cancelled"),
    ("小林看过", "已取消", "- cancelled"),
    ("小林看过", "不要了吧", "? remark"),
    ("小林看过", "谢谢团长", "M1-1-301 1 VEG"),
    ("还想要别的吗（选填）", "卷纸1提", "? remark"),
    ("还想要别的吗（选填）", "没有了", "M1-1-301 1 VEG"),
])  # fmt: skip
def test_what_stands_under_a_heading_that_nobody_knows_may_call_off_or_order(
    heading, marked, read_as
):
    rows = [
        ["序号", "房号", "蔬菜包（份）", "鸡蛋（板）", heading],
        [1, "M1-1-301", 1, "", marked],
        [2, "M1-1-302", "", 2, "谢谢团长"],
        [3, "M1-1-303", "", 2, "辛苦了"],
    ]
    assert in_short(read(rows))["1"] == read_as


def test_what_is_wanted_besides_a_package():
    cells = {**WHO, "地址": "M1-1-301", "选择套餐": "蔬菜包", "份数": 1}
    assert only({**cells, "另外加购单品（写清数量）": "卷纸1提"}) == "M1-1-301 1 PAPER 1 VEG"


def test_an_address_may_be_said_in_the_manner_of_chains():
    """A yard (号院) is a lane of the table, a wing (座) an entrance."""
    yards = [
        Door(f"{yard}-{house}-{gate}-{room}", house, gate, room, yard)
        for yard in ("2", "4")
        for house, gate in (("3", "1"), ("5", "A"), ("5", "B"))
        for room in rooms(6, 2)
    ]
    for said, code in (("4号院3-1-502", "4-3-1-502"), ("2号院5号楼B座601", "2-5-B-601")):
        cells = {**WHO, "地址": said, "商品": "蔬菜包", "数量": 1}
        assert only(cells, doors=DoorTable(yards)) == f"{code} 1 VEG"
