"""The one door that all cells of an order about its place agree on."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from baogong.readers.addresses import (
    AddressRead,
    Door,
    DoorTable,
    is_whole_address,
    is_within,
    read_address,
    readings,
    take_apart,
)
from baogong.readers.addresses.reading import found
from baogong.readers.addresses.spelling import plain, with_digits
from baogong.readers.chains.doors import DoorFinder
from baogong.readers.chains.scope import EVERYWHERE, Scope
from baogong.readers.exports.remarks import PHONE, without_wishes

_ASIDE = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_LAST_WORDS = re.compile(r"[,;。!\s]+([^,;。!\s\d]*)$")
_STREET = re.compile(
    r"[\u4e00-\u9fff]{1,6}(?:路|街道?|大道|巷)\s*[甲乙丙丁]?\d{1,5}号院?(?=[\u4e00-\u9fff]{2}|\s*\d{1,3}(?:号楼|-\d))"
)
_LEAD = re.compile(r"[\u4e00-\u9fff]+")
_NUMERALS = re.compile("[〇零一二两三四五六七八九十百]+(?:[弄期栋幢]|号(?!院)).*")
_DISTRICT = re.compile(r"^.*(?:[省市县镇乡]|(?<!小)(?<!社)区|街道|[路街])(?=[\u4e00-\u9fff]{2})")
_KIND = re.compile(r"(?:小区|社区)$")
_OF_KIND = re.compile(r"^(.{2,})小区.+$")  # 江南苑小区望江楼
_NO_ESTATE = re.compile(
    r"^(?:本|我们)?[小社]区$|单元$|地址$|住址$|住$|门牌$|送到?$|[路街道市省镇县]$"
)
_PERSON = re.compile(
    r"[(\[]?[\u4e00-\u9fff]?(?:阿姨|先生|女士|小姐|叔叔?|大[爷妈]|奶奶|爷爷|老师)家?收?[)\]]?$"
)
_ROOM = re.compile(r"\d{3}|[A-Z]\d")
_STREET_AHEAD = re.compile(r"[\u4e00-\u9fff]{1,6}(?:路|街|大道|巷)\s*\d{1,5}(?:号|弄)")
_BEHIND_ROOM = re.compile(
    r"(?P<address>.*(?:[\dOo]{3,4}|[零〇一二三四五六七八九]{3,4})(?:\s?[室号房户])?)\s*(?P<words>(?:[\s,，;；。.!！(（【\[]|靠近|电梯|左手|右手|放|敲|到了).*)"
)
# Of another door, or of a part of the address.
_OTHER_DOOR = re.compile(
    r"\d|[栋幢弄座]|(?<![班公务警诊教卫])室|单元|号楼|隔壁|对[面门]|楼[上下]|(?<![站店口场校院园库])旁边?|转[交给]|[代替]|不是|改|或|换|错|另|同"
)
_FINDING = re.compile(  # 到楼下打电话, 放1楼大厅也行, 电梯密码2580#
    r"[\s,，;；(（【]*(?:(?:请|麻烦)?到?了?楼下(?:再|请|就)?(?:打|来)个?(?:电话|微信)|(?:请|麻烦)?(?:放|送)(?:在|到)?(?:\d|一)?楼?"
    r"(?:大厅|大堂|门厅|门卫)(?:也行|即可|就行)?|(?:电梯|门禁|单元门|楼门)?密码\s*[\d#*]{2,8}|[楼门]下有[\u4e00-\u9fff]{2,6}"
    r"|从?\d号门进最?近?|地下车库[A-Z]?\d?进|(?:勿|不要|别)放快递柜|[\u4e00-\u9fff]{0,2}(?:先生|女士|阿姨|小姐)收?)[)）】]?\s*$"
)
_NO_PART = frozenset({"/", "-", "无", "无单元", "没有", "(空)", "空", "跳过"})
_ROOM_AND_WORDS = re.compile(r"(?P<room>\d{3,4})室?(?P<words>[^\d]*)")
_SAID_AHEAD = re.compile(
    r"^\s*(?:我住|家住|住址|收?货?地址)[:：]?\s*|[\u4e00-\u9fff]{2,12}路(?=\d{1,5}弄)"
)
_OF_ESTATES = "里苑村园庭府城湾院"
_IN_SHORT = re.compile(r"([\u4e00-\u9fff]{2,}?)小区")
_ESTATES = ("花园", "家园", "花苑", "公寓", "新村", "小区")
_BLANK = re.compile(r"(?<!\d) | (?!\d)")  # but 1 2-302 is no 12-302
_RARE = 10  # of so many addresses a name that stands in one may be another estate's
_FEW = 5  # addresses from which on a single estate that is named is another one
_SHORTEST = 3  # characters of what an estate is called
_GATE = re.compile(
    r"(?:[东西南北]{1,2}|[大正侧后])门口?(?:进[来去]?|自[提取]|(?=\s|$)|(?=\d{1,3}(?:号楼|[#栋幢])))"
)  # 南门进, 南门自提
# Province, city and county begin an address; 西苑北区 by itself is an estate, not a district.
_REGION = re.compile(r"([\u4e00-\u9fff]{2,3}?)(?:特别行政区|自治[区州县]|省|(?<![超门])市|县)")
_PART_OF_REGION = re.compile(
    r"([\u4e00-\u9fff]{2,3}?)(?:自治[州县]|新区|地区|(?<![小社])区|(?<![超门])市|县|镇|乡|街道)"
)


class Places:
    """Addresses of one export become doors of a table."""

    def __init__(
        self,
        doors: DoorTable,
        addresses: Iterable[str],
        *,
        estate: str = "",
        titles: Iterable[str] = (),
        scope: Scope = EVERYWHERE,
        parts: Iterable[str] = (),
    ) -> None:
        """``addresses``: those of the whole export; most of them name one estate. ``estate``: what
        ours is called. ``parts``: what columns for a part of it hold. ``titles``: what stands
        above the list, where it may be named, too. ``scope``: what they narrow it to; it counts
        if most addresses are within."""
        self._doors, self._scope, self._finder = doors, EVERYWHERE, DoorFinder(doors)
        told = [_beside_a_phone(text) for text in addresses]
        self._regions = _any_of({name for text in told for name in _regions_ahead(text)})
        led = Counter(filter(None, map(self._lead, told)))
        # 浦华新村南区 names 浦华新村 too.
        named = Counter(
            {n: sum(c for other, c in led.items() if other.startswith(n)) for n in led}
        )
        self._told = len(told)
        fewest = max(2, self._told // _RARE)
        self._estates = tuple(name for name, count in named.most_common() if count >= fewest)
        titled = plain(" ".join(titles))
        begun = (_longest_in(titled, name) for name in named)  # 锦语云庭 of 锦语云庭北苑
        self._names = tuple(filter(None, (_KIND.sub("", plain(estate)), *begun)))
        self._ours = (*self._names, *self._estates[:1])
        named_parts = [self._names_part(part) for part in parts]
        self._has_parts = sum(named_parts) * 2 > len(named_parts)
        known = [door for text in told if scope != EVERYWHERE and (door := self.find([text]).door)]
        if sum(map(scope.covers, known)) * 2 >= len(known):
            self._scope = scope

    def find(self, texts: Sequence[str], *, names: Iterable[str] = ()) -> AddressRead:
        """The door that all ``texts`` agree on.

        ``names``: people's, which may stand in an address. ``why`` is also ``other_estate``,
        ``outside_door``, or ``two_doors``, where the cells contradict each other.
        """
        texts = [_beside_a_phone(text) for text in texts]
        if any(map(self._is_elsewhere, texts)):
            return AddressRead("refused", why="other_estate")
        cleaned = dict.fromkeys(self._cleaned(text, names) for text in texts)
        cleaned.pop("", None)
        if not cleaned:
            return AddressRead("refused", why="no_room")
        read = self._agreed(list(cleaned))
        served = tuple(filter(self._scope.covers, _possible(read)))
        if read.door and not served:
            return AddressRead("review", candidates=(read.door,), why="outside_door")
        return found(served) if read.why == "ambiguous_door" and len(served) == 1 else read

    def beside(self, door: Door, text: str) -> Door | None:
        """The door that a text names for who lives at another one: a mere room is in the same
        building, a building in the same lane."""
        scope = {"lane": door.lane} if door.lane else {}
        if not is_whole_address(text):
            scope |= {"building": door.building, "entrance": door.entrance}
        return read_address(text, doors=self._doors, scope=scope).door

    def are_parted_by(self, text: str) -> bool:
        """Whether a row of its own, or a sheet's name, tells which part of the estate follows."""
        return not _tells_a_room(text) and bool(self._parts(plain(text)))

    def is_unknown_part(self, text: str) -> bool:
        """Whether a column in which most name a part of the estate names none that is known:
        ``塔楼`` beside 南里 and 北里 is in neither of them."""
        says_less = plain(text) in {*self._names, *_NO_PART}
        return self._has_parts and not (says_less or _tells_a_room(text) or self._names_part(text))

    def _names_part(self, text: str) -> bool:
        return bool(self._parts(plain(text))) or any(court in text for court in self._doors.courts)

    def parts_alone(self, text: str) -> Mapping[str, str]:
        """The parts of an address, but no room, that are all that a text says."""
        pieces = take_apart(text)
        bare = pieces.before or pieces.after or pieces.bare or "room" in pieces.named
        return self._doors.parts_named(text) or ({} if bare else pieces.parts)

    def _parts(self, text: str) -> Mapping[str, str]:
        if named := self._doors.parts_named(text):
            return named
        alone = self._building_alone(text)
        return {"building": alone} if alone else take_apart(text).parts

    def _building_alone(self, text: str) -> str:
        """The building of which a text is the mere name, ``A5``; "" where that may be a room."""
        pieces = take_apart(text)
        name = pieces.bare[0] if len(pieces.bare) == 1 and not pieces.parts else ""
        return name if name[:1].isalpha() and self._doors.has(building=name) else ""

    def _is_in(self, door: Door, told: Mapping[str, str]) -> bool:
        """Whether a door is in a part of the estate, by its side and its mere number as well:
        E7-2 in ``E7栋西单元``, E1 in ``1栋``."""
        return is_within(door, told) or (
            "zone" not in told and door in self._doors.matching({**told, "room": door.room})
        )

    def _agreed(self, texts: Sequence[str]) -> AddressRead:
        telling = [t for t in texts if _tells_a_room(t) and not self._building_alone(t)]
        telling = telling or [text for text in texts if self._read(text, {}).door]
        silent = [text for text in texts if text not in telling]
        parts = [self._parts(text) for text in silent]
        scope = {part: name for told in parts for part, name in told.items() if part != "floor"}
        if not telling:
            telling = [" ".join(silent)]
            silent, scope, parts = [], {}, []
        reads = [self._read(text, scope) for text in telling]
        common = set.intersection(*map(_possible, reads))
        if not common and silent:  # 东101 of 6栋, whose doors the table names together
            named = self._read("".join([*silent, *telling]), {})
            if named.door and all(self._is_in(named.door, told) for told in parts):
                return named
        if not common and len(reads) > 1:
            joined = self._read(" ".join(texts), {})
            whole = any(read.door for read in reads)
            return AddressRead("refused", why="two_doors") if whole else joined
        if not common:
            return reads[0]
        read = found(sorted(common, key=lambda door: door.code))
        if read.door and not all(self._is_in(read.door, told) for told in parts):
            return AddressRead("review", candidates=(read.door,), why="two_doors")
        return read

    def _read(self, text: str, scope: Mapping[str, str]) -> AddressRead:
        """An address, or one in the manner of chains: ``2号院3-1-502``, ``6栋A座901``."""
        read = read_address(text, doors=self._doors, scope=scope)
        if read.why not in {"unreadable", "no_such_door", "no_room"}:
            return read
        said = self._finder.resolve(_BLANK.sub("", text))
        digits = _digits(with_digits(text))
        doors = [door for door in said.doors if is_within(door, scope)]
        if digits and not all(_digits(door.room) <= digits for door in doors):
            return read  # M3-1-1 names no room 101
        return found(doors) if doors else read

    def _lead(self, address: str) -> str:
        """The name ahead of the numbers; empty for none, and for one that is a door's alias."""
        whole = _STREET.sub("", plain(address).replace(" ", ""))
        led = _LEAD.match(whole)
        name = _NUMERALS.sub("", led[0]) if led else ""
        name = _DISTRICT.sub("", _behind(self._regions, name))
        name = "" if len(name) < 2 or _NO_ESTATE.search(name) else _KIND.sub("", name)
        name = _OF_KIND.sub(r"\1", name)
        return "" if self._doors.parts_named(name) or self._doors.named(name) else name

    def _is_elsewhere(self, text: str) -> bool:
        named = bool(self._estates) or not 0 < self._told <= _FEW
        name = self._lead(without_wishes(text)) if named else ""
        if not (_tells_a_room(text) or name.endswith(_ESTATES)):
            return False
        ours = name in self._estates or any(e in name or name in e for e in self._ours)
        return (len(name) > 2 or name.endswith(tuple(_OF_ESTATES))) and not ours

    def _cleaned(self, text: str, names: Iterable[str]) -> str:
        """An address without its estate, telephone, wishes and the name of who lives there."""
        text = plain(text).strip().replace("#号", "号")
        text = _GATE.sub(" ", _PERSON.sub("", _STREET.sub(" ", text)))
        text = _behind(self._regions, text)
        text = _SAID_AHEAD.sub("", text)
        text = _ASIDE.sub(lambda a: a[0] if _OTHER_DOOR.search(a[1]) else " ", text)
        for estate in dict.fromkeys((*self._ours, *self._estates)):
            text = _plain_begin(text, estate)
        short = _IN_SHORT.match(text)
        if short and any(estate.endswith(short[1]) for estate in self._ours):
            text = text[short.end() :]
        text = _plain_end(text)
        while (last := _LAST_WORDS.search(text)) and not without_wishes(last[1]):
            text = text[: last.start()]
        called = dict.fromkeys((*self._ours, *self._estates))
        ours = (said for estate in called for said in (f"{estate}小区", estate))
        for name in (*names, *(ours if called else ("小区",))):
            if len(name) > 1 and _LEAD.fullmatch(name) and not self._doors.parts_named(name):
                text = re.sub(rf"{name}(?:女士|先生|收$)?", " ", text)
        return " ".join(text.split())


