"""Doors in running text: where an address stands, and which door of the table it is.

All readings of an address count, not the likeliest: a door is found where exactly one door of the
table, within what the chain's header allows, agrees with some reading.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from baogong.readers.addresses import Door, DoorTable, Pieces, gated, take_apart
from baogong.readers.addresses.grammar import AHEAD_OF_NUMBER
from baogong.readers.addresses.spelling import arabic
from baogong.readers.addresses.table import key_of
from baogong.readers.chains.joints import (
    is_amount,
    is_barred,
    is_half_a_name,
    is_loose,
    is_measure,
    past_bracket,
    runs_on,
)
from baogong.readers.chains.lettered import (
    HALF,
    LETTER_AND_ROOM,
    flats_of_letter,
    houses_of,
    rooms_of_letter,
)
from baogong.readers.chains.pieces import (
    agrees,
    both,
    is_floor_of,
    is_whole,
    of_floor,
    on_floor,
    partial,
)
from baogong.readers.chains.regions import Regions
from baogong.readers.chains.said import Said
from baogong.readers.chains.scope import EVERYWHERE, Scope
from baogong.readers.chains.wordrooms import WordRooms

_N = r"(?=[OoQlI|]*\d)[\dOoQlI|]{1,6}"
_C = "[零〇○一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾]"
_UNIT_PIECE = (
    rf"(?:{_N}|{_C}{{1,6}})弄|(?:[A-Za-z]{{0,2}}|[{AHEAD_OF_NUMBER}])(?:{_N}|{_C}{{1,6}})[A-Za-z]?(?:号楼|号院|号|栋|幢|座|舍|斋|号?公寓|#楼?|层|楼(?![上下道长]))"
    rf"|[A-Za-z](?:栋|座|幢|区)|(?:{_N}|{_C}{{1,6}}|[A-Za-z东西南北中甲乙])(?:单元|门洞|门(?![口牌卫岗铃把])|梯)"
)
_FLAT = (
    rf"({_N}|{_C}{{1,3}})(?:楼|层|\s?[-—–]\s?|\s(?=[A-Za-z](?:\s|$)))?"
    r"([A-Za-z])(?:室|房|户)?(?![A-Za-z\d])"
)
_ROOM = rf"{_N}[A-Za-z]?(?:室|房|户)|(?:{_C}{{1,6}})(?:室|房)"
_BARE = (
    rf"[{AHEAD_OF_NUMBER}]\d{{1,3}}(?=\s?[-—–―/.·#])"
    rf"|[A-Za-z]{{0,2}}-?{_N}[A-Za-z]?(?![A-Za-z])|[lI](?=[-—]|单元)"
)
_JOINT = re.compile(
    r"\s?(?:[-—–―−_~/.#·,:]|[】\])]\s?[\[【(]|[】\])](?=[左右东西上下][门户叠]))?\s?"
)
_DASH = re.compile(r"\s?一(?=[\dOoQlI一])|\s?[-—–―−]{1,2}\s?")
_SPOKEN_ROOM = re.compile(rf"{_C}{{3,4}}(?!{_C})")
_SIDE = re.compile(r"[东西南北](?=-?\d{3,4})")
_SIDES = "东西南北中"
_UNITS = "弄号栋幢座元梯楼"
_SIDED = re.compile(
    rf"(?:(?P<building>[A-Z]?\d{{1,3}})(?:号楼|[栋幢座#])?\s)?(?P<side>[{_SIDES}])(?:单元|门|边)?\s?-?(?P<room>(?=[OoQlI|]*\d)[\dOoQlI|]{{3,4}}|{_C}{{3,4}})(?:室|房)?(?!\d)"
)
# 向东503: who signs so; but 东1501和西1501, 帮西1501
_SIGNED = re.compile(
    "(?<![\u4e00-\u9fff\\dA-Za-z])(?:(?![和与跟及同帮给替代送在住是到的我另外])[\u4e00-\u9fff]){1,2}$"
)
_DIGITS = str.maketrans("OoQlI|", "000111")
_ROOM_BEFORE_CODE = re.compile(r"\d+[A-Za-z]")  # 52号801A套餐: the letter belongs to what follows
_CODED = re.compile(r"套餐|餐|包|[\dxX*×+]")
_BRACKET = re.compile(r"[\[【(]\s?")
_OUTER: Mapping[int, tuple[tuple[str, ...], ...]] = {
    0: ((),),
    1: (("building",), ("entrance",), ("lane",)),
    2: (("building", "entrance"), ("lane", "building")),
    3: (("lane", "building", "entrance"),),
}
_LOU_AND_GATE = re.compile(rf"(?:\d|{_C})楼\s?(?:\d{{1,2}}|{_C})门")  # 4楼3门401
_FLOOR_F = re.compile(r"(?<![\dA-Z])(\d{1,2}F)$")
_TIMES = re.compile(r"[xX]\d{1,2}")
_MOST_PIECES = 6
_HOUSE = frozenset({"lane", "building"})
# 竹园|3栋502, where the table has 梅园 and 兰园: another part of the estate.
_PLACE_AHEAD = re.compile(
    "(?P<name>(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{1,3}(?:(?<!花)园|苑|塔|庭|邨)"
    "|[一二三四五六七八九十东西南北\\d]{1,2}[期区])[ ,:-]?$"
)


class DoorFinder:
    """Finds addresses of a table's doors in text, under a scope that the header sets."""

    def __init__(self, table: DoorTable) -> None:
        self.table = table
        self.scope = EVERYWHERE
        self.regions = Regions(table)
        area = f"{self.regions.pattern}|" if self.regions.pattern else ""
        self.word_rooms = WordRooms(table)
        words = "|".join((_UNIT_PIECE, *self.word_rooms.words, _ROOM, _BARE))
        self._piece = re.compile(f"{area}{words}")
        marks = sorted(map(re.escape, table.landmarks), key=len, reverse=True)
        self._landmark = re.compile("|".join(marks) or r"(?!)")
        self._sides = {area[-1] for area in table.areas if area[-1] in _SIDES}
        self._rooms = table.room_names
        self._halves = any(len(room) == 1 and room.isalpha() for room in self._rooms)
        self._villas, self._only = table.is_of_villas, table.only_building
        self._gates_tell = table.entrances_are_buildings
        self._has_x = table.has_zone("X")
        # where rooms have letters, a floor and a letter are a room: 9楼D室
        self.has_flats = table.has_flats
        self._flat = re.compile(_FLAT if table.has_flats else rf"(?!){_FLAT}")
        starts = self.regions.starts | {name[:1] for name in table.landmarks}
        self._start = re.compile(
            f"[0-9A-Za-z【\\[(|{_C[1:-1]}{re.escape(''.join(starts))}{AHEAD_OF_NUMBER}]"
        )
        self._known: dict[str, Said] = {}  # under this scope

    @property
    def _here(self) -> str:
        """The building that is meant where none is named: the head's, or the table's only one."""
        return self.scope.one_building or self._only

    def narrow(self, scope: Scope) -> None:
        """From here on addresses are meant under this scope."""
        if scope != self.scope:
            self._known.clear()
        self.scope = scope

    def may_begin(self, first: str) -> bool:
        """Whether an address may begin with this character."""
        return self._start.match(first) is not None or first in self._sides

    def at(self, text: str, position: int) -> tuple[Said | None, int]:
        """The address that begins here, and where it ends."""
        on_side, end = self._on_side(text, position)
        if on_side:
            return on_side, end
        if not self._start.match(text, position) or is_half_a_name(text, position):
            return None, position
        if found := self._landmark.match(text, position):
            doors = self._within(self.table.named(found.group()))
            return self._said(found.group(), doors, whole=True, landmark=True), found.end()
        ends = sorted(self._ends(text, position), reverse=True)
        for end in ends:
            said = self.resolve(text[position:end])
            if said.doors and not runs_on(text, end):
                if self._is_elsewhere(text, position) and not self.regions.named.search(said.text):
                    said = replace(said, outside=True)
                return said, past_bracket(text, position, end)
        for end in () if is_measure(text, position) else ends:
            said = self.resolve(text[position:end])
            if (said.whole or said.parts) and not runs_on(text, end):
                return said, past_bracket(text, position, end)
        return None, position

    def _on_side(self, text: str, position: int) -> tuple[Said | None, int]:
        """``东1203`` for one building whose entrances are called so, ``E7 东 1203``; else None."""
        found = _SIDED.match(text, position) if self._sides else None
        if found is None or _SIGNED.search(text[:position]):
            return None, position
        area = f"{found['building'] or self._here}{found['side']}"
        if area not in self.table.areas:
            return None, position
        told = found["room"]
        room = arabic(told) if told[0] in _C else told.translate(_DIGITS)
        doors = self.table.named(f"{area}{room}")
        return self._said(found.group(), self._within(doors), whole=True), found.end()

    def _is_elsewhere(self, text: str, position: int) -> bool:
        """Whether a part of the estate that the table does not have stands ahead of an address."""
        if not self.regions.has_courts:
            return False
        found = _PLACE_AHEAD.search(text, max(position - 6, 0), position)
        return found is not None and not self.regions.told(found["name"])

    def resolve(self, text: str) -> Said:
        if text not in self._known:
            self._known[text] = self._with_letter(self._resolve(text))
        return self._known[text]

    def neighbour(self, room: str, of: Door) -> tuple[Door, ...]:
        """The door with a bare room number in the building of ``of``, its entrance first."""
        parts = {"building": of.building, "room": key_of(room)}
        if of.lane:
            parts["lane"] = of.lane
        doors = self.table.matching(parts)
        return tuple([door for door in doors if door.entrance == of.entrance] or doors)

    def refined(self, said: Said, parts: Mapping[str, str]) -> Said:
        """``said`` with what the entry names elsewhere: ``16号403 南区的``."""
        keep = (door for door in said.doors if agrees(door, parts))
        return Said(said.text, tuple(keep), outside=said.outside, whole=True)

    def _ends(self, text: str, position: int) -> Iterator[int]:
        """Where the address that begins here may end: behind each of its pieces."""
        if lettered := LETTER_AND_ROOM.match(text, position):
            yield lettered.end()
        if self._halves and (half := HALF.match(text, position)):
            yield half.end()
        yield from self._pieces_end(text, position)

    def _pieces_end(self, text: str, position: int) -> Iterator[int]:
        at = position
        if opened := _BRACKET.match(text, position):
            at = opened.end()
        previous = ""
        for _ in range(_MOST_PIECES):
            flat = self._flat.match(text, at) if previous or self._here else None
            found = flat or self._piece.match(text, at)
            if found is None and (previous or (self._here and not position)):
                found = _SIDE.match(text, at) if previous else None
                if found is None and not previous.isdigit():
                    found = _SPOKEN_ROOM.match(text, at)
            if found is None or self._is_amount(text, found, first=not previous):
                return
            previous, at = found.group(), found.end()
            if _ROOM_BEFORE_CODE.fullmatch(previous) and _CODED.match(text, at):
                yield at - 1
            yield from (at - 1, at) if is_barred(previous) else (at,)
            if previous.endswith(("室", "房", "户")) and not self.regions.told(previous):
                return
            if previous[-1] in _UNITS and text.startswith("的", at):
                at += 1  # 3栋的301
            joint = _DASH.match(text, at) or _JOINT.match(text, at)
            if joint and previous.isdigit() and is_loose(joint.group(), first=not position):
                return
            at = joint.end() if joint else at

    def _is_amount(self, text: str, found: re.Match[str], *, first: bool) -> bool:
        """``x1`` ahead of a door is one, too, where no building is called so: ④x1 E1-1-2301."""
        times = first and not self._has_x and _TIMES.fullmatch(found.group()) is not None
        return times or is_amount(text, found, first=first)

    def _with_letter(self, said: Said) -> Said:
        """``said``, or a room of the tower of a letter, where nothing else contradicts that."""
        doors = rooms_of_letter(said.text, self.table, here=self._here)
        if doors is None or (said.doors and {*said.doors} != {*doors}):
            return said
        return self._said(said.text, self._within(doors), whole=True)

    def _resolve(self, text: str) -> Said:
        if text.count(".") == 1 or ("." in text and "-" in text):
            return Said(text)  # 1.602: number 1 and room 602
        possible, plain = self._named_in(text)
        parts = possible[0] if len(possible) == 1 else {}
        named = flats_of_letter(text, self.table) or (
            [] if " " in text else self.table.named(text)
        )
        named = named or self.word_rooms.doors(text, here=self._here)
        if named:
            return self._said(text, self._within(named), whole=True)
        flat = _FLOOR_F.search(plain) if self.has_flats else None
        pieces = take_apart(plain[: flat.start()] if flat else plain)
        if flat:  # 18F of a tower with flats A to F
            pieces = replace(pieces, named={**pieces.named, "room": flat[1]})
        if not possible or pieces.after or pieces.before or "twice" in pieces.named:
            return Said(text, parts=parts)
        fused = not (pieces.named or any(possible)) and len(pieces.bare) == 1
        of_building = any("building" in told for told in possible) or self._is_here(pieces)
        of_building = of_building or bool(_LOU_AND_GATE.search(plain))
        if "lou" in pieces.named and not of_building and is_floor_of(pieces):
            return Said(text)
        doors = list(dict.fromkeys(d for told in possible for d in self._matching(pieces, told)))
        whole = any(is_whole(pieces, told) for told in possible)
        if not doors:
            doors = [door for told in possible for door in self._fused(pieces, told)]
        if not doors and not pieces.bare and "room" not in pieces.named:
            doors = [d for told in possible for d in self._house({**told, **pieces.parts})]
        if not (doors or parts):
            doors = houses_of(pieces, self.table)
        if doors or whole:
            return self._said(text, doors, whole=whole, fused=fused)
        some = partial(pieces, parts)
        building = some.get("building")
        known = building is None or self.table.has(building=building)
        gate = some.get("entrance", "")
        known = known and (not gate or gate.isdigit() or self.table.has_side(gate))
        return Said(text, parts=some if known else {})

    def _named_in(self, text: str) -> tuple[list[dict[str, str]], str]:
        """What the names in an address may say together, and the address without them.

        Nothing, where they contradict each other: two towers are no one door.
        """
        possible: list[dict[str, str]] = [{}]
        plain = re.sub(f"(?<=[{_UNITS}])的", "", self._flat.sub(r"\1\2", text))
        plain = gated(plain, self.table)
        for name in self.regions.named.findall(text):
            told = self.regions.told(name)
            if told:
                agreeing = (one for p in possible for more in told if (one := both(p, more)))
                possible = list(agreeing)
            plain = plain.replace(name, " ", 1)
        return possible, plain.replace("号院", "号") if possible else text

    def _house(self, parts: Mapping[str, str]) -> list[Door]:
        here = {"lane": self.scope.one_lane} if self.scope.one_lane else {}
        alone = self.table.alone_in({**here, **parts}) if parts.keys() <= _HOUSE else []
        return [d for d in alone if self._villas or key_of(d.room) in {"", key_of(d.building)}]

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
        here = not usual or door.lane in usual or self.regions.names_lane(text, door.lane)
        return here and self.scope.covers(door)

    def _within(self, doors: Iterable[Door]) -> list[Door]:
        found = list(doors)
        return [door for door in found if self.scope.covers(door)] or found

    def _matching(self, pieces: Pieces, told: Mapping[str, str]) -> Iterator[Door]:
        named, bare = dict(pieces.parts), list(pieces.bare)
        if "hao" in pieces.named and "building" in told and "room" not in named:
            named["room"] = named.pop("building")  # 3组12号
        elif "lou" in pieces.named and ("building" in told or self._is_here(pieces)):
            named["floor"] = named.pop("building")  # 南塔5楼02
        floor = named.pop("floor", "")
        room = named.pop("room", "") or told.get("room", "") or (bare.pop() if bare else "")
        bare = [part for part in bare if key_of(part) != told.get("building")]  # D4 颐养楼302
        if len(room) < 3 and bare and not floor and room not in self._rooms:
            floor = bare.pop()  # 1#3-2-1: entrance 3, floor 2, flat 1
        room = of_floor(room, floor)
        if not room or len(bare) not in _OUTER or not on_floor(room, floor):
            return
        for roles in _OUTER[len(bare)]:
            parts = {**told, **named, **dict(zip(roles, bare, strict=True)), "room": room}
            if "lane" in roles and "building" in {*roles, *named}:  # 3-12-1404 of 三区
                parts["lane"] = self.regions.lane_of(parts["lane"])
            if set(roles) & (named.keys() | told.keys()) or not self._tells(parts):
                continue
            if "building" not in parts and self._here:
                parts["building"] = self._here
            found = [door for door in self.table.matching(parts) if agrees(door, told)]
            yield from found
            if len(self.scope.lanes) == 1 and any(map(self.scope.covers, found)):
                return  # the head has said the lane: 2-2-202 begins with a building

    def _is_here(self, pieces: Pieces) -> bool:
        """``9楼 903`` where one building is meant: the floor of its room."""
        return bool(self._here) and "lou" in pieces.named and is_floor_of(pieces)

    def _tells(self, parts: Mapping[str, str]) -> bool:
        """Whether the parts name a building, or the header does."""
        gate = self._gates_tell and "entrance" in parts
        return "building" in parts or gate or bool(self._here)

    def _fused(self, pieces: Pieces, told: Mapping[str, str]) -> list[Door]:
        """Digits run together that are no room by themselves: ``86801``, ``58弄12301``."""
        if len(pieces.bare) != 1 or pieces.parts.keys() - {"lane"} or len(pieces.bare[0]) < 4:
            return []
        digits, told = pieces.bare[0], {**told, **pieces.parts}
        if len(digits) in self.table.room_lengths.get(self._here, ()):
            return []  # 2701 of a building 2 with rooms like 2402
        rooms = [
            door
            for door in self.table.matching({"room": digits})
            if self.scope.covers(door) and agrees(door, told)
        ]
        fused = [door for door in self.table.fused(digits) if agrees(door, told)]
        building = self._here  # 11602 in a chain of one building
        if building and self.table.has_entrances(building):
            parts = {"building": building, "entrance": digits[0], "room": digits[1:]}
            fused += self.table.matching(parts)
        return [] if rooms else list(dict.fromkeys(fused))
