"""R42, R48: a list of goods that a chain or an export is read with; a bad row is named."""

import pytest

from baogong.readers.chains import Good
from baogong.readers.doors import Doubt
from baogong.readers.goods import read_goods

HEAD = "sku,name,aliases,unit,price_fen,sold_by,pack_note\n"


def test_goods_have_names_units_and_packs():
    [row] = read_goods((HEAD + "egg,鸡蛋,鲜鸡蛋|蛋,板,2800,count,30枚/板\n").encode()).rows
    good = Good.of(row)
    assert (good.sku, good.names, good.unit) == ("egg", ("鸡蛋", "鲜鸡蛋", "蛋"), "板")
    assert (good.price_fen, good.by_weight, good.pack.pieces) == (2800, False, 30)


def test_a_list_from_an_old_program_is_read():
    [row] = read_goods((HEAD + "pot,土豆,,斤,260,weight,\n").encode("gb18030")).rows
    assert (row["name"], row["sold_by"]) == ("土豆", "weight")


@pytest.mark.parametrize(
    ("rows", "doubt"),
    [
        ("egg,,,板,2800,count,\n", Doubt(2, "name", "empty")),
        ("egg,鸡蛋,,板,28.5,count,\n", Doubt(2, "price_fen", "not_a_number", "28.5")),
        (f"egg,鸡蛋,,板,{'9' * 5000},count,\n", Doubt(2, "price_fen", "not_a_number", "9" * 40)),
        ("egg,鸡蛋,,板,28,piece,\n", Doubt(2, "sold_by", "not_count_or_weight", "piece")),
        ("egg,鸡蛋,,板,,count,\negg,蛋,,板,,count,\n", Doubt(3, "sku", "twice", "egg")),
    ],
)
def test_a_bad_row_is_named(rows, doubt):
    assert read_goods((HEAD + rows).encode()).doubts == (doubt,)


def test_a_missing_column_is_named():
    assert read_goods(b"sku,name\n1,2\n").doubts == (
        Doubt(1, "unit", "column_missing"),
        Doubt(1, "sold_by", "column_missing"),
    )
    assert read_goods(b"\xff\xff\xff").doubts == (Doubt(1, "", "not_a_table"),)
