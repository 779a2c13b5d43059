"""R30: a list of shops; good rows are kept, bad rows say which field is wrong."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baogong.readers.doors import Doubt
from baogong.readers.shops import MOST_ROWS, ShopLine, read_shops

HEAD = "店名,类型,执照,营业时间,日单量,服务小区"


def read(*rows, head=HEAD):
    return read_shops("\n".join([head, *rows]).encode())


def test_a_row_says_all_that_is_known_of_a_shop():
    found = read("华泾便利店,身边小店,JY1,7:00-21:30,60,东辰心语、盛华景苑")
    assert found.lines == (
        ShopLine(
            row=2,
            name="华泾便利店",
            kind="身边小店",
            licence="JY1",
            hours=(time(7), time(21, 30)),
            daily_orders=60,
            estates=("东辰心语", "盛华景苑"),
        ),
    )
    assert found.doubts == ()


def test_columns_may_stand_in_any_order_and_in_english():
    found = read("pharmacy,益民药房", head="kind,name")
    assert found.lines == (ShopLine(row=2, name="益民药房", kind="pharmacy"),)


def test_what_a_shop_deals_in_and_whether_it_is_open_are_no_estates_and_hours():
    head = "店名,类型,经营范围,营业状态,营业时段,配送范围"
    [line] = read("店,药店,药品、器械,营业中,8:00-20:00,东辰心语", head=head).lines
    assert (line.hours, line.estates) == ((time(8), time(20)), ("东辰心语",))


@pytest.mark.parametrize("scope", ["服务范围", "供应范围", "保供范围", "小区", "area"])
def test_estates_are_headed_as_people_call_them(scope):
    [line] = read("店,药店,东辰心语", head=f"店名,类型,{scope}").lines
    assert line.estates == ("东辰心语",)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("24小时", (time(), time())),
        ("全天营业", (time(), time())),
        ("８：００～２４：００", (time(8), time())),
        ("22:00至6:00", (time(22), time(6))),
    ],
)
def test_hours_are_read_as_people_write_them(text, hours):
    [line] = read(f"店,药店,,{text},,").lines
    assert line.hours == hours


@pytest.mark.parametrize(
    ("row", "doubt"),
    [
        (",药店,,,,", Doubt(3, "name", "empty")),
        ("店,,,,,", Doubt(3, "kind", "empty")),
        ("店,药店,,早到晚,,", Doubt(3, "hours", "bad_hours", "早到晚")),
        ("店,药店,,7:00,,", Doubt(3, "hours", "bad_hours", "7:00")),
        ("店,药店,,,很多,", Doubt(3, "daily_orders", "bad_number", "很多")),
        ("店,药店,,,0,", Doubt(3, "daily_orders", "bad_number", "0")),
        ("好店,药店,,,,", Doubt(3, "name", "twice", "好店")),
        (f"{'长' * 81},药店,,,,", Doubt(3, "name", "too_long", "长" * 40)),
    ],
)
def test_a_bad_row_names_its_field_and_good_rows_stay(row, doubt):
    found = read("好店,药店,,,,", row, "又一店,药店,,,,")
    assert [line.name for line in found.lines] == ["好店", "又一店"]
    assert found.doubts == (doubt,)


def test_a_list_without_headings_and_one_that_is_too_long():
    assert read_shops("华泾,小店\n".encode()).doubts == (Doubt(1, "", "no_headings"),)
    assert read_shops(b"").doubts == (Doubt(1, "", "empty"),)
    long = read(*[f"店{n},药店,,,," for n in range(MOST_ROWS + 5)])
    assert len(long.lines) == MOST_ROWS
    assert [doubt.why for doubt in long.doubts] == ["too_many_rows"]


@given(st.binary(max_size=400))
def test_no_file_breaks_the_reader(content):
    read_shops(content)
    read_shops(HEAD.encode() + b"\n" + content)
