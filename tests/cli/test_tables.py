"""R1, R42, R48: every command reads its tables of doors and goods the same, or names the row."""

import argparse

import pytest

from baogong.cli import tables
from baogong.plumbing.processes.folder import CannotRun

DOORS = "door,building,entrance,floor,room,aliases\n9-101,9,1,1,101,听雨楼101\n"
GOODS = "sku,name,unit,sold_by,price_fen\negg,鸡蛋,板,count,2800\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_tables_are_read_in_the_encodings_that_programs_write(tmp_path, encoding):
    (tmp_path / "doors").write_bytes(DOORS.encode(encoding))
    (tmp_path / "goods").write_bytes(GOODS.encode(encoding))
    [door] = tables.door_table(tmp_path / "doors").named("听雨楼101")
    [row] = tables.goods_rows(tmp_path / "goods")
    assert (door.code, door.floor, row["name"]) == ("9-101", 1, "鸡蛋")


def test_a_house_without_a_building_is_a_door(tmp_path):
    (tmp_path / "doors").write_text("door,building,entrance,floor,room\n村12,,,,12\n")
    assert "村12" in tables.door_table(tmp_path / "doors")


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("9-102,9,1,1,,\n", "row 3, field room: it is empty"),
        (f"9-102,9,1,{'1' * 5000},102,\n", "row 3, field floor .1+.: it must be a whole number"),
        (f"9-102,9,1,1,102,{'x' * 200_000}\n", "row 3: the table breaks off"),
    ],
)
def test_a_bad_door_is_named_and_not_left_out(tmp_path, rows, says):
    (tmp_path / "doors").write_text(DOORS + rows)
    with pytest.raises(CannotRun, match=f"doors: {says}"):
        tables.door_table(tmp_path / "doors")


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (",牛奶,箱,count,4800\n", "row 3, field sku: it is empty"),
        (f"milk,牛奶,箱,count,{'1' * 5000}\n", "row 3, field price_fen .1+.: it must be a whole"),
        (f"milk,{'奶' * 200_000},箱,count,1\n", "row 1: this is no table"),
    ],
)
def test_a_bad_good_is_named_and_not_left_out(tmp_path, rows, says):
    (tmp_path / "goods").write_text(GOODS + rows)
    with pytest.raises(CannotRun, match=f"goods: {says}"):
        tables.goods_rows(tmp_path / "goods")


def test_a_table_may_be_needed():
    parser = argparse.ArgumentParser()
    tables.add_doors(parser, required=True)
    tables.add_goods(parser)
    assert parser.parse_args(["--doors", "doors.csv"]).goods is None
    with pytest.raises(SystemExit):
        parser.parse_args([])
