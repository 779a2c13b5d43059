"""An export's words for a good, and the one good of the list that they name exactly."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from baogong.readers.addresses.spelling import plain
from baogong.values.money import parse_yuan
from baogong.values.quantity import GRAMS_PER_JIN, GRAMS_PER_KG

_NOT_SAID = frozenset(
    {
        "",
        "包邮",
        "现货",
        "预售",
        "特价",
        "默认",
        "默认规格",
        "标准",
        "无",
        "常规",
        "统一规格",
        "单规格",
    }
)
_ASIDE = re.compile(r"(.+?)\s*[(\[]([^()\[\]]*)[)\]]")
_ADVERT = re.compile(r"【[^】]*】|^\[[^\]]*\]|[✅🔥❤️⭐★☆]+")
_PRICE = re.compile(
    r"^(\d{1,5}(?:\.\d\d?)?)元(?:/.)?|¥?(\d{1,5}(?:\.\d\d?)?)元?(?:/.)?$", re.ASCII
)
_MEASURED = re.compile(r"\d+(?:\.\d+)?[a-z]*")
_SEPARATE = re.compile(r"[\s,;:/|·、。()\[\]《》“”\"'-]+")
_CONNECTING = frozenset("约装份每共左右/*+个件一")
_WEIGHT = re.compile(r"(\d+(?:\.\d+)?|一)(kg|公斤|千克|斤|g|克)")
_GRAMS = {"斤": GRAMS_PER_JIN, "g": 1, "克": 1}
_A_JIN = frozenset({"500g", "500g份"})


@dataclass(frozen=True, slots=True)
class Good:
    """``pack``: what is in one ``unit``. ``price_fen``: None where it is not known."""

    sku: str
    name: str
    unit: str = ""
    pack: str = ""
    aliases: tuple[str, ...] = ()
    price_fen: int | None = None
    by_weight: bool = False

    @classmethod
    def of(cls, row: Mapping[str, str]) -> "Good":
        """``row``: sku, name, aliases, unit, price_fen, sold_by, pack_note."""
        return cls(
            sku=row["sku"],
            name=row["name"],
            unit=row["unit"],
            pack=row.get("pack_note", ""),
            aliases=tuple(a for a in row.get("aliases", "").split("|") if a.strip()),
            price_fen=int(price) if (price := row.get("price_fen")) else None,
            by_weight=row["sold_by"] == "weight",
        )

    def comes_as(self, spec: str) -> bool:
        """Whether a specification says nothing that this good is not."""
        said = _in_grams(fold(spec))
        if said in _NOT_SAID or said == fold(self.unit) or (self.by_weight and said in _A_JIN):
            return True
        several = self.unit and re.search(rf"(\d+){re.escape(fold(self.unit))}", said)
        if several and several[1] != "1":  # so each of the export's is several of ours
            return False
        known = _in_grams(fold("|".join((self.pack, self.unit, self.name, *self.aliases))))
        numbers = set(_MEASURED.findall(said)) - {"1"}
        words = set(_MEASURED.sub("", said)) - _CONNECTING
        return numbers <= set(_MEASURED.findall(known)) and words <= set(known)


class GoodsTable:
    """The goods of a list by every name that they have."""

    def __init__(self, goods: Iterable[Good]) -> None:
        self._by_name: dict[str, list[Good]] = defaultdict(list)
        for good in goods:
            for name in {fold(name) for name in (good.name, *good.aliases)}:
                self._by_name[name].append(good)

    @property
    def names(self) -> frozenset[str]:
        """Every name of every good, folded."""
        return frozenset(self._by_name)

    def find(self, name: str, spec: str = "") -> list[Good]:
        """The goods that this is a name of: one, or none, or several that share the name."""
        for joined in (name + spec, spec + name) if spec else ():
            if found := self._by_name.get(fold(joined)):
                return found
        for word in dict.fromkeys((name, _ADVERT.sub("", name))):
            if found := self._by_name.get(fold(word), []) or list(self._priced(word)):
                return [good for good in found if good.comes_as(spec)]
            if not spec and (found := self._packed(fold(word))):
                return found
        return []

    def _packed(self, name: str) -> list[Good]:
        """``鸡蛋30枚`` is the good of the longest name that it begins with, packed like that."""
        ends = (end for end in range(len(name) - 1, 1, -1) if name[:end] in self._by_name)
        end = next(ends, len(name))
        if not re.search(r"\d", name[end:]):
            return []
        return [good for good in self._by_name[name[:end]] if good.comes_as(name[end:])]

    def _priced(self, name: str) -> Iterator[Good]:
        """``35元蔬菜包`` is the good of this name that costs 35 yuan."""
        if price := _PRICE.search(name):
            fen = parse_yuan(price[1] or price[2])
            found = self._by_name.get(fold(name[: price.start()] + name[price.end() :]), ())
            yield from (good for good in found if good.price_fen == fen)


def _in_grams(folded: str) -> str:
    """``10kg`` and ``20斤`` are 10000g."""
    return _WEIGHT.sub(
        lambda w: f"{float(w[1].replace('一', '1')) * _GRAMS.get(w[2], GRAMS_PER_KG):.0f}g", folded
    )


def fold(name: str) -> str:
    """A name as it is compared: case, blanks and punctuation do not count."""
    return _SEPARATE.sub("", plain(name).casefold())


def parted(name: str, spec: str) -> tuple[str, str]:
    """``鲜鸡蛋(30枚/板)`` is 鲜鸡蛋 with this specification, unless the column tells another."""
    aside = _ASIDE.fullmatch(name)
    if aside and (fold(spec) in _NOT_SAID or fold(spec) == fold(aside[2])):
        return aside[1], spec if fold(spec) == fold(aside[2]) else aside[2]
    return name, spec
