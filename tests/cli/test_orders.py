"""R48: ``baogong orders read`` prints what an export says, or in one sentence why it cannot."""

import argparse
import json

import pytest

from baogong.cli import orders
from baogong.plumbing.processes.folder import CannotRun
from tests.readers.roster_files import book, separated

DOORS = "door,lane,building,entrance,floor,room,aliases\nN2-1-101,,N2,1,1,101,听雨楼101\n"
GOODS = (
    "sku,name,aliases,unit,price_fen,sold_by,pack_note\nEGG,鸡蛋,鲜鸡蛋,板,3200,count,30枚/板\n"
)
ROWS = [
    ["订单号", "商品", "数量", "地址", "备注", "实付金额", "下单时间", "订单状态"],
    ["A1", "鲜鸡蛋(30枚/板)", 2, "N2栋101", "", "64", "2022-04-12 09:03", "已付款"],
    ["A2", "鸡蛋", 1, "N2-1-909", "", "32", "", "已付款"],
    ["合计", "", 3],
]


def run(folder, content, *, as_json=True, doors=DOORS, goods=GOODS, mapping=None):
    for name, text in (("doors.csv", doors), ("goods.csv", goods), ("map.json", mapping)):
        (folder / name).write_text(text or "", encoding="utf-8")
    (folder / "export").write_bytes(content)
    return orders.run(
        argparse.Namespace(
            what="read",
            file=folder / "export",
            doors=folder / "doors.csv",
            goods=folder / "goods.csv" if goods else None,
            mapping=folder / "map.json" if mapping else None,
            json=as_json,
        )
    )


def test_orders_mapping_and_problems_are_printed_as_json(tmp_path, capsys):
    assert run(tmp_path, separated(ROWS)) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["orders"][0] == {
        "order_no": "A1",
        "status": "ready",
        "door": {"lane": "", "building": "N2", "entrance": "1", "room": "101"},
        "door_code": "N2-1-101",
        "candidates": [],
        "items": [{"sku": "EGG", "name": "鲜鸡蛋", "spec": "30枚/板", "qty": "2"}],
        "reasons": [],
        "sheet": "csv",
        "rows": [2],
        "buyer": "",
        "receiver": "",
        "phones": [],
        "placed_at": "2022-04-12T09:03:00",
        "paid_fen": 6400,
    }
    assert printed["orders"][1]["status"] == "review"
    assert printed["orders"][1]["reasons"] == [
        {"why": "no_such_door", "row": 3, "field": "address", "value": "N2-1-909"}
    ]
    assert printed["mapping"]["columns"]["实付金额"] == "paid"
    assert printed["problems"][1] == {
        "sheet": "csv",
        "row": 4,
        "why": "sum",
        "field": "",
        "value": "合计 3",
    }


def test_without_a_list_of_goods_an_item_is_what_the_file_calls_it(tmp_path, capsys):
    run(tmp_path, separated(ROWS), goods=None)
    printed = json.loads(capsys.readouterr().out)
    assert printed["orders"][0]["items"] == [{"name": "鲜鸡蛋", "spec": "30枚/板", "qty": "2"}]


def test_people_get_a_summary(tmp_path, capsys):
    run(tmp_path, separated(ROWS), as_json=False)
    assert capsys.readouterr().out.splitlines() == [
        "     1 ready",
        "     1 review",
        "review A2 row 3: no_such_door address N2-1-909",
        "passed over csv row 1: heading 订单号 商品 数量 地址 备注 实付金额 下单时间 订单状态",
        "passed over csv row 4: sum 合计 3",
    ]


def test_a_printed_mapping_is_taken_back(tmp_path, capsys):
    run(tmp_path, separated(ROWS))
    printed = json.loads(capsys.readouterr().out)
    rows = [ROWS[0][::-1], ROWS[1][::-1]]
    run(tmp_path, separated(rows), mapping=json.dumps(printed))
    again = json.loads(capsys.readouterr().out)
    assert again["orders"][0] == printed["orders"][0]
    assert again["mapping"]["fingerprint"] == printed["mapping"]["fingerprint"]


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ("{", "no mapping of headings to fields"),
        ("[1]", "no mapping of headings to fields"),
        ("[" * 100_000, "no mapping of headings to fields"),
        ('{"订单号": "colour"}', "there is no field colour"),
    ],
)
def test_a_mapping_that_is_none_is_named(tmp_path, mapping, says):
    with pytest.raises(CannotRun, match=says):
        run(tmp_path, separated(ROWS), mapping=mapping)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty"),
        (b"PK\x03\x04", "the file is damaged"),
        ("只是一句话".encode(), "no table of orders was found"),
        (separated(ROWS[:1]), "csv row 1: there is no order below its headings"),
        (book(订单=[["商品", "数量", "下单人"], ["鸡蛋", 1, "柏木"]]), "订单 row 1: .* order_no"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_cure(tmp_path, content, says):
    with pytest.raises(CannotRun, match=says):
        run(tmp_path, content)


def test_a_list_without_goods_is_named(tmp_path):
    with pytest.raises(CannotRun, match="field sku: the column is missing"):
        run(tmp_path, separated(ROWS), goods="a,b\n1,2\n")
