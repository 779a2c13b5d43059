"""What rosters' codes mean to people, and what to do about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, pgettext

from baogong.apps.places.enums import CareKind
from baogong.apps.places.queries import Change, KnownHousehold, RefusalRow
from baogong.readers.rosters import Conflict, Said
from baogong.values.phones import mask_numbers, mask_phone

CONFLICTS = {
    "duplicate_same": gettext_noop("The door stands there twice, with the same content"),
    "duplicate_differs": gettext_noop("The door stands there twice, with different content"),
    "owner_tenant": gettext_noop("Owner and tenant are both listed; the tenant counts"),
    "bad_phone": gettext_noop("This is no mobile number"),
    "shared_phone": gettext_noop("One number stands at several doors"),
    "people_differ": gettext_noop("Two places say different numbers of people"),
    "unclear_people": gettext_noop("The number of people cannot be read"),
    "vacant_with_people": gettext_noop("Said to be empty, but with people"),
    "vacant_but_listed": gettext_noop("Said to be empty, but on a list of people to look after"),
    "need_denied": gettext_noop("On a list of people to look after; another place denies it"),
    "error_cell": gettext_noop("A cell holds an error"),
    "formula_without_value": gettext_noop("A cell holds a formula without a result"),
    "alone_with_others": gettext_noop("Said to live alone, but with others"),
}
REFUSALS = {
    "ambiguous_door": gettext_noop(
        "Several doors fit, for example in two entrances. Add building or entrance."
    ),
    "error_cell": gettext_noop("A cell holds an error such as #REF!. Type what belongs there."),
    "formula_without_value": gettext_noop(
        "A cell holds a formula without a result. Open the file, save it, upload it again."
    ),
    "no_building": gettext_noop("The building is missing. Add it to the row or above the table."),
    "no_heading": gettext_noop(
        "No headings stand above this row, so nobody can tell what it means. Add them."
    ),
    "no_room": gettext_noop("The room is missing. Add it."),
    "no_such_door": gettext_noop(
        "The estate has no such door. Mend the number, or let the file add doors."
    ),
    "not_a_home": gettext_noop("A shop, garage or office is no household; it was left out."),
    "unreadable": gettext_noop("No door can be read here. Write building, entrance and room."),
}
SPOILED = {
    "damaged": gettext_noop("The workbook is damaged. Open it, save it anew and upload that."),
    "empty": gettext_noop("The file holds no row. Check that it is the right one."),
    "locked": gettext_noop("The workbook is locked with a password. Save it without one."),
    "no_table": gettext_noop(
        "No table of homes was found. Put headings such as room, people and phone above the rows."
    ),
    "not_a_table": gettext_noop("This is no workbook and no CSV table. Save it as XLSX or CSV."),
    "old_excel": gettext_noop("This is an old XLS workbook. Save it as XLSX and upload that."),
    "too_large": gettext_noop(
        "The file holds far more cells than a roster. Remove empty rows, or split it by building."
    ),
    "unknown_encoding": gettext_noop(
        "The letters of this file cannot be read. Save it as XLSX or as CSV UTF-8."
    ),
}


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A conflict before it is loaded: what, at which doors, in which rows."""

    what: str
    doors: str
    rows: str


@dataclass(frozen=True, slots=True)
class RefusalLine:
    """A row that is left out: where, what stood there, why."""

    sheet: str
    row: int
    raw: str
    why: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A household of which something that was known would go: each point as before and after."""

    id: int
    door: str
    points: tuple[tuple[str, str, str], ...]


def conflict_text(kind: str) -> str:
    return _(CONFLICTS[kind])


def rows_text(rows: Iterable[tuple[str, int]]) -> str:
    """``E6, row 12, 40; 特殊人群, row 3``: sheets with their rows. A CSV has no sheet."""
    by_sheet: dict[str, list[str]] = {}
    for sheet, row in rows:
        by_sheet.setdefault(sheet, []).append(str(row))
    return "; ".join(_at(sheet, ", ".join(numbers)) for sheet, numbers in by_sheet.items())


def _at(sheet: str, rows: str) -> str:
    if sheet == "csv":
        return _("row %(rows)s") % {"rows": rows}
    return _("%(sheet)s, row %(rows)s") % {"sheet": sheet, "rows": rows}


def conflict_lines(conflicts: Iterable[Conflict]) -> list[ConflictLine]:
    return [
        ConflictLine(
            what=conflict_text(row.kind),
            doors=", ".join(row.doors),
            rows=rows_text((where.sheet, where.row) for where in row.rows),
        )
        for row in conflicts
    ]


def refusal_lines(rows: Iterable[RefusalRow | tuple[str, int, str, str]]) -> list[RefusalLine]:
    found = []
    for row in rows:
        sheet, number, why, raw = (
            (row.sheet, row.row, row.why, row.raw) if isinstance(row, RefusalRow) else row
        )
        found.append(RefusalLine(sheet, number, mask_numbers(raw), refusal_text(why)))
    return found


def refusal_text(why: str) -> str:
    return _(REFUSALS[why])


def spoiled_text(why: str) -> str:
    """One sentence with its cure for a file that cannot be read at all."""
    return _(SPOILED[why])


def change_rows(changes: Iterable[Change]) -> list[ChangeRow]:
    """Each change with its points in words; numbers are masked."""
    return [ChangeRow(row.known.id, row.known.door, _points(row)) for row in changes]


def _points(change: Change) -> tuple[tuple[str, str, str], ...]:
    known, after = change.known, change.after
    same = (
        known.people == after.people,
        known.occupied == after.occupied,
        known.phones == after.phones,
        known.flags == after.flags,
    )
    points = (
        (pgettext("living there", "People"), people_text(known.people), people_text(after.people)),
        (_("Lived in"), occupied_text(known.occupied), occupied_text(after.occupied)),
        (_("Phones"), phones_text(known.phones), phones_text(after.phones)),
        (_("Care"), care_text(known.flags), care_text(after.flags)),
    )
    return tuple(point for point, is_same in zip(points, same, strict=True) if not is_same)


def people_text(people: int | None) -> str:
    if people is None:
        return _("not known")
    return ngettext("%(n)s person", "%(n)s people", people) % {"n": people}


def occupied_text(occupied: bool | None) -> str:  # noqa: FBT001 - a value to be put in words
    return _("not known") if occupied is None else _("lived in") if occupied else _("empty")


def phones_text(phones: Iterable[str]) -> str:
    return ", ".join(map(mask_phone, phones)) or _("none")


def care_text(flags: Iterable[str]) -> str:
    return ", ".join(str(CareKind(flag).label) for flag in flags) or _("none")


def household_line(row: KnownHousehold) -> dict[str, Any]:
    """A household in words, its numbers masked."""
    return {
        "id": row.id,
        "door": row.door,
        "people": people_text(row.people),
        "state": occupied_text(row.occupied),
        "phones": phones_text(row.phones),
        "care": care_text(row.flags),
    }


def said_text(said: Said) -> str:
    """``3 people, 139****1234``: one choice of a conflict in a line."""
    parts = [people_text(said.people) if said.occupied else _("empty")]
    return ", ".join([*parts, *map(mask_phone, said.phones)])
