"""R48: what is not certain in an export waits for a person with its reason: no guesses."""

import pytest

from tests.readers.export_files import LANES, in_short, passed_over, read

HEAD = ["订单号", "状态", "商品", "规格", "数量", "单价", "金额", "退款金额", "收货人", "电话",
"地址",
        "买家备注", "商家备注", "下单时间"]  # fmt: skip


def row(**cells):
    usual = {"订单号": "1", "状态": "已支付", "商品": "鸡蛋", "数量": "3", "单价": "32",
             "收货人": "柏木", "电话": "13900000107", "地址": "M1-1-301"}  # fmt: skip
    return [str({**usual, **cells}.get(heading, "")) for heading in HEAD]


def one(**cells):
    [text] = in_short(read([HEAD, row(**cells)])).values()
    return text


def orders(*rows, **more):
    return in_short(read([HEAD, *(row(**cells) for cells in rows)], **more))


@pytest.mark.parametrize("address", [
    "M1栋1单元301", "M1-1-301", "M1栋一单元三零一", "Ｍ１－１－３０１", "M1栋1单元3楼301室",
    "M1#1-301",
    "江景家园M1栋1单元301室(放门口)", "M1-1-301 13900000107", "M1-1-301(李阿姨家)", "M1-1-301柏木",
    "张三 13900000111 江景家园M1栋1单元301",
    "江景家园M1栋1单元301，13900000111，欧阳文", "M1栋1单元3O1",
    "宁海市滨区江景家园小区M1栋1单元301", "滨河路88号江景家园M1栋1单元301", "M1-1-301，到了打电话",
])  # fmt: skip
def test_an_address_is_read_in_any_shape(address):
    assert one(地址=address) == "M1-1-301 3 EGG"


@pytest.mark.parametrize(("address", "why"), [
    ("M1栋301", "ambiguous_door"),
    ("M1-3-301", "no_such_door"),
    ("M1-1-309", "no_such_door"),
    ("M9-1-301", "no_such_door"),
    ("江景家园", "unreadable"),
    ("", "no_room"),
    ("M1-1-301或302", "unreadable"),
    ("M1-1-301隔壁李阿姨", "unreadable"),
    ("放门卫", "no_room"),
])  # fmt: skip
def test_a_door_is_never_guessed(address, why):
    assert one(地址=address) == f"? {why}"


def test_doors_that_an_address_may_mean_are_told():
    [order] = read([HEAD, row(地址="M1栋301")]).orders
    assert [door.code for door in order.candidates] == ["M1-1-301", "M1-2-301"]
    assert order.door is None


def test_an_address_in_another_estate_is_not_taken_for_a_door_of_this_one():
    found = orders(
        {"地址": "江景家园M3-1204"},
        {"订单号": "2", "地址": "滨区江景家园小区M3-1203"},
        {"订单号": "3", "地址": "翠湖花园M3-1202"},
        {"订单号": "4", "地址": "M3-1201"},
    )
    assert found == {
        "1": "M3-1-1204 3 EGG",
        "2": "M3-1-1203 3 EGG",
        "3": "? other_estate",
        "4": "M3-1-1201 3 EGG",
    }


def test_without_a_table_of_doors_no_order_is_ready():
    assert orders({}, doors=None) == {"1": "? no_doors"}


@pytest.mark.parametrize(("quantity", "why"), [
    ("0", "not_positive"), ("-2", "not_positive"), ("1.5", "not_whole"), ("若干", "no_quantity"),
    ("", "no_quantity"), ("2-3", "no_quantity"), ("2箱", "other_unit"), ("300", "many"),
])  # fmt: skip
def test_quantities_are_whole_and_positive(quantity, why):
    assert one(数量=quantity) == f"? {why}"


@pytest.mark.parametrize("quantity", ["3", "3.0", "３", "x3", "×3板", "三板", "3份", "+3"])
def test_a_quantity_is_read_as_people_write_it(quantity):
    assert one(数量=quantity) == "M1-1-301 3 EGG"


@pytest.mark.parametrize(("name", "spec", "sku"), [
    ("鸡蛋", "30枚/板", "EGG"), ("草鸡蛋(30枚/板)", "", "EGG"), ("鸡蛋", "整箱", "EGGS"),
    ("【预售】鸡蛋", "默认", "EGG"), ("32元鸡蛋", "", "EGG"), ("鸡 蛋", "", "EGG"),
    ("鸡蛋【30枚】", "", "EGG"), ("大米", "5KG", "RICE"), ("番茄", "500g", "TOM"),
])  # fmt: skip
def test_a_good_is_known_by_name_alias_and_specification(name, spec, sku):
    found = orders({"商品": name, "规格": spec, "数量": 2})
    assert found == {"1": f"M1-1-301 2 {sku}"}


