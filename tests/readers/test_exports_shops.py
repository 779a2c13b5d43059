"""R48: what shops' own tools and forms write: heads with instructions, sums of parts, refunds that
are none, answers that take another's place, and remarks that tell what an address leaves out."""

import pytest

from baogong.readers.addresses import DoorTable
from tests.readers.export_files import LANES, in_short, read
from tests.readers.roster_files import door, rooms

HEAD = ["订单号", "状态", "商品", "规格", "数量", "单价", "运费", "实付", "退款金额", "收货人",
        "电话", "地址", "买家备注", "商家备注"]  # fmt: skip


def row(**cells):
    usual = {"订单号": "1", "状态": "待发货", "商品": "鸡蛋", "数量": "3", "单价": "32",
             "收货人": "柏木", "电话": "13900000107", "地址": "M1-1-301"}  # fmt: skip
    return [str({**usual, **cells}.get(heading, "")) for heading in HEAD]


def one(doors=None, **cells):
    rows = [HEAD, row(**cells)]
    [text] = in_short(read(rows, **({"doors": doors} if doors else {}))).values()
    return text


def test_heads_of_a_form_may_tell_prices_least_numbers_and_how_to_fill_them_in():
    rows = [
        ["序号", "1、您住在哪一片？", "2、您的门牌", *(f"5、要多少（不要的空着）—{good}"
         for good in ("鲜鸡蛋（32元/板，30枚）", "番茄5元/斤（写几斤）", "卷纸（26元，1提起）"))],
        ["1", "88弄（新区）", "6-301", "2", "(空)", "(空)"],
        ["2", "310弄（北区）", "6号302", "(空)", "1.5", "1"],
        ["3", "(空)", "6-302", "1", "(空)", "(空)"],
    ]  # fmt: skip
    assert in_short(read(rows, doors=LANES)) == {
        "1": "88-6-301 2 EGG",
        "2": "310-6-302 1.5 TOM 1 PAPER",
        "3": "? ambiguous_door",
    }


def test_a_list_in_one_cell_may_count_in_brackets():
    rows = [["订单号", "地址", "全部商品名称", "商品种类数", "实付"]]
    rows += [["1", "M1-1-301", "【保供】蔬菜包 8样约10斤(2件);鲜鸡蛋 30枚/板(1件)", "2", "110"]]
    rows += [["2", "M1-1-302", "【保供】蔬菜包 8样约10斤(1件)", "1", "39"]]
    rows += [["3", "M1-1-303", "卷纸 12卷/提(3件)", "1", "78"]]
    assert in_short(read(rows)) == {
        "1": "M1-1-301 2 VEG 1 EGG",
        "2": "M1-1-302 1 VEG",
        "3": "M1-1-303 3 PAPER",
    }


@pytest.mark.parametrize(("name", "spec", "price", "found"), [
    ("菜籽油", "5升/桶", "79", "OIL"),
    ("菜籽油", "2升/桶", "79", ""),
    ("大米", "整袋5kg", "42", "RICE"),
    ("猪肉包", "肉禽组合", "118", "MEAT"),
    ("猪肉包", "肉禽组合", "98", ""),
    ("猪肉包", "鲜鸡蛋组合", "118", ""),  # the name of another good
    ("云南番茄", "1斤装", "5.5", "TOM"),
    ("云南番茄", "1斤装", "9.9", ""),  # at another's price
    ("圣女番茄", "1斤装", "5.5", ""),  # a sort
    ("新鲜西红柿", "1斤", "5.8", "TOM"),
    ("蒙牛纯牛奶", "250ml*16盒", "52", "MILK"),
    ("番茄", "散称", "5.5", "TOM"),
])  # fmt: skip
def test_a_specification_tells_what_a_good_is(name, spec, price, found):
    read_as = one(商品=name, 规格=spec, 单价=price, 数量="1")
    assert read_as == (f"M1-1-301 1 {found}" if found else "? unknown_good")


@pytest.mark.parametrize("state", ["待发货 退款关闭", "已付款/售后已关闭", "待发货,售后撤销"])
def test_an_order_stands_whose_refund_was_dropped(state):
    assert one(状态=state) == "M1-1-301 3 EGG"
    assert one(状态="退款关闭") == "? unclear"


