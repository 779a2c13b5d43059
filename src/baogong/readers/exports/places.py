"""The one door that all cells of an order about its place agree on."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from baogong.readers.addresses import (
    AddressRead,
    Door,
    DoorTable,
    is_within,
    read_address,
    readings,
    take_apart,
)
from baogong.readers.addresses.reading import found
from baogong.readers.addresses.spelling import plain
from baogong.readers.exports.remarks import PHONE, without_wishes

_ASIDE = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_LAST_WORDS = re.compile(r"[,;。!\s]+([^,;。!\s\d]*)$")
_STREET = re.compile(r"[\u4e00-\u9fff]{1,6}(?:路|街|大道|巷)\s*\d{1,5}号(?=[\u4e00-\u9fff]{2})")
_LEAD = re.compile(r"[\u4e00-\u9fff]+")
_NUMERALS = re.compile("[〇零一二两三四五六七八九十百]+[弄号栋幢].*")
_DISTRICT = re.compile(r"^.*(?:[省市县镇乡]|(?<!小)(?<!社)区|街道|[路街])(?=[\u4e00-\u9fff]{2})")
_KIND = re.compile(r"(?:小区|社区)$")
_NO_ESTATE = re.compile(r"^(?:本|我们)?[小社]区$|地址$|住址$|住$|门牌$|送到?$|[路街道市省镇县]$")
_PERSON = re.compile(
    r"[(\[]?[\u4e00-\u9fff]?(?:阿姨|先生|女士|小姐|叔叔?|大[爷妈]|奶奶|爷爷|老师)家?收?[)\]]?$"
)
_ROOM = re.compile(r"\d{3}|[A-Z]\d")


class Places:
    """Addresses of one export become doors of a table."""

    def __init__(self, doors: DoorTable, addresses: Iterable[str]) -> None:
        """``addresses``: those of the whole export; most of them name one estate."""
        self._doors = doors
        named = Counter(filter(None, (self._lead(_beside_a_phone(text)) for text in addresses)))
        self._estate = next((name for name, count in named.most_common(1) if count > 1), "")

    def find(self, texts: Sequence[str], *, names: Iterable[str] = ()) -> AddressRead:
        """The door that all ``texts`` agree on.

        ``names``: people's, which may stand in an address. ``why`` is also ``other_estate`` or
        ``two_doors``, where the cells contradict each other.
        """
        texts = [_beside_a_phone(text) for text in texts]
        if any(map(self._is_elsewhere, texts)):
            return AddressRead("refused", why="other_estate")
        cleaned = dict.fromkeys(self._cleaned(text, names) for text in texts)
        cleaned.pop("", None)
        return self._agreed(list(cleaned)) if cleaned else AddressRead("refused", why="no_room")

    def _agreed(self, texts: Sequence[str]) -> AddressRead:
        telling = [text for text in texts if _tells_a_room(text)]
        silent = [text for text in texts if text not in telling]
        parts = [take_apart(text).parts for text in silent]
        scope = {part: name for told in parts for part, name in told.items() if part != "floor"}
        if not telling:
            telling = [" ".join(silent)]
            silent, scope = [], {}
        reads = [read_address(text, doors=self._doors, scope=scope) for text in telling]
        common = set.intersection(*map(_possible, reads))
        if not common and len(reads) > 1:
            joined = read_address(" ".join(texts), doors=self._doors)
            whole = any(read.door for read in reads)
            return AddressRead("refused", why="two_doors") if whole else joined
        if not common:
            return reads[0]
        read = found(sorted(common, key=lambda door: door.code))
        if read.door and not all(is_within(read.door, told) for told in parts):
            return AddressRead("review", candidates=(read.door,), why="two_doors")
        return read

    def _lead(self, address: str) -> str:
        """The name ahead of the numbers; empty for none, and for one that is a door's alias."""
        whole = _STREET.sub("", plain(address).replace(" ", ""))
        led = _LEAD.match(whole)
        name = _DISTRICT.sub("", _NUMERALS.sub("", led[0])) if led else ""
        name = "" if len(name) < 2 or _NO_ESTATE.search(name) else _KIND.sub("", name)
        return "" if self._doors.parts_named(name) or self._doors.named(name) else name

    def _is_elsewhere(self, text: str) -> bool:
        named = self._estate and _tells_a_room(text)
        name = self._lead(without_wishes(text)) if named else ""
        return len(name) > 2 and self._estate not in name and name not in self._estate

    def _cleaned(self, text: str, names: Iterable[str]) -> str:
        """An address without its estate, telephone, wishes and the name of who lives there."""
        text = _PERSON.sub("", _STREET.sub(" ", plain(text)))
        text = _ASIDE.sub(lambda a: a[0] if without_wishes(a[1]) else " ", text)
        while (last := _LAST_WORDS.search(text)) and not without_wishes(last[1]):
            text = text[: last.start()]
        for name in (*names, f"{self._estate}小区", self._estate):
            if len(name) > 1 and _LEAD.fullmatch(name) and not self._doors.parts_named(name):
                text = re.sub(rf"{name}(?:女士|先生|收$)?", " ", text)
        return " ".join(text.split())


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


def _possible(read: AddressRead) -> set[Door]:
    return {read.door} if read.door else set(read.candidates)
