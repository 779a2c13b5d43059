"""Doors in running text: where an address stands, and which door of the table it is.

All readings of an address count, not the likeliest: a door is found where exactly one door of the
table, within what the chain's header allows, agrees with some reading.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from baogong.readers.addresses import Door, DoorTable, Pieces, take_apart
from baogong.readers.addresses.grammar import AHEAD_OF_NUMBER, STEMS
from baogong.readers.addresses.table import key_of
from baogong.readers.chains.amounts import UNITS

_N = r"(?=[OoQlI|]*\d)[\dOoQlI|]{1,6}"
_C = "[零〇○一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾]"
_UNIT_PIECE = (
    rf"(?:{_N}|{_C}{{1,6}})弄|(?:[A-Za-z]{{0,2}}|[{AHEAD_OF_NUMBER}])(?:{_N}|{_C}{{1,6}})(?:号楼|号|栋|幢|座|#楼?|层|楼(?![上下道]))"
    rf"|[A-Za-z](?:栋|座|幢|区)|(?:{_N}|{_C}{{1,6}}|[A-Za-z东西南北中甲乙])(?:单元|门洞|门(?![口牌卫岗铃把])|梯)"
)
_FLAT = rf"({_N}|{_C}{{1,3}})(?:楼|层|\s?[-—–]\s?)?([A-Za-z])(?:室|房|户)?(?![A-Za-z\d])"
_ROOM = rf"{_N}[A-Za-z]?(?:室|房|户)|(?:{_C}{{1,6}})(?:室|房)"
_BARE = (
    rf"[{AHEAD_OF_NUMBER}]\d{{1,3}}(?=\s?[-—–―/.·#])"
    rf"|[A-Za-z]{{0,2}}-?{_N}[A-Za-z]?(?![A-Za-z])|[lI](?=[-—]|单元)"
)
_JOINT = re.compile(r"\s?(?:[-—–―−_~/.#·,:]|[】\])]\s?[\[【(])?\s?")
_DASH = re.compile(r"\s?一(?=[\dOoQlI一])|\s?[-—–―−]{1,2}\s?")
_SPOKEN_ROOM = re.compile(rf"{_C}{{3,4}}(?!{_C})")
_SIDE = re.compile(r"[东西南北](?=-?\d{3,4})")
_ROOM_BEFORE_CODE = re.compile(r"\d+[A-Za-z]")  # 52号801A套餐: the letter belongs to what follows
_CODED = re.compile(r"套餐|餐|包|[\dxX*×+]")
_AMOUNT_UNIT = re.compile(rf"(?:{UNITS}|元|点|月|人|口|ml|公里)(?!室)", re.IGNORECASE)
_BRACKET = re.compile(r"[\[【(]\s?")
_CLOSING = re.compile(r"\s?[\]】)]")
_OUTER: Mapping[int, tuple[tuple[str, ...], ...]] = {
    0: ((),),
    1: (("building",), ("entrance",), ("lane",)),
    2: (("building", "entrance"), ("lane", "building")),
    3: (("lane", "building", "entrance"),),
}
_UNITS = "弄号栋幢座元梯楼"
_MOST_PIECES = 6


@dataclass(frozen=True, slots=True)
class Scope:
    """What a header narrows a chain to; an empty part narrows nothing.

    ``usual``: lanes that are meant where an entry names none (不写弄号的算500弄); they forbid no
    other.
    """

    lanes: frozenset[str] = frozenset()
    zones: frozenset[str] = frozenset()
    buildings: frozenset[str] = frozenset()
    ranges: tuple[tuple[str, int, int], ...] = ()  # letter of the zone or "", first, last
    entrances: frozenset[str] = frozenset()
    usual: frozenset[str] = frozenset()

    def covers(self, door: Door) -> bool:
        digits = re.sub(r"\D", "", door.building)
        named = self.buildings or self.ranges
        return (
            (not self.lanes or door.lane in self.lanes)
            and (not self.zones or door.building[:1].upper() in self.zones)
            and (not self.entrances or door.entrance in self.entrances)
            and (
                not named
                or key_of(door.building) in self.buildings
                or digits in self.buildings
                or any(
                    low <= int(digits or 0) <= high and door.building.upper().startswith(zone)
                    for zone, low, high in self.ranges
                )
            )
        )

    @property
    def one_building(self) -> str:
        return next(iter(self.buildings)) if len(self.buildings) == 1 and not self.ranges else ""


EVERYWHERE = Scope()


@dataclass(frozen=True, slots=True)
class Said:
    """An address as it stands in the text: ``doors`` that it may be.

    ``outside``: it is a door, but not one that the header allows. ``parts``: what a mere part of
    an address names (a lane, a building). ``fused``: digits that are one only at an entry's head.
    """

    text: str
    doors: tuple[Door, ...] = ()
    outside: bool = False
    whole: bool = False
    fused: bool = False
    landmark: bool = False
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def door(self) -> Door | None:
        return self.doors[0] if len(self.doors) == 1 and not self.outside else None


class DoorFinder:
    """Finds addresses of a table's doors in text, under a scope that the header sets."""

    def __init__(self, table: DoorTable) -> None:
        self.table = table
        self.scope = EVERYWHERE
        names = sorted(map(re.escape, table.areas), key=len, reverse=True)
        area = f"{'|'.join(names)}|" if names else ""
        self._piece = re.compile(f"{area}{_UNIT_PIECE}|{_ROOM}|{_BARE}")
        marks = sorted(map(re.escape, table.landmarks), key=len, reverse=True)
        self._landmark = re.compile("|".join(marks) or r"(?!)")
        self._area = re.compile("|".join(names) or r"(?!)")
        # where rooms have letters, a floor and a letter are a room: 9楼D室
        self._flat = re.compile(_FLAT if table.has_flats else rf"(?!){_FLAT}")
        starts = {name[:1] for name in (*table.areas, *table.landmarks)}
        self._start = re.compile(
            f"[0-9A-Za-z【\\[(|{_C[1:-1]}{re.escape(''.join(starts))}{AHEAD_OF_NUMBER}]"
        )
        self._known: dict[str, Said] = {}  # under this scope

    def narrow(self, scope: Scope) -> None:
        """From here on addresses are meant under this scope."""
        if scope != self.scope:
            self._known.clear()
        self.scope = scope

    def may_begin(self, first: str) -> bool:
        """Whether an address may begin with this character."""
        return self._start.match(first) is not None

    def at(self, text: str, position: int) -> tuple[Said | None, int]:
        """The address that begins here, and where it ends."""
        if not self._start.match(text, position) or _is_half_a_name(text, position):
            return None, position
        if found := self._landmark.match(text, position):
            doors = self._within(self.table.named(found.group()))
            return self._said(found.group(), doors, whole=True, landmark=True), found.end()
        ends = list(self._ends(text, position))
        for end in reversed(ends):
            said = self.resolve(text[position:end])
            if said.doors and not _runs_on(text, end):
                return said, _past_bracket(text, position, end)
        for end in reversed(ends):
            said = self.resolve(text[position:end])
            if (said.whole or said.parts) and not _runs_on(text, end):
                return said, _past_bracket(text, position, end)
        return None, position

    def resolve(self, text: str) -> Said:
        if text not in self._known:
            self._known[text] = self._resolve(text)
        return self._known[text]

    def neighbour(self, room: str, of: Door) -> tuple[Door, ...]:
        """The door with a bare room number in the building of ``of``, its entrance first."""
        parts = {"building": of.building, "room": key_of(room)}
        if of.lane:
            parts["lane"] = of.lane
        fitting = self.table.matching(parts)
        beside = [door for door in fitting if door.entrance == of.entrance]
        return tuple(beside or fitting)

    def refined(self, said: Said, parts: Mapping[str, str]) -> Said:
        """``said`` with what the entry names elsewhere: ``16号403 南区的``."""
        keep = tuple(door for door in said.doors if _agrees(door, parts))
        return Said(said.text, keep, outside=said.outside, whole=True)

    def _ends(self, text: str, position: int) -> Iterator[int]:
        """Where the address that begins here may end: behind each of its pieces."""
        at = position
        if opened := _BRACKET.match(text, position):
            at = opened.end()
        previous = ""
        for _ in range(_MOST_PIECES):
            found = (self._flat.match(text, at) if previous else None) or self._piece.match(
                text, at
            )
            if found is None and previous:
                found = _SIDE.match(text, at)
                if found is None and not previous.isdigit():
                    found = _SPOKEN_ROOM.match(text, at)
            if found is None or _is_amount(text, found, first=not previous):
                return
            previous, at = found.group(), found.end()
            if _ROOM_BEFORE_CODE.fullmatch(previous) and _CODED.match(text, at):
                yield at - 1
            yield from (at - 1, at) if _is_barred(previous) else (at,)
            if previous.endswith(("室", "房", "户")):
                return
            if previous[-1] in _UNITS and text.startswith("的", at):
                at += 1  # 3栋的301
            joint = _DASH.match(text, at) or _JOINT.match(text, at)
            if joint and previous.isdigit() and _is_loose(joint.group(), first=not position):
                return
            at = joint.end() if joint else at

    def _resolve(self, text: str) -> Said:
        if text.count(".") == 1 or ("." in text and "-" in text):
            return Said(text)  # 1.602: number 1 and room 602
        parts: dict[str, str] = {}
        plain = re.sub(f"(?<=[{_UNITS}])的", "", self._flat.sub(r"\1\2", text))
        for name in self._area.findall(text):
            parts |= self.table.parts_named(name)
            plain = plain.replace(name, " ", 1)
        named = [] if " " in text else self.table.named(text)
        if named:
            return self._said(text, self._within(named), whole=True)
        pieces = take_apart(plain)
        if pieces.after or pieces.before or "twice" in pieces.named:
            return Said(text, parts=parts)
        fused = not pieces.named and not parts and len(pieces.bare) == 1
        if "lou" in pieces.named and _is_floor_of(pieces):
            return Said(text)
        doors = list(dict.fromkeys(self._matching(pieces, parts)))
        whole = _is_whole(pieces, parts)
        if not doors:
            doors = self._fused(pieces, parts)
        if doors or whole:
            return self._said(text, doors, whole=whole, fused=fused)
        partial = _partial(pieces, parts)
        building = partial.get("building")
        known = building is None or self.table.has(building=building)
        return Said(text, parts=partial if known else {})

    def _said(
        self,
        text: str,
        doors: Iterable[Door],
        *,
        whole: bool,
        fused: bool = False,
        landmark: bool = False,
    ) -> Said:
        found = tuple(doors)
        inside = tuple(door for door in found if self._is_meant(door, text))
        return Said(
            text,
            inside or found,
            outside=bool(found) and not inside,
            whole=whole,
            fused=fused,
            landmark=landmark,
        )

    def _is_meant(self, door: Door, text: str) -> bool:
        usual = self.scope.usual
        return self.scope.covers(door) and (
            not usual or door.lane in usual or bool(re.search(rf"(?<!\d){door.lane}(?!\d)", text))
        )

    def _within(self, doors: Iterable[Door]) -> list[Door]:
        found = list(doors)
        return [door for door in found if self.scope.covers(door)] or found

    def _matching(self, pieces: Pieces, told: Mapping[str, str]) -> Iterator[Door]:
        named, bare = dict(pieces.parts), list(pieces.bare)
        if "hao" in pieces.named and "building" in told and "room" not in named:
            named["room"] = named.pop("building")  # 3组12号
        floor = named.pop("floor", "")
        room = named.pop("room", "") or (bare.pop() if bare else "")
        bare = [part for part in bare if key_of(part) not in told.values()]  # D4 颐养楼302
        room = _of_floor(room, floor)
        if not room or len(bare) not in _OUTER or not _on_floor(room, floor):
            return
        for roles in _OUTER[len(bare)]:
            parts = {**told, **named, **dict(zip(roles, bare, strict=True)), "room": room}
            if set(roles) & (named.keys() | told.keys()) or not self._tells(parts):
                continue
            if "building" not in parts:
                parts["building"] = self.scope.one_building
            for door in self.table.matching(parts):
                if _agrees(door, told):
                    yield door

    def _tells(self, parts: Mapping[str, str]) -> bool:
        """Whether the parts name a building, or the header does."""
        return "building" in parts or bool(self.scope.one_building)

    def _fused(self, pieces: Pieces, told: Mapping[str, str]) -> list[Door]:
        """Digits run together that are no room by themselves: ``86801``, ``58弄12301``."""
        if len(pieces.bare) != 1 or pieces.parts.keys() - {"lane"} or len(pieces.bare[0]) < 4:
            return []
        digits, told = pieces.bare[0], {**told, **pieces.parts}
        rooms = [
            door
            for door in self.table.matching({"room": digits})
            if self.scope.covers(door) and _agrees(door, told)
        ]
        fused = [door for door in self.table.fused(digits) if _agrees(door, told)]
        if building := self.scope.one_building:  # 11602 in a chain of one building
            parts = {"building": building, "entrance": digits[0], "room": digits[1:]}
            fused += self.table.matching(parts)
        return [] if rooms else list(dict.fromkeys(fused))


