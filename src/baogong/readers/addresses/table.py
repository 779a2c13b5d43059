"""The doors of an estate, as the readers look them up."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from baogong.readers.addresses.spelling import numerals, plain, spelled_out

_NOT_DIGITS = re.compile(r"[^0-9]")
_UNIT_OF_LANE = re.compile(r"(?<=\d)[弄期]$")
_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
_NUMBERED_LANE = re.compile(r"(.*\D)(\d+)号")
_NUMBERED = re.compile(r"^[A-Z]?\d+弄?$")
_IN_AREA = re.compile(r"(.*\D)(\d+)(?:号楼?|幢|栋|座|#)(?:[\dA-Z东西南北]{1,2}(?:单元|门))?")
_AREA_BEHIND = re.compile("(\\d+)号([\u4e00-\u9fff]楼|高层|多层|洋房|别墅)")  # 2号塔楼
_WORD = re.compile("[\u4e00-\u9fff]")
_SHOP = re.compile("(?:店面?|商?铺)$")
_WORDS = re.compile("[\u4e00-\u9fff]{2,}").fullmatch
_OUTER = {"lane", "zone"}
_SIDE = re.compile(r"-?([^\d\W]{1,2}?)(?:单元|门)?")


@dataclass(frozen=True, slots=True)
class Door:
    """One door. ``code`` is the name on its labels, unique in its table.

    ``lane`` is empty where the estate has none; ``building`` may be called with it, ``58弄12号``,
    where whoever asks is told buildings by name. ``aliases`` are other names of this very door.
    """

    code: str
    building: str
    entrance: str
    room: str
    lane: str = ""
    floor: int | None = None
    aliases: tuple[str, ...] = ()

    @property
    def building_in_full(self) -> str:
        """The building's name with its lane, as sheets say it."""
        lane = f"{self.lane}弄" if self.lane.isdigit() else self.lane
        return self.building if lane in self.building else f"{lane}{self.building}号"


@dataclass(frozen=True, slots=True)
class _Keyed:
    """A door and its parts as they are compared."""

    door: Door
    lane: str
    building: str
    number: str
    entrance: str

    @classmethod
    def of(cls, door: Door) -> "_Keyed":
        building = key_of(door.building)
        number = _number_of(building)
        return cls(door, key_of(door.lane), building, number, key_of(door.entrance))


