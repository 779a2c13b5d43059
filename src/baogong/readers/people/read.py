"""Reading a list: find the headings, then row by row; a bad row is named, the others stand."""

from collections.abc import Mapping

from baogong.readers.doors import Doubt
from baogong.readers.people.rows import LONGEST, PeopleRead, PersonLine
from baogong.readers.people.words import (
    field_of,
    read_cadre,
    read_phone,
    read_skills,
    read_slots,
    read_team,
)
from baogong.readers.rosters import RosterSpoiled
from baogong.readers.rosters.sheets import Sheet, read_sheets

MOST_ROWS = 20_000
ROWS_BEFORE_HEADINGS = 15


def read_people(content: bytes) -> PeopleRead:
    """Read a CSV or XLSX file's bytes. Never raises: what cannot be read is a doubt on row 1."""
    found = PeopleRead()
    try:
        for sheet in read_sheets(content):
            if not sheet.hidden:
                found = _joined(found, _read_sheet(sheet))
    except RosterSpoiled as spoiled:
        return PeopleRead(doubts=(Doubt(1, "", spoiled.why),))
    if not found.columns:
        return PeopleRead(doubts=(Doubt(1, "", "no_headings"),))
    return found


def _joined(one: PeopleRead, other: PeopleRead) -> PeopleRead:
    return PeopleRead(
        lines=one.lines + other.lines,
        doubts=one.doubts + other.doubts,
        columns=tuple(dict.fromkeys(one.columns + other.columns)),
        ignored=tuple(dict.fromkeys(one.ignored + other.ignored)),
    )


def _read_sheet(sheet: Sheet) -> PeopleRead:
    head = _find_headings(sheet)
    if head is None:
        return PeopleRead()
    headings = sheet.rows[head]
    fields = {column: field_of(text) for column, text in headings.items()}
    lines: list[PersonLine] = []
    doubts: list[Doubt] = []
    for number in sheet.row_numbers:
        if number <= head or sheet.rows.get(number) == headings:
            continue
        if len(lines) + len(doubts) >= MOST_ROWS:
            doubts.append(Doubt(number, "", "too_many_rows"))
            break
        line = _line(number, _said(sheet, number, fields))
        if isinstance(line, Doubt):
            doubts.append(line)
        elif line:
            lines.append(line)
    return PeopleRead(
        lines=tuple(lines),
        doubts=tuple(doubts),
        columns=tuple((headings[column], field) for column, field in fields.items() if field),
        ignored=tuple(headings[column] for column, field in fields.items() if not field),
    )


def _find_headings(sheet: Sheet) -> int | None:
    """The first row that heads both a name and a phone; titles above are passed."""
    for number in sheet.row_numbers[:ROWS_BEFORE_HEADINGS]:
        cells = sheet.rows.get(number, {}).values()
        if {"name", "phone"} <= {field_of(cell) for cell in cells}:
            return number
    return None


def _said(sheet: Sheet, number: int, fields: Mapping[int, str | None]) -> dict[str, str]:
    """Cells by field. Two columns of one field (grid and building) stand side by side."""
    said: dict[str, str] = {}
    for column, field in fields.items():
        if field and (text := sheet.text(number, column)):
            said[field] = f"{said.get(field, '')} {text}".strip()
    return said


def _line(number: int, said: Mapping[str, str]) -> PersonLine | Doubt | None:
    """None where no column that is understood says anything."""
    if not said:
        return None
    for field in ("name", "phone"):
        if not said.get(field):
            return Doubt(number, field, "empty")
    phone = read_phone(said["phone"])
    if phone is None:
        return Doubt(number, "phone", "bad_phone", said["phone"][:40])
    skills, other_skills = read_skills(said.get("skills", ""))
    slots, other_hours = read_slots(said.get("slots", ""))
    remarks = " ".join(filter(None, (said.get("remarks", ""), other_skills, other_hours)))
    texts = {
        "name": said["name"],
        "organisation": said.get("organisation", ""),
        "place": said.get("place", ""),
        "team": read_team(said.get("team", "")),
        "remarks": remarks,
    }
    for field, text in texts.items():
        if len(text) > LONGEST[field]:
            return Doubt(number, field, "too_long", text[:40])
    return PersonLine(
        row=number,
        phone=phone,
        cadre=read_cadre(said.get("cadre", "")),
        skills=skills,
        slots=slots,
        **texts,
    )
