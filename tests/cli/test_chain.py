"""R42: ``baogong chain read`` prints what a chain orders, or in one sentence why it cannot."""

import argparse
import json

import pytest

from baogong.cli import chain
from baogong.plumbing.processes.folder import CannotRun

DOORS = "door,lane,building,entrance,floor,room,aliases\n9-101,,9,1,1,101,\n9-102,,9,1,1,102,\n"
GOODS = "sku,name,aliases,unit,price_fen,sold_by,pack_note\npot,土豆,,斤,260,weight,\n"
CHAIN = "#接龙\n土豆2.6元/斤\n1. 9-101 土豆2斤半 已付\n2. 9-102 土豆\n"


def run(folder, content=CHAIN, *, doors=DOORS, goods=GOODS, previous="", as_json=True):
    for name, text in (("doors", doors), ("goods", goods), ("chain", content), ("old", previous)):
        data = text if isinstance(text, bytes) else text.encode()
        (folder / name).write_bytes(data)
    return chain.run(
        argparse.Namespace(
            what="read",
            file=folder / "chain",
            doors=folder / "doors",
            goods=folder / "goods",
            previous=folder / "old" if previous else None,
            json=as_json,
        )
    )


def test_entries_and_orders_are_printed_as_json(tmp_path, capsys):
    assert run(tmp_path) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["lines"][2:] == [
        {
            "no": "1",
            "raw": "1. 9-101 土豆2斤半 已付",
            "status": "ready",
            "kind": "order",
            "orders": [{"door": "9-101", "items": [{"sku": "pot", "qty": "2.5"}]}],
            "paid": True,
            "reasons": [],
        },
        {
            "no": "2",
            "raw": "2. 9-102 土豆",
            "status": "review",
            "kind": "order",
            "orders": [{"door": "9-102", "items": []}],
            "paid": None,
            "reasons": [{"code": "no_amount", "text": "土豆", "candidates": ["pot"]}],
        },
    ]
    assert answer["merged_orders"] == [{"door": "9-101", "items": [{"sku": "pot", "qty": "2.5"}]}]


def test_people_get_a_summary(tmp_path, capsys):
    run(tmp_path, as_json=False)
    assert capsys.readouterr().out.splitlines() == [
        "     2 ignored",
        "     1 ready",
        "     1 review",
        "line 4: 2. 9-102 土豆",
        "       no_amount 土豆",
        "1 doors have an order",
    ]


def test_only_what_an_older_copy_lacks_is_new(tmp_path, capsys):
    run(tmp_path, previous="#接龙\n土豆2.6元/斤\n1. 9-101 土豆2斤半 已付\n")
    lines = json.loads(capsys.readouterr().out)["lines"]
    assert [line["status"] for line in lines] == ["ignored", "ignored", "ignored", "review"]


def test_a_chain_saved_by_an_old_program_is_read(tmp_path, capsys):
    run(tmp_path, CHAIN.encode("gb18030"))
    assert json.loads(capsys.readouterr().out)["lines"][2]["status"] == "ready"


def test_a_sign_up_is_printed(tmp_path, capsys):
    run(tmp_path, "志愿者报名接龙\n1. 李敏 9栋 可以搬运 下午有空\n")
    assert json.loads(capsys.readouterr().out)["lines"][1]["signup"] == {
        "person": "李敏",
        "building": "9",
        "skills": ["carrying"],
        "slots": ["afternoon"],
        "offers": "可以搬运 下午有空",
    }


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"content": " \n"}, "chain: the file is empty"),
        ({"content": b"\x00\xff\x00"}, "chain: the text's encoding is unknown"),
        ({"doors": "a,b\n1,2\n"}, "doors: row 1, field door: the column is missing"),
        ({"doors": DOORS.splitlines()[0]}, "doors: row 2: the table is empty"),
        ({"goods": GOODS.splitlines()[0]}, "goods: row 2: the table is empty"),
        (
            {"goods": GOODS + "pot,土豆,,斤,1,weight,\n"},
            "goods: row 3, field sku .pot.: it stands",
        ),
        ({"goods": "sku,name\n"}, "goods: row 1, field unit: the column is missing"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_cure(tmp_path, files, says):
    with pytest.raises(CannotRun, match=says):
        run(tmp_path, **files)


def test_a_file_that_is_not_there_is_named(tmp_path):
    run(tmp_path)
    (tmp_path / "chain").unlink()
    options = argparse.Namespace(
        file=tmp_path / "chain",
        doors=tmp_path / "doors",
        goods=tmp_path / "goods",
        previous=None,
        json=True,
    )
    with pytest.raises(CannotRun, match="No such file"):
        chain.run(options)
