"""One row of a table: the door it is about and what it says of the household."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from baogong.readers.addresses import Door
from baogong.readers.rosters.aside import is_aside, is_example, is_total
from baogong.readers.rosters.flags import denied_flags, is_gone, read_flags, taken_back
from baogong.readers.rosters.headings import DOORS, PLACES, heading_as_note
from baogong.readers.rosters.living import is_no_home, is_vacant, role_of
from baogong.readers.rosters.people import Count, read_people
from baogong.readers.rosters.phones import mobiles_in, read_phones
from baogong.readers.rosters.places import DoorFinder, read_place
from baogong.readers.rosters.rows import Refusal, Where
from baogong.readers.rosters.sheets import Sheet
from baogong.readers.rosters.tables import Columns

_YES = re.compile(r"是|有|√+|✓|✔|☑|■|●|○|[1-9]\d?(?:人|个|名|位)?|y(?:es)?|v|对|在", re.IGNORECASE)
_NO = re.compile(r"否|无|没有|没|不是|×|✗|✘|x|n(?:o)?|0(?:人|个)?|[-—–/\\]+|未|不", re.IGNORECASE)
_DITTO = re.compile(r"同[上前左](?:栋|幢|楼|室|号|单元)?|同|〃|[″′'\"”“]{1,2}")
_LONGEST_RAW = 200
_SECTION_PARTS = ("lane", "building")


@dataclass(frozen=True, slots=True)
class Line:
    """What one row says of one household. ``occupied``: None when nothing is said.

    ``denied``: needs that it mentions to say that there are none. ``is_person``: the row is one of
    a household's persons. ``continued``: the room's cell is merged with the one above. ``gone``:
    the person no longer lives there. ``troubles``: (kind, text at fault) for what cannot be true
    or cannot be read.
    """

    where: Where
    door: Door
    people: int | None = None
    occupied: bool | None = None
    phones: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    role: str = ""
    name: str = ""
    is_person: bool = False
    continued: bool = False
    gone: bool = False
    troubles: tuple[tuple[str, str], ...] = ()


class TablePart:
    """Reads the rows of a table, or of one of the tables that stand side by side."""

    def __init__(
        self,
        sheet: Sheet,
        columns: Columns,
        *,
        finder: DoorFinder,
        scope: Mapping[str, str],
        heads: Mapping[int, str],
    ) -> None:
        self.sheet, self.columns, self.heads = sheet, columns, heads
        self.scope = dict(scope)
        self.need = ""  # what a list of special persons says of everybody in it
        self.is_list_of_persons = False
        self.entrances_are_sparse = False
        self._finder = finder
        self._used = {c for numbers in columns.values() for c in numbers}
        self._carried: dict[str, str] = {}
        self._above: dict[int, str] = {}
        self._entrance_above: dict[str, str] = {}
        self._last: Door | None = None

    def enter(self, section: Mapping[str, str]) -> None:
        """A row of its own has said that another building or entrance begins."""
        outer = {k: v for k, v in self.scope.items() if k in _SECTION_PARTS}
        if "building" in section:
            outer.pop("building", None)
        self.scope = {**outer, **section}
        self._carried = {}

    def read(self, row: int) -> Line | Refusal | None:
        """None for a row that is no household's: a total, a note, a blank form line."""
        own = {c: t for c, t in self.sheet.rows.get(row, {}).items() if c in self._used}
        faults = [why for (r, c), why in self.sheet.faults.items() if r == row and c in self._used]
        whole = list(self.sheet.rows.get(row, {}).values())
        if not (own or faults) or is_example(whole):
            return None
        texts = self._texts(row)
        cells = {name: self._first(texts, name) for name in PLACES}
        door, why = self._door(row, cells)
        if door is None:
            if cells["room"] or cells["address"]:
                self._last = None  # nobody below belongs to the door before this one
            return self._left_over(row, own, why=faults[0] if faults else why)
        if any(is_no_home(text) for text in texts("status") if "住" not in text):
            return self._refused(row, "not_a_home")
        self._last = door
        return self._said(row, door, texts, faults)

    # -- the door ---------------------------------------------------------------------------

    def _door(self, row: int, cells: dict[str, str]) -> tuple[Door | None, str]:
        self._carry(cells)
        if not cells["room"] and not cells["address"] and self._goes_on(row):
            return self._last, "" if self._last else "no_room"
        result = self._finder.find(read_place(cells, scope=self.scope))
        carried = self._entrance_above.get(cells["building"], "")
        if cells["entrance"]:
            self._entrance_above = {cells["building"]: cells["entrance"]}
        elif self.entrances_are_sparse and carried:
            unsure = result.status == "review" or (result.door and not result.door.entrance)
            if unsure:
                place = read_place({**cells, "entrance": carried}, scope=self.scope)
                result = self._finder.find(place)
        return result.door, result.why

    def _carry(self, cells: dict[str, str]) -> None:
        """Fill in the parts that stand only where they begin.

        An entrance that is blank where the building is written was left out; it goes on where the
        building goes on.
        """
        outer = ["lane", "building"]
        if cells["building"]:
            self._carried.pop("entrance", None)
        elif self.columns.get("building"):
            outer.append("entrance")
        if cells["room"] and "address" in self.columns:
            outer.append("address")
        for name in (*outer, "entrance"):
            if not cells[name] and name in outer:
                cells[name] = self._carried.get(name, "")
            elif cells[name] and self._finder.names_a_place(cells[name]):
                self._carried[name] = cells[name]

    def _goes_on(self, row: int) -> bool:
        """A further person of the household above: a name without a door of its own."""
        whole = list(self.sheet.rows.get(row, {}).values())
        named = any(self.sheet.rows.get(row, {}).get(c) for c in self.columns.get("name", ()))
        return self.is_list_of_persons and named and not (is_total(whole) or is_aside(whole))

    def _left_over(self, row: int, own: Mapping[int, str], *, why: str) -> Refusal | None:
        """A row without a door: refused if it speaks of somebody, else none of ours."""
        whole = list(self.sheet.rows.get(row, {}).values())
        if is_total(whole) or (why != "not_a_home" and is_aside(whole)):
            return None
        said = {name for name, numbers in self.columns.items() if any(c in own for c in numbers)}
        broken = any(r == row and c in self._used for r, c in self.sheet.faults)
        named = said & {"name"} or self._has_mobile(own)
        if broken or said & DOORS or named:
            return self._refused(row, why)
        return None

    def _has_mobile(self, own: Mapping[int, str]) -> bool:
        return any(read_phones(own.get(c, "")).mobiles for c in self.columns.get("phone", ()))

    def _refused(self, row: int, why: str) -> Refusal:
        raw = " ".join(dict.fromkeys(self.sheet.rows.get(row, {}).values()))
        return Refusal(where=Where(self.sheet.name, row), why=why, raw=raw[:_LONGEST_RAW])

    # -- what is said -----------------------------------------------------------------------

    def _said(self, row: int, door: Door, texts: "Texts", faults: Sequence[str]) -> Line:
        notes = list(self._notes(texts))
        count, troubles = self._people(texts)
        phones, bad = self._phones(texts, notes)
        troubles += [("bad_phone", number) for number in bad]
        troubles += [(why, "") for why in faults]
        vacant = self._is_vacant(texts, notes)
        people: int | None = count
        occupied: bool | None = None if people is None else people > 0
        if vacant and people:
            troubles.append(("vacant_with_people", str(people)))
            people, occupied = None, True
        elif vacant:
            people, occupied = 0, False
        note = ",".join(notes)
        return Line(
            where=Where(self.sheet.name, row),
            door=door,
            people=people,
            occupied=occupied,
            phones=phones,
            flags=self._flags(texts, notes),
            denied=frozenset().union(*map(denied_flags, notes)),
            role=role_of(note) or role_of(self._first(texts, "name")),
            name=self._first(texts, "name"),
            is_person=self.is_list_of_persons,
            continued=self._is_continued(row),
            gone=is_gone(note),
            troubles=tuple(troubles),
        )

    def _notes(self, texts: "Texts") -> Iterator[str]:
        yield from (text for text in texts("note") if not _NO.fullmatch(text))
        yield from (text for text in texts("status") if not _NO.fullmatch(text))
        for name in ("name", "people", "room", "address"):
            for text in texts(name):
                yield from re.findall(r"[(\[]([^)\]]*)[)\]]", text)

    def _people(self, texts: "Texts") -> tuple[int | None, list[tuple[str, str]]]:
        """The number of people and what is wrong with it.

        Who is registered counts only in a table that says nothing of who lives there.
        """
        by_age = None
        counts = [read_people(text) for name in ("adults", "children") for text in texts(name)]
        if texts("adults") and any(count.people is not None for count in counts):
            by_age = sum(count.people or 0 for count in counts)
        for text in texts("people"):
            count = Count() if is_vacant(text) else read_people(text)
            if count.unclear:
                return None, [("unclear_people", text)]
            if count.people is not None and by_age not in {None, count.people}:
                return None, [("people_differ", f"{count.people} ≠ {by_age}")]
            if count.people is not None:
                return count.people, []
        if {"people", "adults"} & self.columns.keys():
            return by_age, []
        registered = (read_people(text).people for text in texts("registered"))
        return next(filter(None, registered), None), []

    def _phones(
        self, texts: "Texts", notes: Sequence[str]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        mobiles: list[str] = []
        bad: list[str] = []
        for text in texts("phone"):
            read = read_phones(text)
            mobiles += read.mobiles
            bad += read.bad
        for text in (*texts("name"), *notes):
            mobiles += mobiles_in(text)
        return tuple(dict.fromkeys(mobiles)), tuple(dict.fromkeys(bad))

    def _is_vacant(self, texts: "Texts", notes: Sequence[str]) -> bool:
        cells = [*notes, *texts("people"), *texts("phone"), *texts("name")]
        return (
            any(is_vacant(text) for text in cells)
            or any(_YES.fullmatch(text) or is_vacant(text) for text in texts("vacancy"))
            or any(_NO.fullmatch(text) or is_vacant(text) for text in texts("occupancy"))
        )

    def _flags(self, texts: "Texts", notes: Sequence[str]) -> frozenset[str]:
        """Needs of all cells together; a cell that says who has left takes back the others'."""
        ages = [int(t) for t in re.findall(r"\d{1,3}", " ".join(texts("age")))]
        age = max(ages, default=None)
        flags = set(read_flags(self.need, age=age))
        for note in notes:
            flags |= read_flags(note, age=age)
        for column in self.columns.get("flag", ()):
            flags |= self._ticked(column, texts, age)
        for note in notes:
            flags -= taken_back(note)
        return frozenset(flags)

    def _ticked(self, column: int, texts: "Texts", age: int | None) -> frozenset[str]:
        text = texts.at(column)
        if not text or _NO.fullmatch(text):
            return frozenset()
        need = read_flags(heading_as_note(self.heads.get(column, "")), age=age)
        if _YES.fullmatch(text):
            return need
        own = read_flags(text)
        denied = re.match(r"无|没|非|否|不", text) or is_gone(text)
        return own if denied else own | need

    # -- cells ------------------------------------------------------------------------------

    def _texts(self, row: int) -> "Texts":
        return Texts(self, row)

    def _first(self, texts: "Texts", name: str) -> str:
        return next(iter(texts(name)), "")

    def _is_continued(self, row: int) -> bool:
        rooms = [*self.columns.get("room", ()), *self.columns.get("address", ())]
        return any(self.sheet.down.get((row, c), (row, c))[0] < row for c in rooms)

    def cell(self, row: int, column: int) -> str:
        """A cell's text, that of its merged range, or of the one above where it says 同上."""
        text = self.sheet.text(row, column)
        if _DITTO.fullmatch(text):
            return self._above.get(column, "")
        if text:
            self._above[column] = text
        return text


class Texts:
    """The cells of a row by field. Merged cells speak for each row only where they name places."""

    def __init__(self, part: TablePart, row: int) -> None:
        self._part, self._row = part, row
        self._by_column = {c: part.cell(row, c) for n in part.columns.values() for c in n}

    def __call__(self, name: str) -> list[str]:
        return [t for c in self._part.columns.get(name, ()) if (t := self._by_column[c])]

    def at(self, column: int) -> str:
        return self._by_column.get(column, "")


def with_entrance(line: Line, entrance: str) -> Line:
    """The same line at a door whose entrance has become known."""
    door = line.door
    code = f"{door.building}-{entrance}-{door.room}"
    return replace(line, door=replace(door, entrance=entrance, code=code))
