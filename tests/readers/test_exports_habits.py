"""R48: many orders in the habits of many tools: most are ready, none of those wrong."""

from dataclasses import dataclass
from itertools import cycle
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.readers.export_files import ESTATE, GOODS, in_short, read
from tests.readers.roster_files import empty_book, saved, sheet

DOORS = [
    (b, e, f"{floor}0{n}") for b in ("M1", "M2") for e in "12" for floor in "3579" for n in "123"
]
ADDRESSES = (
    "江景家园{b}栋{e}单元{r}室",
    "{b}-{e}-{r}",
    "宁海市滨区江景家园小区{b}栋{e}单元{r}",
    "{b}栋 {e}单元 {r}",
    "江景家园 {b}-{e}-{r}（放门口）",
    "滨河路88号江景家园{b}号楼{e}单元{r}室",
)
CARTS = (
    (("VEG", "蔬菜包", "", 2), ("EGG", "鲜鸡蛋(30枚/板)", "30枚/板", 1)),
    (("MEAT", "猪肉包", "", 1),),
    (
        ("RICE", "东北大米", "5kg/袋", 1),
        ("OIL", "食用油", "5L/桶", 1),
        ("PAPER", "卷纸", "12卷/提", 2),
    ),
    (("MILK", "纯牛奶(250ml*16盒)", "", 3),),
    (("EGGS", "鸡蛋", "整箱", 1), ("VEG", "应季蔬菜包", "默认", 1)),
)
WISHES = ("", "尽快，谢谢", "", "下午送", "到了打电话", "", "无")
TOOLS = {
    "kuaituantuan": "跟团号 商品 规格 数量 收货人 电话 详细地址 团员备注 下单人",
    "qunjielong": "接龙号 商品名称 规格 购买数量 姓名 手机号 地址 备注 昵称",
    "weidian": "订单编号 商品名称 商品型号 商品数量 收件人 手机 收货详细地址 买家备注 昵称",
    "youzan": "订单号 商品名称 商品规格 商品数量 收货人/提货人 手机号 收货地址 买家备注 买家",
    "hand": "序号 品名 规格 份数 户主 电话 住址 说明 微信名",
    "english": "OrderNo Product Spec Qty Receiver Phone Address Remark Buyer",
}


@dataclass(frozen=True)
class Bought:
    number: int
    door: tuple[str, str, str]
    address: str
    cart: tuple[tuple[str, str, str, int], ...]
    wish: str

    def rows(self, *, blank: bool) -> list[list[str]]:
        who = [f"住户{self.number}号", f"1390000{self.number:04}", self.address, self.wish, "昵称"]
        lines = [
            [str(self.number), name, spec, str(count), *who] for _, name, spec, count in self.cart
        ]
        return [lines[0], *(["", *line[1:4], *[""] * 5] for line in lines[1:])] if blank else lines

    @property
    def expected(self) -> str:
        return " ".join(["-".join(self.door), *(f"{n} {sku}" for sku, _, _, n in self.cart)])


def purchases(count: int, seed: int) -> list[Bought]:
    random, addresses, carts, wishes = Random(seed), cycle(ADDRESSES), cycle(CARTS), cycle(WISHES)
    return [
        Bought(
            number,
            door,
            next(addresses).format(b=door[0], e=door[1], r=door[2]),
            next(carts),
            next(wishes),
        )
        for number, door in enumerate(random.sample(DOORS, k=count), start=1)
    ]


@pytest.mark.parametrize("blank", [True, False])
@pytest.mark.parametrize("tool", TOOLS)
def test_thirty_orders_of_each_tool_are_read_to_the_last_good(tool, blank):
    bought = purchases(30, seed=len(tool))
    rows = [TOOLS[tool].split(), *(row for one in bought for row in one.rows(blank=blank))]
    found = read(rows)
    assert in_short(found) == {str(one.number): one.expected for one in bought}
    assert [p.why for p in found.problems] == ["heading"]


SHUFFLED = st.tuples(st.permutations(range(9)), st.integers(0, 99), st.sampled_from([*TOOLS]))


@settings(max_examples=30, deadline=None)
@given(SHUFFLED)
def test_columns_in_any_order_give_the_same_reading(told):
    order, seed, tool = told
    rows = [
        TOOLS[tool].split(),
        *(row for one in purchases(6, seed) for row in one.rows(blank=False)),
    ]
    turned = read([[row[column] for column in order] for row in rows])
    assert turned.orders == read(rows).orders
    assert turned.headed.fingerprint == read(rows).headed.fingerprint


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 99), st.integers(1, 8))
def test_rows_left_blank_repeated_or_merged_give_the_same_reading(seed, count):
    bought = purchases(count, seed)
    head = TOOLS["youzan"].split()
    repeated = read([head, *(row for one in bought for row in one.rows(blank=False))])
    blank = read([head, *(row for one in bought for row in one.rows(blank=True))])
    workbook = empty_book()
    page = sheet(workbook, "订单", [head, *(r for one in bought for r in one.rows(blank=False))])
    top = 2
    for one in bought:
        for column in "AEFGHI" if len(one.cart) > 1 else "":
            page.merge_cells(f"{column}{top}:{column}{top + len(one.cart) - 1}")
        top += len(one.cart)
    merged = read(saved(workbook))
    assert in_short(blank) == in_short(repeated) == in_short(merged)
    assert [o.rows for o in blank.orders] == [o.rows for o in merged.orders]


@settings(max_examples=50, deadline=None)
@given(st.text(st.sampled_from("M123单元栋室弄0-一楼 号（放）家园隔壁A东"), max_size=14))
@example("3一1东园1")
def test_an_order_is_only_ready_for_a_door_whose_parts_the_address_names(address):
    [order] = read([["订单号", "商品", "数量", "地址"], [1, "鸡蛋", 1, address]]).orders
    if order.status == "ready":
        assert order.door.code in ESTATE
        digits = [c for c in address.replace("一", "1") if c.isdecimal()]
        assert set(order.door.room) <= set(digits)


def test_goods_are_told_apart_by_the_list_only():
    assert {good.sku for name in GOODS.names for good in GOODS.find(name)} == {
        "VEG", "MEAT", "EGG", "EGGS", "MILK", "RICE", "OIL", "PAPER", "TOM"
    }  # fmt: skip
