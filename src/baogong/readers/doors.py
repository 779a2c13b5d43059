"""A clean CSV of doors: ``door,building,entrance,floor,room``, and ``lane,people,aliases``.

UTF-8 (with or without a byte order mark) or GB 18030. Aliases are separated by ``|``. Each bad row
becomes a doubt with its row and field; the good rows of the same file stand. In a village of
houses ``entrance`` and even ``building`` are empty, or ``room`` is: then the building is the home.
Under a lane (弄) the number (号) is building and entrance in one; a house there needs no room.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

REQUIRED = ("door", "building", "entrance", "floor", "room")
LONGEST = 40
MOST_ROWS = 100_000
_NUMBER = re.compile(r"[+-]?\d{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class DoorLine:
    """One door. ``door`` is the name on every label; it is unique in its file."""

    door: str
    building: str
    entrance: str
    floor: int | None
    room: str
    people: int | None = None
    aliases: tuple[str, ...] = ()
    lane: str = ""

    @property
    def address(self) -> tuple[str, str, str, str]:
        return self.lane, self.building, self.entrance, self.room


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row (from 1, the header included) that was not taken, the field, and why (a code)."""

    row: int
    field: str
    why: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class DoorsRead:
    lines: tuple[DoorLine, ...]
    doubts: tuple[Doubt, ...]


def read_doors(content: bytes) -> DoorsRead:
    """Read a file's bytes. Never raises: what cannot be read is a doubt on row 1."""
    try:
        rows = csv.reader(io.StringIO(decoded(content), newline=""), strict=True)
        header = [tidy(name) for name in next(rows, [])]
        missing = [name for name in REQUIRED if name not in header]
        if missing:
            doubts = [Doubt(row=1, field=name, why="column_missing") for name in missing]
            return DoorsRead(lines=(), doubts=tuple(doubts))
        return _read_rows(rows, header=header)
    except (UnicodeDecodeError, csv.Error):
        return DoorsRead(lines=(), doubts=(Doubt(row=1, field="", why="not_a_table"),))


def decoded(content: bytes) -> str:
    """UTF-8 or GB 18030 as text. Raises UnicodeDecodeError, or csv.Error for what is no text."""
    if b"\0" in content:
        raise csv.Error("binary")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _read_rows(rows: Iterable[list[str]], *, header: Sequence[str]) -> DoorsRead:
    lines: dict[str, DoorLine] = {}
    addresses: set[tuple[str, str, str, str]] = set()
    doubts: list[Doubt] = []
    for number, row in _numbered(rows):
        if isinstance(row, Doubt):
            doubts.append(row)
            break
        cells = dict(zip(header, map(tidy, row), strict=False))
        if not any(cells.values()):
            continue
        line = _read_row(number, cells)
        if isinstance(line, DoorLine):
            line = _only_once(number, line, lines=lines, addresses=addresses)
        if isinstance(line, Doubt):
            doubts.append(line)
        else:
            lines[line.door] = line
            addresses.add(line.address)
    return DoorsRead(lines=tuple(lines.values()), doubts=tuple(doubts))


def tidy(text: str) -> str:
    """A cell as people see it: full-width forms folded, line breaks and odd spaces plain."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _numbered(rows: Iterable[list[str]]) -> Iterator[tuple[int, list[str] | Doubt]]:
    """Rows by number, blank ones too, up to the first that breaks the table."""
    number = 1
    try:
        for number, row in enumerate(rows, start=2):
            if number > MOST_ROWS:
                yield number, Doubt(row=number, field="", why="too_many_rows")
                return
            yield number, row
    except csv.Error:
        yield number + 1, Doubt(row=number + 1, field="", why="cut_short")


def _only_once(
    number: int,
    line: DoorLine,
    *,
    lines: Mapping[str, DoorLine],
    addresses: Collection[tuple[str, str, str, str]],
) -> DoorLine | Doubt:
    if line.door in lines:
        return Doubt(row=number, field="door", why="twice", value=line.door)
    if line.address in addresses:
        return Doubt(row=number, field="room", why="same_address", value=line.room)
    return line


def _read_row(number: int, row: Mapping[str, str]) -> DoorLine | Doubt:
    cells = {name: row.get(name, "") for name in (*REQUIRED, "lane", "people", "aliases")}
    if cells["building"] and not (cells["room"] or cells["floor"]):
        cells |= _house(cells)
    aliases = tuple(alias.strip() for alias in cells["aliases"].split("|") if alias.strip())
    for name in ("door", "room", "building", "entrance", "lane"):
        if not cells[name] and _is_needed(name, cells):
            return Doubt(row=number, field=name, why="empty")
        if not _is_name(cells[name]) or "/" in cells[name]:
            return Doubt(row=number, field=name, why="bad_name", value=cells[name][:LONGEST])
    if cells["lane"] and len(cells["lane"] + cells["building"]) > LONGEST - 2:
        return Doubt(row=number, field="lane", why="bad_name", value=cells["lane"])
    for alias in aliases:
        if not _is_name(alias):
            return Doubt(row=number, field="aliases", why="bad_name", value=alias[:LONGEST])
    for name, low in (("floor", -9), ("people", 0)):
        if cells[name] and not _whole_number(cells[name], low=low, high=199):
            return Doubt(row=number, field=name, why="not_a_number", value=cells[name][:LONGEST])
    return DoorLine(
        door=cells["door"],
        building=cells["building"],
        entrance=cells["entrance"],
        floor=int(cells["floor"]) if cells["floor"] else None,
        room=cells["room"],
        people=int(cells["people"]) if cells["people"] else None,
        aliases=aliases,
        lane=cells["lane"],
    )


def _house(cells: Mapping[str, str]) -> dict[str, str]:
    """A building without rooms is a home: number 8 of group 3, or villa 8.

    One whose entrance is told stands among others that have rooms: 35号 of lane 1288.
    """
    number = cells["building"]
    if cells["lane"] and not cells["entrance"]:
        return {"lane": "", "building": cells["lane"], "room": number}
    return {"room": number}


def _is_needed(name: str, cells: Mapping[str, str]) -> bool:
    """A house may stand alone; an entrance and a lane have a building."""
    in_a_building = cells["entrance"] or cells["lane"]
    return name in {"door", "room"} or bool(name == "building" and in_a_building)


def _is_name(text: str) -> bool:
    """Short enough, and without characters that no paper shows."""
    return len(text) <= LONGEST and all(unicodedata.category(c) != "Cc" for c in text)


def _whole_number(text: str, *, low: int, high: int) -> bool:
    return bool(_NUMBER.fullmatch(text)) and low <= int(text) <= high