def part_in(cell: str) -> str:
    """A column's part of an address alone: ``601(东户)``, ``4#号楼``, ``无单元``."""
    cell = plain(cell).replace("#号", "号")
    cell = _ASIDE.sub("", cell) if re.search("[弄栋幢楼号]", cell) else cell  # 500弄(新区)
    if cell in _NO_PART:
        return ""
    room = _ROOM_AND_WORDS.fullmatch(cell)
    return room["room"] if room and not _OTHER_DOOR.search(room["words"]) else cell


def _plain_begin(text: str, estate: str) -> str:
    """An address from its estate on, where no number but a street's stands ahead of that."""
    ahead, named, _ = text.partition(estate) if estate else ("", "", "")
    return (
        text[len(ahead) :]
        if named and not re.search(r"\d", _STREET_AHEAD.sub("", ahead))
        else text
    )


def _plain_end(text: str) -> str:
    """An address without the words behind its room that only say how to find or enter it."""
    text = _FINDING.sub("", text)
    found = _BEHIND_ROOM.fullmatch(text)
    return text if found is None or _OTHER_DOOR.search(found["words"]) else found["address"]


def _longest_in(titled: str, name: str) -> str:
    """What of the beginning of a name stands in titles; "" for less than three characters."""
    begins = (name[:end] for end in range(len(name), _SHORTEST - 1, -1))
    return next((begin for begin in begins if begin in titled), "")


