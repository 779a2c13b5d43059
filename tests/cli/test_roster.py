"""R1: ``baogong roster read`` prints what a roster says, or in one sentence why it cannot."""

import argparse
import json

import pytest

from baogong.cli import roster
from baogong.plumbing.processes.folder import CannotRun
from tests.readers.roster_files import book, separated

DOORS = "door,lane,building,entrance,floor,room,aliases\nN2-1-101,,N2,1,1,101,听雨楼101|会客厅\n"
ROWS = [
    ["楼栋", "房号", "人数", "电话", "备注"],
    ["N2", "101", 2, "13900000001", "孕妇"],
    ["N2", "101", 3, "13900000002", ""],
    ["N2", "909", 3, "", ""],
]


def run(folder, content, *, as_json=True, doors=DOORS):
    (folder / "doors.csv").write_text(doors, encoding="utf-8")
    (folder / "roster").write_bytes(content)
    return roster.run(
        argparse.Namespace(
            what="read", file=folder / "roster", doors=folder / "doors.csv", json=as_json
        )
    )


def test_households_conflicts_and_refusals_are_printed_as_json(tmp_path, capsys):
    assert run(tmp_path, separated(ROWS)) == 0
    assert json.loads(capsys.readouterr().out) == {
        "households": {
            "N2-1-101": {
                "people": None,
                "occupied": True,
                "phones": ["13900000001", "13900000002"],
                "flags": ["pregnant"],
            }
        },
        "conflicts": [
            {"sheet": "csv", "rows": [2, 3], "kind": "duplicate_differs", "doors": ["N2-1-101"]}
        ],
        "refused": [{"sheet": "csv", "row": 4, "why": "no_such_door", "raw": "N2 909 3"}],
    }


def test_rows_on_several_sheets_name_their_sheet(tmp_path, capsys):
    run(tmp_path, book(甲=ROWS[:2], 乙=[ROWS[0], ROWS[2]]))
    [conflict] = json.loads(capsys.readouterr().out)["conflicts"]
    assert (conflict["sheet"], conflict["rows"]) == (None, ["甲!2", "乙!2"])


def test_people_get_a_summary(tmp_path, capsys):
    run(tmp_path, separated(ROWS), as_json=False)
    assert capsys.readouterr().out.splitlines() == [
        "1 households, 1 lived in",
        "     1 duplicate_differs",
        "refused csv row 4: no_such_door: N2 909 3",
        "1 rows are titles, headings, totals or notes",
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty"),
        (b"PK\x03\x04", "the file is damaged"),
        ("只是一句话".encode(), "no table of homes was found"),
        (separated([ROWS[0]]), "no table of homes was found"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_cure(tmp_path, content, says):
    with pytest.raises(CannotRun, match=says):
        run(tmp_path, content)


@pytest.mark.parametrize(
    ("doors", "says"),
    [
        ("", "row 1, field door: the column is missing"),
        ("a,b\n1,2\n", "row 1, field door: the column is missing"),
        (DOORS.splitlines()[0], "row 2: the table is empty"),
        ("\x89PNG\0", "row 1: this is no table"),
    ],
)
def test_a_table_without_doors_is_named(tmp_path, doors, says):
    with pytest.raises(CannotRun, match=f"doors.csv: {says}"):
        run(tmp_path, separated(ROWS), doors=doors)


def test_a_file_that_is_not_there_is_named(tmp_path):
    options = argparse.Namespace(what="read", file=tmp_path / "none", doors=None, json=True)
    with pytest.raises(CannotRun, match="No such file"):
        roster.run(options)
