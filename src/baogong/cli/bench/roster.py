"""Time to read a roster, beside the time that openpyxl takes only to open the same workbook."""

import io
import statistics
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from baogong.plumbing.processes.folder import CannotRun
from baogong.readers.addresses import Door, DoorTable
from baogong.readers.rosters import read_roster

MOST_SECONDS = 5
ROUNDS = 5
_FLOORS, _ROOMS = 25, 8
_HEAD = ("楼栋", "单元", "房号", "户主", "居住人数", "联系电话", "备注", "入住情况")
_PEOPLE = (3, "2人", "三口", "2大1小", "４", "—", 1)
_NOTES = ("", "养狗1只", "独居老人，82岁", "", "高血压，长期服药", "孕妇", "", "回老家未归")


def measure(households: int) -> dict[str, Any]:
    """``{"households", "read", "seconds", "limit_seconds"}``; medians of five rounds.

    ``limit_seconds``: what openpyxl needs to load the workbook's values and no more; nothing that
    goes through it could be faster.
    """
    openpyxl = _openpyxl()
    doors = [_door(number) for number in range(households)]
    content, table = _workbook(openpyxl, doors), DoorTable(doors)
    read = read_roster(content, doors=table)
    return {
        "households": households,
        "read": len(read.households),
        "seconds": _median(lambda: read_roster(content, doors=table)),
        "limit_seconds": _median(
            lambda: openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        ),
    }


def _openpyxl() -> Any:
    """Only this measurement and tests need it, so that it comes with the tools to develop."""
    try:
        return import_module("openpyxl")
    except ImportError as error:
        raise CannotRun("the measurement compares with openpyxl; install it first") from error


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return round(statistics.median(times), 3)


def _door(number: int) -> Door:
    building, place = divmod(number, _FLOORS * _ROOMS)
    floor, room = divmod(place, _ROOMS)
    name, code = f"E{building + 1}", f"{floor + 1}{room + 1:02}"
    return Door(f"{name}-1-{code}", building=name, entrance="1", room=code, floor=floor + 1)


def _workbook(openpyxl: Any, doors: list[Door]) -> bytes:
    """A sheet for each building, with a title, merged buildings and a total."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in dict.fromkeys(door.building for door in doors):
        sheet = book.create_sheet(name)
        homes = [door for door in doors if door.building == name]
        sheet.append([f"{name}栋住户信息登记表"])
        sheet.append(_HEAD)
        for number, door in enumerate(homes):
            sheet.append(_row(number, door))
        sheet.append(["合计", None, f"{len(homes)}户"])
        sheet.merge_cells(f"A3:A{len(homes) + 2}")
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _row(number: int, door: Door) -> list[Any]:
    phone = 13_900_000_000 + _number_of(door.code)
    return [
        f"{door.building}栋" if number == 0 else None,
        None,
        f"{door.room}室" if number % 3 else int(door.room),
        "某某",
        _PEOPLE[number % len(_PEOPLE)],
        phone if number % 2 else f"{phone}/女儿{phone + 1}",
        _NOTES[number % len(_NOTES)],
        "空置" if number % 19 == 5 else "自住",
    ]


def _number_of(code: str) -> int:
    """A number below 90 million, the same in every run."""
    number = 0
    for c in code:
        number = (number * 31 + ord(c)) % 90_000_000
    return number
