"""R9: a list of people as a chat sends it; each bad row is named, the good ones stand."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from baogong.readers.people import PersonLine, read_people, read_phone, read_skills

HEAD = ["姓名", "联系电话（必填）", "所在单位", "是否党员", "楼栋", "组别", "特长", "时段", "备注"]
ROW = ["王芳", "13900001234", "区委办", "是", "E6", "保供组", "开车、唱歌", "上午", "住三楼"]


def as_csv(*rows, encoding="utf-8", delimiter=","):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def as_workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def whys(read):
    return [(doubt.row, doubt.field, doubt.why) for doubt in read.doubts]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_encoding_of_a_spreadsheet_is_read(encoding):
    [line] = read_people(as_csv(HEAD, ROW, encoding=encoding)).lines
    assert line == PersonLine(
        row=2,
        name="王芳",
        phone="13900001234",
        organisation="区委办",
        place="E6",
        team="supply",
        cadre=True,
        skills=("driving",),
        slots=("morning",),
        remarks="住三楼 唱歌",
    )


def test_a_workbook_with_a_title_and_numbers_is_read_like_a_csv():
    rows = (["保供志愿者名单"], [], HEAD, [ROW[0], 13900001234, *ROW[2:]])
    [line] = read_people(as_workbook(*rows)).lines
    assert (line.row, line.phone, line.team) == (4, "13900001234", "supply")


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_other_delimiters_are_found(delimiter):
    assert len(read_people(as_csv(HEAD, ROW, delimiter=delimiter)).lines) == 1


def test_bad_rows_are_named_and_good_ones_stand():
    rows = (
        HEAD,
        ["", "13900000001"],
        ["李四", ""],
        ["赵五", "1390000"],
        ["钱六", "13900000002/13900000003"],
        ["很" * 41, "13900000004"],
        ROW,
        [],
        HEAD,
        ["合计", "共 5 人"],
    )
    read = read_people(as_csv(*rows))
    assert [line.name for line in read.lines] == ["王芳"]
    assert whys(read) == [
        (2, "name", "empty"),
        (3, "phone", "empty"),
        (4, "phone", "bad_phone"),
        (5, "phone", "bad_phone"),
        (6, "name", "too_long"),
        (10, "phone", "bad_phone"),
    ]


def test_columns_of_which_nothing_is_taken_are_named():
    read = read_people(as_csv(["姓名", "手机", "身份证号"], ["王芳", "13900001234", "3101"]))
    assert read.ignored == ("身份证号",)
    assert "3101" not in repr(read.lines)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\x00\x01\x02", "not_a_table"),
        (b"PK\x03\x04 no workbook", "damaged"),
        (b"", "empty"),
        ("名单\n张三,1\n".encode(), "no_headings"),
    ],
)
def test_what_is_no_list_says_so(content, why):
    read = read_people(content)
    assert read.lines == ()
    assert [doubt.why for doubt in read.doubts] == [why]


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("139 1234 1234", "13912341234"),
        ("１３９１２３４１２３４", "13912341234"),
        ("+86-139-1234-1234", "13912341234"),
        ("0086 13912341234", "13912341234"),
        ("电话：13912341234", "13912341234"),
        ("12912341234", None),
        ("139123412345", None),
        ("021-64480000", None),
        ("", None),
    ],
)
def test_a_mobile_number_is_read_however_it_is_written(text, phone):
    assert read_phone(text) == phone


def test_a_party_member_is_one_and_a_non_member_is_none():
    def cadre(word):
        return read_people(as_csv(["姓名", "手机", "政治面貌"], ["王", "13900001234", word]))

    said = {word: cadre(word).lines[0].cadre for word in ("中共党员", "群众", "非党员", "√", "")}
    assert said == {"中共党员": True, "群众": False, "非党员": False, "√": True, "": False}


def test_skills_in_other_words_are_kept_as_words():
    assert read_skills("会开车，消杀 魔术") == (("disinfection", "driving"), "魔术")


@given(st.binary(max_size=400))
def test_no_file_crashes_the_reader(content):
    read_people(content)


@given(st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=4), max_size=12))
def test_each_row_with_a_name_or_phone_becomes_a_line_or_a_doubt(cells):
    def plain(text):
        return "".join(c for c in text if c.isalnum())

    rows = [[plain(cell) for cell in row] for row in cells]
    read = read_people(as_csv(["姓名", "手机"], *rows))
    told = {line.row for line in read.lines} | {doubt.row for doubt in read.doubts}
    said = {n for n, row in enumerate(rows, start=2) if row[0] or row[1]}
    assert told == {n for n in said if rows[n - 2][:2] != ["姓名", "手机"]}
