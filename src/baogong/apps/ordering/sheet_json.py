"""The sheets of an export as they lie in the database, with telephones masked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from baogong.readers.exports import NUMBERS
from baogong.readers.rosters.sheets import Merge, Sheet
from baogong.values.phones import mask_numbers, mask_phone

PHONE = "phone"


def masked(sheets: Iterable[Sheet], columns: Mapping[str, str]) -> list[Sheet]:
    """``columns``: heading -> field. The column of telephones is masked whole, the numbers of
    orders, which may look like those of people, not at all, and every other where it has some."""
    return [replace(sheet, rows=_masked_rows(sheet, columns)) for sheet in sheets]


def _masked_rows(sheet: Sheet, columns: Mapping[str, str]) -> dict[int, dict[int, str]]:
    fields = {
        column: columns[text]
        for row in sheet.rows.values()
        for column, text in row.items()
        if columns.get(text) in {PHONE, *NUMBERS}
    }
    return {
        number: {
            column: _masked(text, fields.get(column), columns) for column, text in row.items()
        }
        for number, row in sheet.rows.items()
    }


def _masked(text: str, field: str | None, columns: Mapping[str, str]) -> str:
    if text in columns or field in NUMBERS:
        return text
    return mask_phone(text) if field == PHONE and "*" not in text else mask_numbers(text)


def written(sheets: Iterable[Sheet]) -> list[dict[str, Any]]:
    """JSON values; ``read_back`` is the inverse."""
    return [
        {
            "name": sheet.name,
            "rows": sheet.rows,
            "merges": [[m.top, m.left, m.bottom, m.right] for m in sheet.merges],
            "faults": [[*cell, why] for cell, why in sheet.faults.items()],
            "hidden": sheet.hidden,
            "moments": [[*cell, moment.isoformat()] for cell, moment in sheet.moments.items()],
        }
        for sheet in sheets
    ]


def read_back(data: Sequence[Mapping[str, Any]]) -> list[Sheet]:
    return [
        Sheet(
            name=sheet["name"],
            rows={
                int(number): {int(column): text for column, text in row.items()}
                for number, row in sheet["rows"].items()
            },
            merges=tuple(Merge(*merge) for merge in sheet["merges"]),
            faults={(row, column): why for row, column, why in sheet["faults"]},
            hidden=sheet["hidden"],
            moments={
                (row, column): datetime.fromisoformat(moment)
                for row, column, moment in sheet["moments"]
            },
        )
        for sheet in data
    ]
