"""R48: a mapping is confirmed once and used again; bad files end with one reason, quickly."""

import tracemalloc
import zipfile
from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from baogong.readers.exports import UnknownField
from tests.patience import ends_soon
from tests.readers.export_files import in_short, read
from tests.readers.roster_files import book, empty_book, saved, separated, sheet

HEAD = ["订单号", "商品", "数量", "地址"]
ROWS = [HEAD, [1, "蔬菜包", 2, "M5-602"]]


def problems(content):
    found = read(content)
    assert found.orders == ()
    return [(p.row, p.why, p.field) for p in found.problems]


@pytest.mark.parametrize(("content", "why"), [
    (b"", "empty"),
    (b" \n", "empty"),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_a_table"),
    (b"PK\x03\x04 no zip", "damaged"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_excel"),
    ("只是一句话".encode(), "no_headings"),
    (b"\xff\x80\xff," * 60, "unknown_encoding"),
])  # fmt: skip
def test_what_is_no_table_of_orders_is_named(content, why):
    assert problems(content)[0] == (0, why, "")


def test_headings_without_orders_below_are_named():
    assert (1, "no_orders", "") in problems(separated([HEAD]))


def test_a_table_without_number_and_place_or_without_goods_names_the_missing_column():
    assert problems(separated([["商品", "数量", "姓名"], ["鸡蛋", 1, "柏木"]])) == [
        (1, "column_missing", "order_no")
    ]
    assert problems(separated([["四月"], ["订单号", "数量", "地址"], [1, 1, "M5-602"]])) == [
        (2, "column_missing", "goods")
    ]


def test_formulas_without_a_value_and_broken_cells_name_row_and_field():
    workbook = empty_book()
    sheet(workbook, "订单", [*ROWS, [2, "鸡蛋", "=1+1", "M5-601"], [3, "鸡蛋", 1, "#REF!"]])
    found = read(saved(workbook))
    assert in_short(found)["1"] == "M5-1-602 2 VEG"
    second, third = (order.reasons[0] for order in found.orders[1:])
    assert (second.why, second.row, second.field) == ("formula_without_value", 3, "quantity")
    assert (third.why, third.row, third.field) == ("error_cell", 4, "address")


def test_a_sheet_of_too_many_rows_is_refused_in_little_memory():
    content = separated([HEAD, *([n, "蔬菜包", 1, "M5-602"] for n in range(60_000))])
    tracemalloc.start()
    with ends_soon():
        assert problems(content) == [(0, "too_large", "")]
    assert tracemalloc.get_traced_memory()[1] < 100_000_000
    tracemalloc.stop()


def test_a_zip_that_swells_is_refused():
    content = BytesIO(book(订单=ROWS))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/sharedStrings.xml", b" " * 90_000_000)
    assert problems(content.getvalue()) == [(0, "too_large", "")]


def test_a_cell_of_many_thousand_characters_is_a_doubt():
    with ends_soon():
        found = read([[*HEAD, "备注"], [1, "蔬菜包", 2, "M5-602", "请" * 20_000]])
    assert in_short(found) == {"1": "? too_long"}


@pytest.mark.parametrize(
    "row", [["1", "蔬菜包", 2, "M5-602"], ["", "", 2, ""], ["1", "蔬菜包", 2, "{n}"]]
)
def test_rows_that_all_belong_together_take_no_longer_than_others(row):
    rows = [[str(cell).format(n=n) for cell in row] for n in range(10_000)]
    with ends_soon():
        found = read([HEAD, *rows])
    assert sum(len(order.rows) for order in found.orders) >= 9_999


@given(st.binary(max_size=300))
def test_no_file_breaks_the_reader(content):
    read(content)
    read(separated(ROWS) + content)


CELL = st.sampled_from(
    [*HEAD, "状态", "蔬菜包", "M5-602", "1", "合计", "", "退款", "已取消", "备注:x"]
)


@example([["订单号"], ["商品", *["订单号", "商品"] * 2], ["订单号"] * 3])  # left of all tables
@given(st.lists(st.lists(CELL, min_size=1, max_size=6), max_size=8))
def test_every_row_with_content_is_in_an_order_or_in_a_problem(rows):
    found = read(separated(rows)) if rows else read(b"")
    told = {row for order in found.orders for row in order.rows}
    told |= {problem.row for problem in found.problems}
    filled = {n for n, row in enumerate(rows, 1) if any(row)}
    assert not found.orders or filled <= told


def test_columns_with_words_of_their_own_are_named_by_a_mapping():
    rows = [["代码", "要啥", "多少", "住哪"], [1, "蔬菜包", 2, "M5-602"]]
    assert problems(separated(rows)) == [(0, "no_headings", "")]
    mapping = {"代码": "order_no", "要啥": "goods", "多少": "quantity", "住哪": "address"}
    assert in_short(read(rows, mapping=mapping)) == {"1": "M5-1-602 2 VEG"}


def test_a_mapping_replaces_what_the_headings_say():
    rows = [["序号", *HEAD], ["甲", 1, "蔬菜包", 2, "M5-602"]]
    mapping = dict(read(rows).headed.columns) | {"订单号": "other"}
    assert in_short(read(rows, mapping=mapping)) == {"甲": "M5-1-602 2 VEG"}


def test_a_good_of_its_own_column_can_be_mapped():
    rows = [["订单号", "地址", "青团"], [1, "M5-602", 2]]
    mapping = {"订单号": "order_no", "地址": "address", "青团": "quantity_of"}
    [order] = read(rows, mapping=mapping, goods=None).orders
    assert [(item.name, item.quantity) for item in order.items] == [("青团", 2)]


def test_a_mapping_to_no_field_is_refused():
    with pytest.raises(UnknownField, match="colour"):
        read(ROWS, mapping={"订单号": "colour"})


def test_the_mapping_that_was_used_comes_back_and_reads_the_same():
    found = read(ROWS)
    assert dict(found.headed.columns) == {
        "订单号": "order_no",
        "商品": "goods",
        "数量": "quantity",
        "地址": "address",
    }
    assert read(ROWS, mapping=found.headed.columns) == found


def test_the_fingerprint_is_of_the_headings_in_any_order():
    turned = [list(reversed(row)) for row in ROWS]
    other = [[*HEAD, "备注"], [*ROWS[1], ""]]
    first = read(ROWS).headed.fingerprint
    assert read(turned).headed.fingerprint == first
    assert read(other).headed.fingerprint != first


def test_a_hidden_sheet_is_not_read():
    workbook = empty_book()
    sheet(workbook, "旧", [HEAD, [1, "蔬菜包", 2, "M5-602"], [2, "蔬菜包", 2, "M5-602"]])
    sheet(workbook, "新", ROWS)
    workbook["旧"].sheet_state = "hidden"
    found = read(saved(workbook))
    assert [order.sheet for order in found.orders] == ["新"]
    assert [(p.sheet, p.why) for p in found.problems if not p.row] == [("旧", "hidden_sheet")]
