"""Which cells Excel shows as dates, and what was typed before it made a date of it."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from baogong.readers.rosters.sheets.package import Package

_PART = "xl/styles.xml"
# 27 to 58 are those of a Chinese Excel.
_BUILT_IN = dict.fromkeys((14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58), "m/d")
_BUILT_IN |= dict.fromkeys((17, 27, 36, 50, 52, 57), "yyyy/m")
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')
_DAYS_OF_1904 = 1462


@dataclass(slots=True)
class DateFormats:
    """``by_style``: style number -> the number format's code, for date formats only."""

    by_style: dict[int, str] = field(default_factory=dict)
    since_1904: bool = False

    def moment(self, serial: float, style: int) -> datetime | None:
        """The date and time that a number of this style shows, to the second."""
        if style not in self.by_style or not 0 < serial < 2_900_000:
            return None
        days = serial + (_DAYS_OF_1904 if self.since_1904 else 0)
        seconds = timedelta(seconds=round((days + (days < 60)) * 86_400))
        return (datetime(1899, 12, 30, tzinfo=UTC) + seconds).replace(tzinfo=None)

    def typed(self, moment: datetime, style: int) -> str:
        """What was probably typed: ``3-2`` for 2 March, ``6-2003`` for June 2003."""
        if "d" in _QUOTED.sub("", self.by_style[style].lower()):
            return f"{moment.month}-{moment.day}"
        return f"{moment.month}-{moment.year}"


@dataclass(slots=True)
class _Styles:
    formats: dict[int, str] = field(default_factory=dict)
    cells: list[int] = field(default_factory=list)
    in_cells: bool = False

    def take(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt":
            self.formats[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif tag in {"cellXfs", "cellStyles", "cellStyleXfs"}:
            self.in_cells = tag == "cellXfs"
        elif tag == "xf" and self.in_cells:
            self.cells.append(_number(attributes.get("numFmtId")))


def read_date_formats(package: Package, *, since_1904: bool) -> DateFormats:
    styles = _Styles()
    if _PART in package:
        package.elements(_PART, styles.take)
    known = _BUILT_IN | {n: c for n, c in styles.formats.items() if _is_date(c)}
    by_style = {style: known[n] for style, n in enumerate(styles.cells) if n in known}
    return DateFormats(by_style=by_style, since_1904=since_1904)


def _is_date(code: str) -> bool:
    bare = _QUOTED.sub("", code.lower())
    return bool(re.search(r"[ymd]", bare)) and "#" not in bare and "0" not in bare


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