@pytest.mark.parametrize(("note", "back", "read_as"), [
    ("蛋不够分，每家限2板，退1板", "32", "M1-1-301 2 EGG"),
    ("鸡蛋到货少，已退1板32元", "32", "M1-1-301 2 EGG"),
    ("鸡蛋库存不够，退1板", "32", "M1-1-301 2 EGG"),
    ("昨天送晚了，补偿5元", "5", "M1-1-301 3 EGG"),
    ("满99免运费，运费已退", "8", "M1-1-301 3 EGG"),
    ("鸡蛋压坏1板退32", "32", "M1-1-301 2 EGG"),
    ("鸡蛋只到两板，退一板32元", "32", "M1-1-301 2 EGG"),
    ("退32元", "32", "? partly_refunded"),
    ("鸡蛋不够，退1板", "20", "? partly_refunded"),  # of another price
    ("补偿5元，大米下次补发", "5", "? partly_refunded remark"),
    ("", "10", "? partly_refunded"),
])  # fmt: skip
def test_a_refund_that_the_seller_explains_is_settled(note, back, read_as):
    paid = {"运费": "8", "实付": "104"}
    assert one(**paid, 退款金额=back, 状态="部分退款", 商家备注=note) == read_as


def test_a_row_that_went_back_for_less_than_it_cost_is_for_review():
    rows = [HEAD, row(状态="退款成功", 退款金额="10"), row(商品="卷纸", 数量="1", 单价="26")]
    assert in_short(read(rows)) == {"1": "? partly_refunded"}
    rows[1] = row(状态="退款成功", 退款金额="96")
    assert in_short(read(rows)) == {"1": "M1-1-301 1 PAPER"}


@pytest.mark.parametrize(("address", "remark", "read_as"), [
    ("M1栋1单元", "房号301", "M1-1-301 3 EGG"),
    ("M1栋1单元", "M1-1-301，前面地址填不了", "M1-1-301 3 EGG"),
    ("M1栋1单元301", "302室", "? remark"),
    ("M1栋1单元301", "M2栋", "? remark"),
    ("88弄6号", "301室", "88-6-301 3 EGG"),
    ("6号301", "我是88弄的", "88-6-301 3 EGG"),
    ("6号301", "88弄的邻居帮我拿", "? ambiguous_door remark"),
    ("6号301", "送310弄那边", "? ambiguous_door remark"),
    ("M1栋1单元", "送隔壁302", "? no_room remark"),
])  # fmt: skip
def test_a_remark_tells_what_an_address_leaves_out(address, remark, read_as):
    doors = LANES if "号" in address and "M" not in address else None
    assert one(doors, 地址=address, 买家备注=remark) == read_as


@pytest.mark.parametrize(("remark", "is_ready"), [
    ("不用开票", True), ("不要折耳根，不要香菜", True), ("水果不要香蕉", True),
    ("打13900003199这个电话，上面那个停机了", True), ("不退了，还是要的", True),
    ("给小孩吃的", True), ("分开装两袋", True), ("钱已经转了，微信名小河", True),
    ("13900003199[玫瑰]", True), ("不要蛋", False), ("不要香菜和鸡蛋", False), ("测试", False),
    ("试拍", False), ("再加1份蔬菜包", False), ("微信退款", False), ("微信没付", False),
    ("两袋", False), ("2包", False), ("13900003199[换货]", False),
])  # fmt: skip
def test_what_a_remark_wishes_changes_nothing(remark, is_ready):
    assert one(买家备注=remark) == ("M1-1-301 3 EGG" if is_ready else "? remark")


FORM = ["序号", "楼栋", "单元", "房号", "鸡蛋（板）", "大米（袋）", "备注"]


@pytest.mark.parametrize("remark", [
    "上一条我填错了作废，以这条为准",
    "刚才填少了，以这份为准，上一份作废", "刚刚选错了，按这份来，前面那份不要", "以这单为准",
    "前面填的取消",
])  # fmt: skip
def test_an_answer_that_says_so_takes_the_place_of_the_one_before(remark):
    rows = [FORM, ["1", "M1", "1", "301", "1", "", ""], ["2", "M1", "1", "302", "1", "", ""]]
    rows += [["3", "M1", "1", "301", "2", "1", remark]]
    found = read(rows)
    assert in_short(found) == {
        "1": "- replaced",
        "2": "M1-1-302 1 EGG",
        "3": "M1-1-301 2 EGG 1 RICE",
    }
    assert found.orders[0].reasons[0].value == "4"  # the row that says so


def test_what_a_tool_was_paid_for_is_left_out_for_no_remark():
    rows = [HEAD, row(), row(跟团号="2", 数量="4", 单价="128", 买家备注="以这单为准，上一单作废")]
    assert set(in_short(read(rows)).values()) == {"? remark"}


