"""R9: lists of people as they come out of spreadsheets and chats."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baogong.readers.accounts import MOST_ROWS, AccountDoubt, AccountLine, read_accounts


def lines(text):
    return [
        (line.name, line.username, line.role, line.place) for line in read_accounts(text).lines
    ]


@pytest.mark.parametrize(
    "text",
    [
        "王芳,wangfang,门岗,东门",
        "王芳\twangfang\t门岗\t东门",
        "王芳，wangfang，门岗，东门",
        "王芳、wangfang、门岗、东门",
        "\ufeff姓名,用户名,岗位,地点\n王芳,ｗａｎｇｆａｎｇ,门岗,东门",
        '"王芳", wangfang ,门岗,东门,,',
        "\r\n\r\n  王芳 ,wangfang,门岗,东门\r\n\r\n",
    ],
)
def test_a_row_is_read_however_it_was_separated(text):
    assert lines(text) == [("王芳", "wangfang", "门岗", "东门")]


def test_only_the_name_is_needed_and_rows_keep_their_numbers():
    read = read_accounts("王芳\n\n李强,,门岗")

    assert read.lines == (
        AccountLine(1, "王芳", "", "", ""),
        AccountLine(3, "李强", "", "门岗", ""),
    )


def test_bad_rows_are_named_and_good_ones_stand():
    text = f"王芳\n,li\n赵,a b\n{'长' * 61}\n钱,q,门岗,东门,多,余\n孙,sun\n周,SUN"
    read = read_accounts(text)

    assert [line.name for line in read.lines] == ["王芳", "孙"]
    assert read.doubts == (
        AccountDoubt(2, "name", "empty"),
        AccountDoubt(3, "username", "bad_username", "a b"),
        AccountDoubt(4, "name", "too_long", "长" * 60),
        AccountDoubt(5, "", "too_many_cells", "钱,q,门岗,东门,多,余"),
        AccountDoubt(7, "username", "twice", "SUN"),
    )


def test_a_list_ends_where_it_gets_too_long():
    read = read_accounts("\n".join(f"人{n}" for n in range(MOST_ROWS + 5)))

    assert len(read.lines) == MOST_ROWS
    assert read.doubts == (AccountDoubt(MOST_ROWS + 1, "", "too_many_rows"),)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_nothing_that_is_pasted_is_a_crash(text):
    read = read_accounts(text)

    assert all(line.name and "\0" not in line.name + line.username for line in read.lines)