def _is_half_a_name(text: str, position: int) -> bool:
    """``甲3`` is no building 3, however it goes on."""
    return position > 0 and text[position - 1] in STEMS and text[position].isdigit()


def _is_barred(piece: str) -> bool:
    """``602|王姐``: a bar that parts columns looks like a one."""
    return piece[-1] in "lI|" and piece[:-1].isdigit()


def _is_loose(joint: str, *, first: bool) -> bool:
    """``蔬菜包1 603``: an amount and a room. ``1:603``: an entry's number and a room, maybe."""
    return joint.strip() in {",", ":", "·"} or (joint.strip() in {"", "."} and not first)


def _is_amount(text: str, found: re.Match[str], *, first: bool) -> bool:
    """``2份`` behind an address; ``602张阿姨`` is a room and a name."""
    digits = found.group()
    short = first or len(digits) < 3
    return digits[-1].isdigit() and short and bool(_AMOUNT_UNIT.match(text, found.end()))


def _on_floor(room: str, floor: str) -> bool:
    return not floor or (room.isdecimal() and room[:-2] == floor)


def _of_floor(room: str, floor: str) -> str:
    """``7楼02``: the room by its floor and what is left of its number."""
    short = floor.isdecimal() and room.isdecimal() and len(room) < 3
    return f"{floor}{room.zfill(2)}" if short else room