def _any_of(regions: Iterable[str]) -> re.Pattern[str]:
    """These at the beginning of an address, in full or in short: 上海市, 上海浦东."""
    names = "|".join(sorted(regions, key=len, reverse=True))
    return re.compile(
        rf"(?:(?:{names})(?!路|大?街|大道|巷)(?:新区|[省市区县镇乡])?\s*)+" if names else r"(?!)"
    )


def _regions_ahead(address: str) -> Iterator[str]:
    """The names of province, city and district with which an address begins: 上海, 浦东."""
    address = address.replace(" ", "")
    found = _REGION.match(address)
    while found:
        yield found[1]
        found = _PART_OF_REGION.match(address, found.end())


def _behind(regions: re.Pattern[str], text: str) -> str:
    return text[ahead.end() :] if (ahead := regions.match(text)) else text


def parts_of(door: Door) -> Mapping[str, str]:
    return {
        "lane": door.lane,
        "building": door.building,
        "entrance": door.entrance,
        "room": door.room,
    }


def _beside_a_phone(text: str) -> str:
    """Of a cell that holds a name and a telephone too, the part with the room."""
    parts = PHONE.split(plain(text))
    telling = [part for part in parts if _tells_a_room(part)] or parts
    return " ".join(telling).strip(" ,;。:")


def _tells_a_room(text: str) -> bool:
    return any(_ROOM.search(told.get("room", "")) for told in readings(take_apart(text)))


def _digits(text: str) -> set[str]:
    return {*filter(str.isdecimal, text)}


def _possible(read: AddressRead) -> set[Door]:
    return {read.door} if read.door else set(read.candidates)
