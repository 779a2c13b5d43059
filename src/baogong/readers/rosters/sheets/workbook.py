"""XLSX sheets with what the eye sees: hidden columns gone, merges kept, formulas by their value.

Read from the XML itself: a library's model either knows a formula or its value, and takes a sheet
formatted down to its last row as a million rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from baogong.readers.addresses.spelling import plain
from baogong.readers.rosters.rows import RosterSpoiled
from baogong.readers.rosters.sheets.cells import Budget, SheetCells
from baogong.readers.rosters.sheets.grid import Sheet
from baogong.readers.rosters.sheets.package import Package, beside, local
from baogong.readers.rosters.sheets.styles import DateFormats, read_date_formats

_ROOT = "xl/workbook.xml"
_MOST_SHEETS = 250
_MOST_STRINGS = 600_000


@dataclass(slots=True)
class _Contents:
    """The workbook's list of sheets: name, whether it is hidden, the relation to its part."""

    sheets: list[tuple[str, bool, str]] = field(default_factory=list)
    since_1904: bool = False

    def take(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), hidden, attributes.get("id", "")))
        elif tag == "workbookPr":
            self.since_1904 = attributes.get("date1904") in {"1", "true"}


def read_workbook(content: bytes) -> list[Sheet]:
    """Raises RosterSpoiled where the bytes are no workbook, a damaged or a very large one."""
    package = Package(content)
    if _ROOT not in package:
        raise RosterSpoiled("not_a_table")
    contents = _Contents()
    package.elements(_ROOT, contents.take)
    if len(contents.sheets) > _MOST_SHEETS:
        raise RosterSpoiled("too_large")
    targets = _relations(package, _ROOT)
    strings = _shared_strings(package, targets)
    dates = read_date_formats(package, since_1904=contents.since_1904)
    return list(_sheets(package, contents, targets, strings, dates))


def _sheets(
    package: Package,
    contents: _Contents,
    targets: dict[str, str],
    strings: list[str],
    dates: DateFormats,
) -> Iterator[Sheet]:
    budget = Budget()
    for name, hidden, relation in contents.sheets:
        part = targets.get(relation, "")
        if part not in package or "chartsheet" in part:
            continue
        cells = SheetCells(strings=strings, dates=dates, budget=budget)
        package.parse(part, cells.parser())
        yield cells.sheet(name=plain(name), hidden=hidden)


def _relations(package: Package, part: str) -> dict[str, str]:
    folder, _, name = part.rpartition("/")
    targets: dict[str, str] = {}

    def take(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = beside(part, attributes.get("Target", ""))
            targets[attributes.get("Id", "")] = target
            if attributes.get("Type", "").endswith("/sharedStrings"):
                targets["strings"] = target

    relations = f"{folder}/_rels/{name}.rels"
    if relations in package:
        package.elements(relations, take)
    return targets


def _shared_strings(package: Package, targets: dict[str, str]) -> list[str]:
    """Every string of the workbook's table; readings of characters (phonetics) are left out."""
    part = targets.get("strings", "xl/sharedStrings.xml")
    strings: list[str] = []
    if part not in package:
        return strings
    pieces: list[str] = []
    inside = {"t": False, "rPh": False}

    def start(tag: str, _: dict[str, str]) -> None:
        inside.update({local(tag): True} if local(tag) in inside else {})

    def end(tag: str) -> None:
        name = local(tag)
        if name in inside:
            inside[name] = False
        elif name == "si":
            if len(strings) >= _MOST_STRINGS:
                raise RosterSpoiled("too_large")
            strings.append("".join(pieces))
            pieces.clear()

    def text(data: str) -> None:
        if inside["t"] and not inside["rPh"]:
            pieces.append(data)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    package.parse(part, parser)
    return strings