def _is_floor_of(pieces: Pieces) -> bool:
    """``3楼302``: the floor of a building that is not named."""
    room = pieces.named.get("room") or ("", *pieces.bare)[-1]
    return room[:-2] == pieces.named["lou"]


def _agrees(door: Door, told: Mapping[str, str]) -> bool:
    own = {"lane": door.lane, "building": door.building, "entrance": door.entrance}
    return all(
        key_of(own[part]) == key_of(value)
        or (part == "building" and re.sub(r"\D", "", own[part]) == key_of(value))
        for part, value in told.items()
        if part in own
    )


def _is_whole(pieces: Pieces, told: Mapping[str, str]) -> bool:
    """Whether this can be nothing but an address: a building and a room of three digits."""
    room = pieces.named.get("room") or ("", *pieces.bare)[-1]
    if "room" not in pieces.named and not pieces.bare:
        return False
    digits = re.sub(r"\D", "", _of_floor(room, pieces.parts.get("floor", "")))
    if pieces.parts.keys() - {"room"} or told:
        return len(digits) >= 3
    return len(pieces.bare) + ("room" in pieces.named) > 1 and len(digits) >= 3


def _partial(pieces: Pieces, told: Mapping[str, str]) -> Mapping[str, str]:
    """What is left of an address without a room: ``500弄``, ``E6栋``."""
    parts = {
        **told,
        **{k: v for k, v in pieces.parts.items() if k in {"lane", "building", "entrance"}},
    }
    if len(pieces.bare) == 1 and pieces.bare[0][0].isalpha() and "building" not in parts:
        parts["building"] = pieces.bare[0]
    return parts if len(pieces.bare) < 2 else {}


def _runs_on(text: str, end: int) -> bool:
    """Whether what follows belongs to the number: ``12-301`` of ``12-301-2``."""
    return bool(re.match(r"[-—–]\s?\d|\d|\.\d", text[end : end + 3]))


def _past_bracket(text: str, begin: int, end: int) -> int:
    """Behind the bracket that closes an address that began with one."""
    if text[begin] not in "[【(":
        return end
    closed = _CLOSING.match(text, end)
    return closed.end() if closed else end