@pytest.mark.parametrize(("name", "spec"), [
    ("草莓", ""), ("鸡蛋", "360枚"), ("大米", "10kg/袋"), ("33元鸡蛋", ""), ("鸡蛋挂面", ""),
    ("鸡蛋(土)", ""), ("番茄", "一盒"), ("大米", "散装5斤"), ("鸡蛋", "散养 30枚"),
])  # fmt: skip
def test_a_good_that_the_list_does_not_have_is_for_review(name, spec):
    assert one(商品=name, 规格=spec) == "? unknown_good"


def test_specifications_that_an_export_tells_apart_are_not_one_good():
    found = orders(
        {"商品": "蔬菜包", "规格": "份"}, {"订单号": "2", "商品": "蔬菜包", "规格": "约10斤"}
    )
    assert found == {"1": "? ambiguous_good", "2": "M1-1-301 3 VEG"}


def test_without_a_list_goods_keep_their_names():
    [order] = read([HEAD, row(商品="草莓(2斤装)")], goods=None).orders
    [item] = order.items
    assert (order.status, item.name, item.spec, item.sku) == ("ready", "草莓", "2斤装", "")


def test_the_same_good_twice_in_an_order_is_summed():
    assert orders({}, {"数量": 2}) == {"1": "M1-1-301 5 EGG"}


@pytest.mark.parametrize("state", [
    "已支付", "待发货", "已完成", "交易成功", "已支付,待发货", "未退款", "Paid", "", "待自提",
    "货到付款", "-", "待商家发货", "待商家发货,待发货", "等待卖家发货", "买家已付款",
    "已参与", "已报名", "参与中", "接龙中", "接龙成功", "报名成功",
])  # fmt: skip
def test_orders_that_stand_are_ready(state):
    assert one(状态=state) == "M1-1-301 3 EGG"


@pytest.mark.parametrize(("state", "why"), [
    ("已取消", "- cancelled"), ("交易关闭", "- cancelled"), ("超时自动取消", "- cancelled"),
    ("已退款", "- refunded"), ("全额退款", "- refunded"), ("退款成功", "- refunded"),
    ("已发货 退款成功", "- refunded"),
    ("部分退款", "? partly_refunded"), ("退款中", "? refunding"), ("申请退款", "? refunding"),
    ("待付款", "? unpaid"), ("未支付", "? unpaid"), ("部分发货", "? unclear"),
    ("退款关闭", "? unclear"), ("用户已取消售后", "? unclear"), ("待成团", "? unclear"),
    ("神秘状态", "? unclear"), ("未参与", "? unclear"), ("拼团中", "? unclear"),
    ("已取消参与", "- cancelled"),
])  # fmt: skip
def test_states_that_do_not_stand(state, why):
    assert one(状态=state) == why


def test_a_column_that_asks_is_understood():
    head = ["订单号", "商品", "数量", "地址", "是否退款", "是否已付款"]
    rows = [[n, "鸡蛋", 1, "M5-602", *said] for n, said in enumerate(["否是", "是是", "否否"])]
    assert in_short(read([head, *rows])) == {
        "0": "M5-1-602 1 EGG",
        "1": "- refunded",
        "2": "? unpaid",
    }


PARTLY = {"状态": "部分退款", "金额": "96", "退款金额": "32"}


@pytest.mark.parametrize("remarks", [
    {"商家备注": "已退鸡蛋1板"},
    {"商家备注": "鸡蛋退一板", "买家备注": "鸡蛋退一板"},
    {"买家备注": "退鲜鸡蛋1板"},
    {"商家备注": "缺货，已退鸡蛋1板，抱歉"},
    {"商家备注": "已退1板鸡蛋"},
    {"商家备注": "鸡蛋少发1板已退款"},
    {"买家备注": "退一板"},
    {"商家备注": "已退鸡蛋1板", "单价": "", "退款金额": ""},
])  # fmt: skip
def test_a_part_that_was_clearly_refunded_is_taken_off(remarks):
    assert one(**{**PARTLY, **remarks}) == "M1-1-301 2 EGG"