class DoorTable:
    """Every door of an estate, by its code and by what addresses say of it."""

    def __init__(self, doors: Iterable[Door]) -> None:
        self._doors = {door.code: door for door in doors}
        self._by_room: dict[str, list[_Keyed]] = defaultdict(list)
        self._by_name: dict[str, list[Door]] = defaultdict(list)
        self._fused: dict[str, list[Door]] = defaultdict(list)
        self._parts_of_name: dict[str, set[tuple[tuple[str, str], ...]]] = defaultdict(set)
        self._entrances = {(d.lane, key_of(d.building), d.entrance) for d in self._doors.values()}
        self._sides: set[tuple[str, str, str]] = set()
        for door in self._doors.values():
            self._by_room[key_of(door.room)].append(_Keyed.of(door))
            for name in {squeezed(name) for name in (door.code, *door.aliases)}:
                self._by_name[name].append(door)
            for alias in door.aliases:
                self._learn(squeezed(alias), door)
            if door.lane and not _NUMBERED.search(door.lane):
                self._parts_of_name[squeezed(door.lane)].add((("lane", door.lane),))
        self._gates = Counter((lane, name) for lane, name, _ in self._entrances)
        for door in self._doors.values():
            self._fuse(door)

    def __len__(self) -> int:
        return len(self._doors)

    def __iter__(self) -> Iterator[Door]:
        return iter(self._doors.values())

    def __contains__(self, code: str) -> bool:
        return code in self._doors

    def __getitem__(self, code: str) -> Door:
        return self._doors[code]

    def named(self, name: str) -> list[Door]:
        """The doors that carry this very name: a code or an alias."""
        told = squeezed(name)
        return self._by_name.get(told) or self._by_name.get(told.removesuffix("室"), [])

    def parts_named(self, name: str) -> Mapping[str, str]:
        """What the beginning of aliases says: ``颐养楼`` may be building D4, ``南区`` lane 58."""
        told = self._parts_of_name.get(squeezed(name), set())
        common = set.intersection(*(set(parts) for parts in told)) if told else set()
        return dict(common)

    @cached_property
    def landmarks(self) -> frozenset[str]:
        """Names of doors that tell no room, ``居委会``, or a shop's number: ``12号店``."""
        return frozenset(
            alias
            for door in self._doors.values()
            for alias in door.aliases
            if door.room not in alias or _SHOP.search(alias)
        )

    @cached_property
    def areas(self) -> frozenset[str]:
        """What aliases call a lane, a building or an entrance, and lanes that are words: ``南区``,
        ``颐养楼``, ``E7东``, ``2期`` and ``二期``."""
        names = {name for name in self._parts_of_name if not _NUMBERED_LANE.fullmatch(name)}
        return frozenset(names | {numerals(name) for name in names})

    @cached_property
    def courts(self) -> Mapping[str, Mapping[str, str]]:
        """Words that tell no more than a lane or a zone: ``南区``, ``梅苑`` -> its parts."""
        told = {name: self.parts_named(name) for name in self._parts_of_name if _WORDS(name)}
        return {name: parts for name, parts in told.items() if parts and parts.keys() <= _OUTER}

    @cached_property
    def lanes(self) -> frozenset[str]:
        return frozenset(door.lane for door in self._doors.values() if door.lane)

    @cached_property
    def building_names(self) -> frozenset[str]:
        return frozenset(door.building for door in self._doors.values())

    @cached_property
    def room_names(self) -> frozenset[str]:
        return frozenset(door.room for door in self._doors.values())

    @cached_property
    def room_lengths(self) -> Mapping[str, frozenset[int]]:
        """How long the names of a building's rooms are, by the building as it is compared."""
        lengths: dict[str, set[int]] = defaultdict(set)
        for door in self._doors.values():
            lengths[key_of(door.building)].add(len(door.room))
        return {building: frozenset(found) for building, found in lengths.items()}

    @property
    def only_building(self) -> str:
        """The building of a table that has no other, as it is compared; else ""."""
        named = {(lane, building) for lane, building, _ in self._entrances}
        return next(iter(named))[1] if len(named) == 1 else ""

    @property
    def is_of_villas(self) -> bool:
        """Whether most buildings are one home each, so that who names one names its door."""
        homes = Counter((door.lane, door.building) for door in self._doors.values())
        return sum(count == 1 for count in homes.values()) * 2 > len(homes)

    def alone_in(self, parts: Mapping[str, str]) -> list[Door]:
        """The doors of the building that is named, if it is one home."""
        told = {part: key_of(said) for part, said in parts.items()}
        found = [
            door
            for door in self._doors.values()
            if key_of(door.building) == told.get("building")
            and told.get("lane", key_of(door.lane)) == key_of(door.lane)
        ]
        return found if len(found) == 1 else []

    def stands_alone(self, door: Door) -> bool:
        """Whether it is the only home of its building."""
        return bool(self.alone_in({"lane": door.lane, "building": door.building}))

    @property
    def is_of_houses(self) -> bool:
        """Whether homes have numbers as houses do, below a hundred: ``3排12号``."""
        rooms = [room for room in self.room_names if room.isdecimal()]
        return sum(len(room) < 3 for room in rooms) * 2 > len(rooms)

    @property
    def entrances_are_buildings(self) -> bool:
        """Whether who names an entrance names a building: each is called as its only entrance."""
        return all(building == key_of(entrance) for _, building, entrance in self._entrances)

    @cached_property
    def has_flats(self) -> bool:
        """Whether rooms are named by floor and letter: ``12A``."""
        return any(re.fullmatch(r"\d+[A-Z]", door.room) for door in self._doors.values())

    def fused(self, digits: str) -> list[Door]:
        """The doors whose building, entrance (or not) and room in one read as these digits."""
        return self._fused.get(digits, [])

    def has(self, **parts: str) -> bool:
        """Whether some door has this lane, building (with or without its letter) and entrance."""
        building = key_of(parts.get("building", ""))
        return any(
            ("building" not in parts or building in {name, _number_of(name)})
            and _agrees(lane, parts.get("lane"))
            and _agrees(entrance, parts.get("entrance"))
            for lane, name, entrance in self._entrances
        )

    def has_entrances(self, building: str) -> bool:
        """Whether a building has several."""
        name = key_of(building)
        return len({gate for _, known, gate in self._entrances if known == name}) > 1

    def has_side(self, side: str) -> bool:
        """Whether an entrance is called so: ``东`` or ``B``."""
        return self.has(entrance=side) or any(side == known for _, _, known in self._sides)

    def buildings(self, *, building: str = "", lane: str | None = None) -> list[str]:
        """Names of the buildings that this may be, with its letter or without, in this lane.

        Where the table has lanes, a building's name says which: ``58弄12号``, ``南区12号``.
        """
        key = key_of(building)
        exact = [d for d in self._doors.values() if key_of(d.building) == key]
        fitting = exact or [d for d in self._doors.values() if _number_of(d.building) == key]
        return list(dict.fromkeys(d.building_in_full for d in fitting if _agrees(d.lane, lane)))

    def has_zone(self, letter: str) -> bool:
        """Whether names of buildings begin with this letter."""
        return any(name.startswith(letter) and name != letter for _, name, _ in self._entrances)

    def matching(self, parts: Mapping[str, str]) -> list[Door]:
        """The doors that agree with every part given; ``room`` must be among them.

        A building without its letter is any building of that number, unless one is named just so
        or ``zone`` tells the letter: then it is no building of another zone. An entrance may be
        said by its side, if an alias tells which.
        """
        lane, entrance = (key_of(parts[p]) if p in parts else None for p in ("lane", "entrance"))
        found = [
            keyed
            for keyed in self._by_room.get(key_of(parts["room"]), ())
            if lane in {None, keyed.lane}
            and (
                entrance in {None, keyed.entrance}
                or (keyed.door.building, keyed.door.entrance, parts["entrance"]) in self._sides
            )
        ]
        zone = parts.get("zone", "")
        within = (
            [k for k in found if k.building.startswith(zone)] if self.has_zone(zone) else found
        )
        if "building" in parts:
            building = key_of(parts["building"])
            exact = [keyed for keyed in found if keyed.building in {building, zone + building}]
            within = exact or [keyed for keyed in within if keyed.number == building]
        return [keyed.door for keyed in within]

    def _learn(self, alias: str, door: Door) -> None:
        alias = alias.removesuffix("号").removesuffix("室")
        if not alias.endswith(door.room):
            return
        name = alias.removesuffix(door.room).rstrip("-")
        whole = {"lane": door.lane, "building": door.building, "entrance": door.entrance}
        if name and not name.isdigit():
            self._parts_of_name[name].add(tuple((k, v) for k, v in whole.items() if v))
        self._learn_area(name, door)
        side = _SIDE.fullmatch(name.removeprefix(door.building))
        if side and name.startswith(door.building):
            self._sides.add((door.building, door.entrance, side[1]))

    def _learn_area(self, name: str, door: Door) -> None:
        """``二期3幢`` and ``南区12号`` begin with a lane, ``梅苑4号楼`` with what M is in M4."""
        area, kind = _IN_AREA.fullmatch(name), _AREA_BEHIND.fullmatch(name)
        if kind and (letter := door.building.removesuffix(kind[1])).isalpha():
            self._parts_of_name[kind[2]].add((("zone", letter),))
        if area is None or area[2] != _number_of(door.building):
            return
        letter = door.building.removesuffix(area[2])
        if door.lane:
            self._parts_of_name[area[1]].add((("lane", door.lane),))
        elif letter and _WORD.search(area[1]):
            self._parts_of_name[area[1]].add((("zone", letter),))

    def _fuse(self, door: Door) -> None:
        several = self._gates[door.lane, key_of(door.building)] > 1
        in_code = f"-{door.building}-{door.entrance}-" in f"-{door.code}"
        said = several or in_code  # the only entrance is not, as a rule
        for building in {door.building, _number_of(door.building)}:
            gates = ("", door.entrance) if said else ("",)
            for digits in {building + gate + door.room for gate in gates}:
                self._fused[digits].append(door)


def squeezed(name: str) -> str:
    return spelled_out(plain(name)).replace(" ", "")


def key_of(part: str) -> str:
    """A part as it is compared: capitals, without leading zeros or the unit of a lane (``b01`` is
    ``B1``, ``2期`` is ``2``)."""
    return _UNIT_OF_LANE.sub("", _ZEROS.sub("", part.upper()))


def _number_of(building: str) -> str:
    """Without its letter, or the lane that its name may begin with: ``58弄12号`` is number 12."""
    return _NOT_DIGITS.sub("", building.rpartition("弄")[2])


def _agrees(part: str, said: str | None) -> bool:
    return said is None or key_of(part) == key_of(said)
