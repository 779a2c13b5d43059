"""What the parts of an estate are called in chains, beyond what the door table's aliases say.

Lanes by what they are (``8街坊`` is lane 8), buildings that are words (``丁香阁``, and ``丁香``
where a number follows), the groups of a village in short (``4组`` where one village has so many),
zones (``北园4舍`` is building 北4), rows of houses (``5排3号``), and rooms that are words
(``亭子间``).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from baogong.readers.addresses import DoorTable
from baogong.readers.addresses.grammar import AHEAD_OF_NUMBER
from baogong.readers.addresses.spelling import numerals, with_digits

Parts = Mapping[str, str]

_LANES = "街[坊房方]|号?大院|号院|组团|片区|胡同|[村坊里期区院巷委]"
_WORD = re.compile("[\u4e00-\u9fff]")
_IN_SHORT = re.compile("(.{2,})(?:公寓|[阁楼苑轩居庭园院座馆庐])")
_OF_VILLAGE = re.compile(r"[\u4e00-\u9fff]+?(\d{1,2}[组队社])")
_COURT = re.compile("(.+?)(?:胡同|[园苑区庭村里巷街路])")
_OF_SIDE = re.compile("([东南西北])区")  # 南3栋 of 南区
_ZONE = re.compile(r"(\d{1,2})[区期村坊院里]")
_BELOW = re.compile(r"(负|地下|B)(\d)0?(\d{1,2})")
_LETTERLIKE = re.compile("([\u4e00-\u9fff])(?:号楼|[栋幢座楼])?")  # 甲, 乙栋
_NUMBERED = re.compile(r"([\u4e00-\u9fff]+?)(\d{1,3})(?:号楼|[栋幢座号楼舍斋])")
_UNITS = ("号楼", "栋", "幢", "座", "号", "楼", "舍")
_SIDED = re.compile(r"([东西南北])\d{1,3}")
_SIGNED = re.compile(rf"[{AHEAD_OF_NUMBER}]\d{{1,3}}")
_NUMBER_AHEAD = r"(?=\s?[-—#]\s?\d|\s\d|(?<!\d)[\d零〇一二三四五六七八九十])"
_DIGITS = re.compile(r"\d+")
_NUMERAL = "零〇一二三四五六七八九十百"


class Regions:
    """The names of one table's parts. ``told``: what a name may say, each possibility."""

    def __init__(self, table: DoorTable) -> None:
        self._told: dict[str, list[Parts]] = {
            name: [parts] for name in table.areas if (parts := table.parts_named(name))
        }
        self._short: dict[str, list[Parts]] = defaultdict(list)
        self.words: dict[str, Parts] = {}
        self._before: set[str] = set()  # what a group's number is part of a longer name behind
        self._name_lanes(table)
        self._zones = {
            zone[1]: told[0]["lane"]
            for name, told in self._told.items()
            if len(told) == 1 and told[0].keys() == {"lane"}
            if (zone := _ZONE.fullmatch(with_digits(name))) and zone[1] not in table.lanes
        }
        for name, told in self._told.items():  # 海棠, of 海棠阁12A
            if court := _IN_SHORT.fullmatch(name) or _OF_SIDE.fullmatch(name):
                self._short[court[1]] += told
        self._name_by_a_sign(sorted(table.lanes))
        for building in table.building_names:
            self._name_building(building)
        for room in filter(_WORD.match, table.room_names):
            for said in (room, *_below_ground(room)):
                self._told.setdefault(said, [{"room": room}])
        for name in self._told.keys() & self._short.keys():
            del self._short[name]
        names = sorted(map(re.escape, (*self._told, *table.areas)), key=len, reverse=True)
        short = sorted(map(re.escape, self._short), key=len, reverse=True)
        inside = f"(?<![{''.join(self._before)}])" if self._before else ""
        if any(len(name) < 2 for name in self._short):
            inside = "(?<![\u4e00-\u9fff])"
        shorter = [f"{inside}(?:{'|'.join(short)}){_NUMBER_AHEAD}"] if short else []
        lanes = "|".join(sorted(map(re.escape, self._lanes), key=len, reverse=True))
        numbered = [f"(?<![\\d{_NUMERAL}])(?:{lanes})(?:{_LANES})"] if lanes else []
        rows = [
            rf"(?<![\d{_NUMERAL}])(?:\d{{1,2}}|[{_NUMERAL}]{{1,3}})排(?=\s?[\d{_NUMERAL}]{{1,3}}号)"
        ]
        rows = rows if table.is_of_houses else []
        self._row = re.compile(rows[0] if rows else r"(?!)")
        self.pattern = "|".join([*numbered, *dict.fromkeys(names), *shorter, *rows])
        self.named = re.compile(self.pattern or r"(?!)")
        self._lane_said = re.compile(numbered[0] if numbered else r"(?!)")

    @property
    def has_courts(self) -> bool:
        """Whether lanes, zones or buildings of this estate are called by words."""
        named = (*self._told.values(), *self._short.values())
        return any({"lane", "zone", "building"} & parts.keys() for told in named for parts in told)

    @property
    def starts(self) -> frozenset[str]:
        """The characters that a name may begin with."""
        names = (*self._told, *self._short, *self._lanes)
        return frozenset(name[:1] for name in names)

    def told(self, name: str) -> Sequence[Parts]:
        """What a name may say: parts of a door, more than one where it is not clear."""
        if found := self._told.get(name) or self._short.get(name):
            return found
        if re.fullmatch(f"[\\d{_NUMERAL}]+排", name):
            return [{"building": with_digits(name[:-1])}]
        lane = self._lanes.get(re.sub(f"(?:{_LANES})$", "", name))
        return [{"lane": lane}] if lane else []

    def names_lane(self, text: str, lane: str) -> bool:
        """Whether an address says which lane it is of, by its number or its name."""
        names = (told for name in self.named.findall(text) for told in self.told(name))
        by_number = re.search(rf"(?<!\d){re.escape(lane)}(?!\d)", text)
        return bool(by_number) or any(told.get("lane") == lane for told in names)

    def named_in(self, text: str) -> Iterator[Parts]:
        """The lanes and the buildings in words that a line names, in full."""
        for found in self._lane_said.finditer(text):
            yield from self.told(found.group())
        yield from (parts for name, parts in self.words.items() if name in text)

    def _name_by_a_sign(self, lanes: Sequence[str]) -> None:
        """宜春里 and 宜秋里 are 春 and 秋 ahead of a number: they differ in nothing else."""
        for lane in lanes:
            alike = [other for other in lanes if len(other) == len(lane)]
            differ = {
                tuple(n for n, sign in enumerate(lane) if other[n] != sign)
                for other in alike
                if other != lane
            }
            if len(differ) == 1 and len(where := differ.pop()) == 1:
                sign = lane[where[0]]
                if _WORD.match(sign) and sign not in _NUMERAL:
                    self._short[sign].append({"lane": lane})

    def lane_of(self, number: str) -> str:
        """The lane that is called by this number where one is: the third zone (三区) is 66弄."""
        return self._zones.get(number, number)

    def _name_lanes(self, table: DoorTable) -> None:
        """Lanes that are numbers, but none that an alias gives its number: ``2期``."""
        called = {
            parts.get("lane")
            for name, told in self._told.items()
            for parts in told
            if parts.keys() == {"lane"}
            and set(_DIGITS.findall(with_digits(name))) == {parts["lane"]}
            and not re.fullmatch(rf"\d+(?:{_LANES})", with_digits(name))
        }
        lanes = [lane for lane in table.lanes if lane.isdigit() and lane not in called]
        self._lanes = {said: lane for lane in lanes for said in (lane, numerals(lane))}
        for lane in table.lanes:
            if (court := _COURT.fullmatch(lane)) and not _DIGITS.search(with_digits(lane)):
                self._short[court[1]].append({"lane": lane})

    def _name_building(self, building: str) -> None:
        parts = {"building": building}
        if side := _SIDED.fullmatch(building):
            self._short[f"{side[1]}{numerals(building[1:])}"].append(parts)  # 北七-303
            for area in "区园院苑":
                self._short[f"{side[1]}{area}"] = [{"zone": side[1]}]
        elif sign := _LETTERLIKE.fullmatch(building):
            self._short[sign[1]].append(parts)
            for unit in _UNITS:
                self._told.setdefault(f"{sign[1]}{unit}", [parts])
        elif _WORD.search(building) and not _SIGNED.fullmatch(building):
            self._name_word(building, parts)

    def _name_word(self, building: str, parts: Parts) -> None:
        village = _OF_VILLAGE.fullmatch(building)
        for name in {building, numerals(building), with_digits(building)}:
            self._told.setdefault(name, [parts])
            if not village:
                self.words[name] = parts
        if village:
            self._before.add(building[village.start(1) - 1])
            for name in {village[1], numerals(village[1])}:
                self._short[name].append(parts)
        elif numbered := _NUMBERED.fullmatch(building):
            self._name_numbered(numbered[1], numbered[2], parts)
        elif short := _IN_SHORT.fullmatch(building):
            self._short[short[1]].append(parts)

    def _name_numbered(self, court: str, number: str, parts: Parts) -> None:
        """``梅园3栋`` is ``梅园3号楼`` and ``梅园三幢``, too, and ``梅园3-`` before a room."""
        for said in (number, numerals(number)):
            self._short[f"{court}{said}"].append(parts)
            for unit in _UNITS:
                self._told.setdefault(f"{court}{said}{unit}", [parts])


def _below_ground(room: str) -> Iterator[str]:
    """``负104`` is 负1楼4号, 负一楼4号 and 负1-4, too."""
    if below := _BELOW.fullmatch(room):
        under, floor, flat = below.groups()
        for level in (floor, numerals(floor)):
            yield from (
                f"{under}{level}{unit}{flat}{end}" for unit in "楼层" for end in ("号", "室")
            )
        yield f"{under}{floor}-{flat}"
