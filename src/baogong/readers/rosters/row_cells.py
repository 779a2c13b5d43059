"""The cells of one row, by what their columns are."""

import re
from collections.abc import Mapping

from baogong.readers.rosters.heads import Columns
from baogong.readers.rosters.sheets import Sheet

_DITTO = re.compile(r"同[上前左](?:栋|幢|楼|室|号|单元)?|同|〃|[″′'\"”“]{1,2}")


class RowCells:
    """``row("phone")`` gives the texts of all columns of telephones, in order.

    A merged cell speaks for every row that it covers. ``above``: column -> the last text in it,
    for which 同上 stands; it is kept up to date here.
    """

    def __init__(self, sheet: Sheet, row: int, columns: Columns, above: dict[int, str]) -> None:
        self._columns = columns
        self._texts: dict[int, str] = {}
        for column in (c for numbers in columns.values() for c in numbers):
            text = sheet.text(row, column)
            if _DITTO.fullmatch(text):
                text = above.get(column, "")
            elif text:
                above[column] = text
            self._texts[column] = text

    def __call__(self, name: str) -> list[str]:
        return [text for c in self._columns.get(name, ()) if (text := self._texts[c])]

    def has(self, name: str) -> bool:
        """Whether the table has such a column."""
        return name in self._columns

    def first(self, name: str) -> str:
        return next(iter(self(name)), "")

    def by_column(self, name: str) -> Mapping[int, str]:
        return {c: text for c in self._columns.get(name, ()) if (text := self._texts[c])}