@pytest.mark.parametrize("remarks", [
    {},
    {"商家备注": "已退鸡蛋2板"},
    {"商家备注": "已退大米1袋"},
    {"商家备注": "已退鸡蛋4板", "退款金额": "128"},
    {"商家备注": "已退鸡蛋1板", "买家备注": "鸡蛋退两板"},
    {"买家备注": "鸡蛋退一板", "退款金额": ""},
    {"商家备注": "退32元"},
    {"商家备注": "已退鸡蛋1板，另外一板换成大米"},
    {"商家备注": "运费已退"},
])  # fmt: skip
def test_a_part_that_was_not_clearly_refunded_is_for_review(remarks):
    assert one(**{**PARTLY, **remarks}).startswith("? partly_refunded")


def test_a_column_of_refunded_quantities_is_taken_off():
    head = ["订单号", "商品", "数量", "退款数量", "地址", "状态"]
    rows = [
        head,
        [1, "鸡蛋", 3, 1, "M5-602", "部分退款"],
        [1, "大米", 2, 0, "M5-602", "部分退款"],
        [2, "鸡蛋", 1, 1, "M5-602", "部分退款"],
        [3, "鸡蛋", 1, 2, "M5-602", "部分退款"],
    ]
    assert in_short(read(rows)) == {
        "1": "M5-1-602 2 EGG 2 RICE",
        "2": "- refunded",
        "3": "? partly_refunded",
    }


@pytest.mark.parametrize(("remark", "text"), [
    ("已退鸡蛋1板", "M5-1-602 2 EGG"), ("缺货已退", "M5-1-602 2 EGG"),
    ("已退鸡蛋2板", "? partly_refunded"), ("退一板，其余送到M5-601", "? partly_refunded remark"),
])  # fmt: skip
def test_a_remark_must_not_contradict_the_column(remark, text):
    head = ["订单号", "商品", "数量", "退款数量", "地址", "状态", "团长备注"]
    rows = [head, [1, "鸡蛋", 3, 1, "M5-602", "部分退款", remark]]
    assert in_short(read(rows)) == {"1": text}


def test_money_that_went_back_without_a_word_is_a_doubt():
    assert one(金额="96", 退款金额="32") == "? partly_refunded"
    assert one(状态="退款成功", 金额="96", 退款金额="32") == "? partly_refunded"
    assert one(状态="退款成功", 金额="96", 退款金额="96") == "- refunded"
    head = ["订单号", "商品", "数量", "小计", "地址", "状态", "退款金额"]
    rows = [head, [1, "鸡蛋", 3, 96, "M5-602", "退款成功", 32]]
    assert in_short(read(rows)) == {"1": "? partly_refunded"}


@pytest.mark.parametrize("remark", [
    "尽快", "送上门", "放门口谢谢！", "到了打电话", "下午3点后在家", "不要辣", "青一点的",
    "再买一份", "辛苦了",
    "家里有老人，请轻敲门", "什么时候送？", "M1栋1单元301", "无", "13900000222",
    "挑大一点的，谢谢",
    "我妈一个人在家", "给保安也行", "志愿者帮忙送一下", "消毒完再送上来", "等工资发了给你",
    "晚上7点以后送", "请给大一点的鸡蛋", "门牌M1-1-301，不要送错", "请放门把手上，不要按门铃",
])  # fmt: skip
def test_a_remark_that_changes_nothing_is_no_doubt(remark):
    assert one(买家备注=remark) == "M1-1-301 3 EGG"
    assert one(商家备注=remark) == "M1-1-301 3 EGG"


@pytest.mark.parametrize("remark", [
    "换成土豆", "不要了", "送到M2-1-302", "鸡蛋退一板", "多加一板", "如果没有就算了", "改成2板",
    "地址是2单元",
    "给隔壁302", "和8号一起送", "取消", "M1栋1单元302", "少一板", "大米也要", "收货人换了",
    "已改址", "帮302代收", "先占位", "等通知", "团长你定", "不住这了", "送给邻居的", "和别人拼",
    "拍错了", "能不能换一箱？",
])  # fmt: skip
def test_a_remark_that_may_change_door_or_goods_is_for_review(remark):
    assert one(买家备注=remark) == "? remark"


def test_the_door_may_stand_in_the_remark_where_the_address_names_none():
    assert one(地址="江景家园", 买家备注="M1栋1单元301") == "M1-1-301 3 EGG"
    assert one(地址="江景家园", 买家备注="M1栋301") == "? ambiguous_door remark"
    assert one(地址="", 买家备注="送到M1栋1单元301") == "? no_room remark"


