"""A building drawn as a plan: a row for each floor, a column for each room, a household a cell."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from baogong.readers.addresses.spelling import spelled_out, with_digits
from baogong.readers.rosters.finder import DoorFinder
from baogong.readers.rosters.flags import read_flags
from baogong.readers.rosters.lines import Line
from baogong.readers.rosters.living import is_no_home, is_vacant, role_of
from baogong.readers.rosters.people import read_people
from baogong.readers.rosters.phones import read_phones
from baogong.readers.rosters.places import read_place
from baogong.readers.rosters.rows import Refusal, Where
from baogong.readers.rosters.sheets import MOST_COLUMNS, Sheet
from baogong.readers.rosters.titles import section_scope

_ROOM = re.compile(r"(\d{1,2})(?:室|号|户|房|号房)?")
_FLOOR = re.compile(r"(\d{1,2})(?:层|楼|F)?")
_CORNER = re.compile(r"楼?层.*|房号|室号?|")
_COUNTED = re.compile(
    r"(?:\d大)?\d小|\d大|(?<!\d)\d{1,2}\s*个?[人口](?!之?外)|[一两二三四五六七八九十][人口]"
)
_NAME_AND_COUNT = re.compile(r"(?<=[一二三四五六七八九十])(?=\d)")
_LONGEST_HEAD = 8
_SILENT = re.compile(r"[-—/\\.?无]*")


@dataclass(frozen=True, slots=True)
class Plan:
    """``rooms``: column -> the end of its rooms' numbers. ``floors``: row -> its floor."""

    head: int
    rooms: Mapping[int, str]
    floors: Mapping[int, str]


def plan_at(sheet: Sheet, row: int) -> Plan | None:
    """The plan whose heading (``楼层 01室 02室``) stands in this row."""
    texts = sheet.rows.get(row, {})
    if len(texts) > MOST_COLUMNS or max(map(len, texts.values()), default=9) > _LONGEST_HEAD:
        return None
    corner = min(texts, default=0)
    rooms = {
        column: found[1]
        for column, text in texts.items()
        if (found := _ROOM.fullmatch(spelled_out(text)))
    }
    if rooms and min(rooms) == corner:
        corner = 1 if corner > 1 else 0
    elif not _CORNER.fullmatch(texts.get(corner, "")):
        return None
    if not corner or len(rooms) < 2 or len(rooms) < len(texts) - 1:
        return None
    if sorted(map(int, rooms.values())) != [int(room) for _, room in sorted(rooms.items())]:
        return None
    floors = dict(_floors(sheet, row, corner))
    return Plan(head=row, rooms=rooms, floors=floors) if floors else None


def _floors(sheet: Sheet, head: int, corner: int) -> Iterator[tuple[int, str]]:
    for row in sheet.row_numbers:
        if row > head:
            floor = _FLOOR.fullmatch(spelled_out(sheet.text(row, corner)))
            if floor is None:
                return
            yield row, floor[1].lstrip("0")


def read_plan(
    sheet: Sheet, plan: Plan, finder: DoorFinder, scope: Mapping[str, str]
) -> Iterator[Line | Refusal]:
    """Every cell that says something."""
    for row, floor in plan.floors.items():
        for column, room in plan.rooms.items():
            text = sheet.rows.get(row, {}).get(column, "")
            if _SILENT.fullmatch(text):
                continue
            above = section_scope(sheet.text(plan.head - 1, column), finder.doors)
            place = read_place({"room": f"{floor}{room.zfill(2)}"}, scope={**scope, **above})
            result = finder.find(place)
            where = Where(sheet.name, row)
            if result.door is None or is_no_home(text):
                why = result.why or "not_a_home"
                yield Refusal(where, why=why, raw=text)
            else:
                yield said_in_a_cell(text, Line(where, result.door))


def said_in_a_cell(text: str, line: Line) -> Line:
    """A household described in one cell: ``张三 3人 139... 独居老人``."""
    phones = read_phones(text)
    rest = with_digits(_NAME_AND_COUNT.sub(" ", text))
    counted = _COUNTED.search(re.sub(r"\d{5,}", " ", rest))
    people = read_people(counted.group()).people if counted else None
    vacant = is_vacant(text) or any(map(is_vacant, text.split()))
    return Line(
        where=line.where,
        door=line.door,
        people=0 if vacant else people,
        occupied=False if vacant else None,
        phones=phones.mobiles,
        flags=read_flags(text),
        role=role_of(text),
        troubles=tuple(("bad_phone", number) for number in phones.bad),
    )