def test_an_answer_without_a_single_one_before_it_takes_nobody_s_place():
    told = "以这份为准，上一份作废"
    rows = [FORM, ["1", "M1", "1", "301", "1", "", told], ["2", "M1", "1", "302", "1", "", ""]]
    rows += [["3", "M1", "1", "302", "", "1", ""], ["4", "M1", "1", "302", "2", "", told]]
    rows += [["5", "M1", "1", "303", "1", "", ""]]
    rows += [["6", "M1", "1", "303", "1", "", "上一份作废，大米也不要"]]
    assert in_short(read(rows)) == {
        "1": "? remark",
        "2": "? remark",  # which of the two is meant?
        "3": "? remark",
        "4": "? remark",
        "5": "? remark",
        "6": "? remark",
    }


@pytest.mark.parametrize(("building", "entrance", "room", "code"), [
    ("M1栋", "1", "301", "M1-1-301"), ("M1", "一单元", "3楼301", "M1-1-301"),
    ("望江楼", "", "401", "M3-1-401"), ("3栋", "", "401", "M3-1-401"),
])  # fmt: skip
def test_a_column_of_doorplates_beside_buildings_is_of_rooms(building, entrance, room, code):
    rows = [["接龙号", "商品", "数量", "楼栋", "单元", "门牌号"]]
    rows += [["1", "鸡蛋", "1", building, entrance, room], ["2", "鸡蛋", "1", "M5", "", "201"]]
    assert in_short(read(rows)) == {"1": f"{code} 1 EGG", "2": "M5-1-201 1 EGG"}


PHASED = DoorTable(
    door(f"{phase}期", building, "1", room, *named)
    for phase in (1, 2)
    for building in "35"
    for room in rooms(9, 3)
    for named in [[f"北苑{building}栋{room}"] if phase == 2 else []]
)


@pytest.mark.parametrize(("address", "code"), [
    ("成都市双流区锦语云庭1期3栋1单元801", "1期-3-801"),
    ("锦语云庭二期五栋801室", "2期-5-801"), ("2期3-801", "2期-3-801"),
    ("北苑5栋801", "2期-5-801"), ("锦语云庭北苑3栋801", "2期-3-801"),
    ("云桥街道88号锦语云庭l期3栋801", "1期-3-801"),
    ("锦语云庭3栋801", ""), ("三期3栋801", ""),
])  # fmt: skip
def test_a_phase_is_part_of_an_address_where_the_table_has_it(address, code):
    rows = [["锦语云庭团购"], ["订单号", "商品", "数量", "地址"], ["1", "鸡蛋", "1", address]]
    read_as = in_short(read(rows, doors=PHASED))["1"]
    assert read_as == f"{code} 1 EGG" if code else read_as.startswith("? ")


def test_a_column_may_tell_the_phase():
    rows = [["序号", "期", "楼栋", "房号", "鸡蛋（板）"], ["1", "一期", "3栋", "801", "1"]]
    rows += [["2", "2", "5", "802", "1"]]
    assert in_short(read(rows, doors=PHASED)) == {
        "1": "1期-3-801 1 EGG",
        "2": "2期-5-802 1 EGG",
    }


def test_a_list_in_one_cell_may_tell_what_each_costs():
    rows = [["订单编号", "地址", "商品明细", "件数", "实付金额"]]
    rows += [["1", "M1-1-301", "番茄(散称) 5元×2.5斤\n卷纸(12卷) 26元×2提", "2", "64.5"]]
    rows += [["2", "M1-1-302", "鸡蛋(30枚) 32元×1板", "1", "32"]]
    assert in_short(read(rows)) == {"1": "M1-1-301 2.5 TOM 2 PAPER", "2": "M1-1-302 1 EGG"}


def test_an_entrance_that_runs_on_from_its_building_is_parted_where_only_that_fits():
    assert one(地址="江景家园M12单元301") == "M1-2-301 3 EGG"


def test_who_orders_more_is_known_by_a_masked_number_and_the_name_beside_it():
    masked = {"电话": "139****0107", "商品": "卷纸", "数量": "1", "单价": "26"}
    rows = [HEAD, row(电话="139****0107"), row(订单号="2", **masked, 买家备注="再加一提纸")]
    assert in_short(read(rows))["2"] == "M1-1-301 1 PAPER"
    rows[2] = row(订单号="2", **masked, 收货人="别人", 买家备注="再加一提纸")
    assert in_short(read(rows))["2"] == "? remark"