def test_two_addresses_of_one_order_that_differ_are_for_review():
    assert orders({}, {"订单号": "", "收货人": "", "电话": "", "地址": "M1-1-302"}) == {
        "1": "? two_doors"
    }


def test_the_same_order_again_is_left_out_and_one_that_differs_is_for_review():
    twice = [{}, {"订单号": "2", "地址": "M3-1204"}, {}]
    found = read([HEAD, *(row(**cells) for cells in twice)])
    assert [(o.order_no, o.status) for o in found.orders] == [
        ("1", "ready"),
        ("2", "ready"),
        ("1", "ignored"),
    ]
    [reason] = found.orders[2].reasons
    assert (reason.why, reason.row, reason.value) == ("duplicate", 4, "2")
    twice[2] = {"数量": 4}
    found = read([HEAD, *(row(**cells) for cells in twice)])
    assert [o.status for o in found.orders] == ["review", "ready", "review"]
    assert found.orders[0].reasons[-1].why == "same_number"


def test_an_order_that_another_household_has_the_number_of_is_for_review():
    found = read([HEAD, row(), row(收货人="闻人", 地址="M3-1204")])
    assert [o.status for o in found.orders] == ["review", "review"]


def test_two_orders_of_one_door_both_stand():
    assert orders({}, {"订单号": "2", "买家备注": "再买一份"}) == {
        "1": "M1-1-301 3 EGG",
        "2": "M1-1-301 3 EGG",
    }


def test_a_sum_that_contradicts_the_prices_is_for_review():
    found = orders(
        {"金额": "96"},
        {"订单号": "2", "金额": "64"},
        {"订单号": "3", "金额": "96.00"},
        {"订单号": "4", "金额": "￥96"},
    )
    assert found["2"] == "? sum_differs"
    assert [text[0] for text in found.values()] == ["M", "?", "M", "M"]


def test_sums_that_mostly_differ_are_of_another_kind_and_no_doubt():
    found = orders({"金额": "90"}, {"订单号": "2", "金额": "86"}, {"订单号": "3", "金额": "96"})
    assert [text[0] for text in found.values()] == ["M", "M", "M"]


@pytest.mark.parametrize("number", ["8.12345678901234E+17", "1E+16"])
def test_a_number_that_a_spreadsheet_has_rounded_is_a_doubt(number):
    assert one(订单号=number) == "? rounded"


def test_an_order_without_number_is_for_review_and_keeps_its_row():
    found = read([HEAD, row(), row(订单号="", 收货人="闻人", 地址="M3-1204")])
    assert [(o.order_no, o.rows, o.status) for o in found.orders] == [
        ("1", (2,), "ready"),
        ("", (3,), "review"),
    ]


def test_telephones_stay_as_they_were_read():
    [order] = read([HEAD, row(电话="139 0000 0107 / 1390000109")]).orders
    assert (order.status, order.phones) == ("ready", ("13900000107",))


def test_a_good_without_name_is_not_dropped():
    blank = dict.fromkeys(set(HEAD) - {"数量"}, "")
    assert orders({}, {**blank, "数量": "7"}, {"订单号": "2"})["1"] == "? no_goods"


def test_rows_that_are_no_orders_are_passed_over_with_their_row():
    found = read(
        [
            ["四月团购"],
            HEAD,
            row(订单号="示例"),
            row(),
            HEAD,
            row(订单号="2"),
            ["注：以上为第一批，请各楼长核对"],
            ["合计", "", "", "", "6"],
            ["", "", "", "", "6", "", "192"],
        ]
    )
    assert in_short(found) == {"1": "M1-1-301 3 EGG", "2": "M1-1-301 3 EGG"}
    assert passed_over(found) == {
        1: "title",
        2: "heading",
        3: "example",
        5: "heading",
        7: "not_an_order",
        8: "sum",
        9: "sum",
    }


def test_a_remark_that_stands_below_its_order_belongs_to_it():
    below = dict.fromkeys(HEAD, "") | {"买家备注": "麻烦把其中两板鸡蛋换成土豆好吗"}
    assert orders({}, below, {"订单号": "2"}) == {"1": "? remark", "2": "M1-1-301 3 EGG"}


def test_a_lane_left_out_is_never_chosen():
    assert orders({"地址": "6号301"}, doors=LANES) == {"1": "? ambiguous_door"}
