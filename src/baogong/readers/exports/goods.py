"""An export's words for a good, and the one good of the list that they name exactly."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from baogong.readers.addresses.spelling import plain
from baogong.readers.chains.speech import only_adorns
from baogong.readers.exports.packs import names_size, units_in
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
        "标准装",
        "标准规格",
        "普通装",
        "无",
        "常规",
        "统一规格",
        "单规格",
        "原味",
        "净膛",
    }
)
_ASIDE = re.compile(r"(.+?)\s*[(\[]([^()\[\]]*)[)\]]")
_ADVERT = re.compile(
    r"^(?:精品|精选|优选|特价|新鲜|本地|当季|应季|优质)(?=[\u4e00-\u9fff]{2})|【[^】\d一二两三四五六七八九十]{2,}】|^\[[^\]\d一二两三四五六七八九十]{2,}\]|[✅🔥❤️⭐★☆]+"
)
_BOXED = re.compile(r"^[【\[]([^】\]]+)[】\]]")
_CODE = re.compile(r"^\s*\d{1,3}\s*[-.、:)]\s*(?=\D)")  # 05-鸡蛋
_PRICE = re.compile(
    r"^(\d{1,5}(?:\.\d\d?)?)元(?:/.)?|¥?(\d{1,5}(?:\.\d\d?)?)元?(?:/.)?$", re.ASCII
)
_HOW_TO = re.compile(r"[(](?:(?:请?[填写]|单位|按)[^()]*|元?/.)[)]")  # (填斤数), (写几斤)
_AT_LEAST = re.compile(r"[,、;]?\s*\d{1,3}\s*[^\W\d]起[订购送卖]?(?=[)\s]|$)")  # 1.8元/枚,10枚起
_QUESTION = re.compile(r"^\s*[QＱ]?\d{1,2}\s*[.、:)]\s*(?=\D)")
_TABLE = re.compile(
    r"^(?:.{4,}?(?:数量|份数|多少|几份|商品|物资)[^—–-]{0,20}[—–-]|[QＱ]?\d{1,2}[.、:)][^—]*—)[—–-]*\s*(?=\S)"
)  # 您需要的数量—鸡蛋, 5、不要的空着—鸡蛋
_ASKED = re.compile(
    r"\s*[,:]?(?:您|你)?(?:家)?(?:一共|总共)?(?:需要|想要|要买|要订|要|购买|订购|选购|买|订|选)?"
    r"(?:(?:几|多少)[^\d\W]{0,2}|的?(?:购买|订购)?(?:数量|份数|件数))\s*[?？]?\s*$"
)
_PICTURES = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]+")
_SET = re.compile("(?:套餐|组合|礼?包|礼盒)$")
_ONE = re.compile("1[份件个组套单]")
_NAME_AND_SIZE = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,})\s*(?P<size>[(\d].*)?")
_PRICE_BEHIND = re.compile(
    r"(?<=\))\s*[¥￥]?\d{1,5}(?:\.\d\d?)?元?(?:/.)?\s*$"
)  # 牛奶(24盒/箱) 55元
_ASIDES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】")
_SORT_ASIDE = re.compile(r"[(\[【].[)\]】]|[买满].{1,2}送")  # 鸡蛋(土)
_PRICE_TOLD = re.compile(r"[¥￥]\s?(\d{1,5}(?:\.\d{1,2})?)|(\d{1,5}(?:\.\d{1,2})?)元(?:/.)?")
_SIZED = re.compile(r"(?P<name>.*?[\u4e00-\u9fff])\s*(?P<size>约?\d[^ ]*)\s*")
_WORDS = re.compile("[A-Za-z]?[\u4e00-\u9fff]{2,}")
_PACKED_AS = re.compile(
    "整[箱袋盒瓶罐桶提件板]$|(?:整?[箱袋盒瓶罐桶提件]|散|家庭|量贩|礼盒|简|[大小]包)装$|(?<=[\u4e00-\u9fff]{2})段$"
)
_MEASURED = re.compile(r"\d+(?:\.\d+)?[a-z]*")
_SEPARATE = re.compile(r"[\s,;:/|·、。()\[\]《》“”\"'-]+")
_CONNECTING = frozenset("约装份每共左右/*+个件一按整样种品")
_WEIGHT = re.compile(r"(\d+(?:\.\d+)?|一)(kg|公斤|千克|斤|g|克)")
_VOLUME = re.compile(r"(\d+(?:\.\d+)?)(?:升|l(?![a-z]))")
_GRAMS = {"斤": GRAMS_PER_JIN, "g": 1, "克": 1}
_LOOSE = frozenset({"散", "散装", "散称", "称重", "现切"})
_SHORTEST = 2
_VARIETY = 4  # characters of a name that says which sort it is
_SORT = 3
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

    def units_in(self, spec: str) -> Decimal | None:
        """How many of its units one with this specification is; None where that is not sure."""
        if self.comes_as(spec):
            return Decimal(1)
        if not self.by_weight and re.search(rf"/\s*{re.escape(self.unit)}", plain(spec)):
            return None  # 10kg/袋 is no two bags of 5kg
        return units_in(spec, unit=self.unit, pack=self.pack)

    def units_of(self, count: Decimal, unit: str) -> Decimal | None:
        """How many of its units so many pieces or so much weight come to: 30枚 are one 板."""
        return units_in(f"{count}{unit}", unit=self.unit, pack=self.pack)

    def units_in_one(self, name: str, spec: str) -> Decimal | None:
        """How many of its units one of an export is, by its specification or else its name."""
        text = _CODE.sub("", _ADVERT.sub("", plain(spec or name)))
        own = next((n for n in sorted(self.names, key=len, reverse=True) if n in text), "")
        size = text.replace(own, "", 1)
        return self.units_in(size) or (None if names_size(size) else Decimal(1))

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(map(plain, (self.name, *self.aliases)))

    def is_sized(self, spec: str) -> bool:
        """Whether a specification says how large it is and no more."""
        return units_in(spec, unit=self.unit, pack=self.pack) is not None

    def comes_as(self, spec: str) -> bool:
        """Whether a specification says nothing that this good is not."""
        if (price := _PRICE.fullmatch(plain(spec).strip())) and self.price_fen is not None:
            return parse_yuan(price[1] or price[2]) == self.price_fen
        least = _AT_LEAST.search(plain(spec))
        of_own = least is not None and self.unit and f"{self.unit}起" in least[0]
        said = _in_grams(fold(_AT_LEAST.sub("", plain(spec)) if of_own else spec))
        if (
            (self.by_weight and said in _LOOSE)
            or said in _NOT_SAID
            or _ONE.fullmatch(said)
            or said in {fold(self.unit), fold(f"整{self.unit}")}
            or (self.by_weight and said in _A_JIN)
        ):
            return True
        several = self.unit and re.search(rf"(\d+){re.escape(fold(self.unit))}", said)
        if several and several[1] != "1":  # so each of the export's is several of ours
            return False
        if len(said) == 1 and re.search(rf"\d{re.escape(said)}", self.pack):
            return False  # a piece of what is in one
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

    def __iter__(self) -> Iterator[Good]:
        """Each good once."""
        return iter(
            {good.sku: good for found in self._by_name.values() for good in found}.values()
        )

    @property
    def names(self) -> frozenset[str]:
        """Every name of every good, folded."""
        return frozenset(self._by_name)

    def has(self, name: str) -> bool:
        """Whether a good has this very name."""
        return fold(name) in self._by_name

    def find(self, name: str, spec: str = "") -> list[Good]:
        """The goods that this is a name of: one, or none, or several that share the name."""
        for joined in (name + spec, spec + name) if spec else ():
            if found := self._by_name.get(fold(joined)):
                return found
        name = _unboxed(name)
        box = _BOXED.match(name)
        if box and self.has(box[1]) and _WORDS.search(name, box.end()):
            return [*self.find(box[1]), *self.find(name[box.end() :], spec)]  # 【B包】鸡蛋
        for word in dict.fromkeys((name, _ADVERT.sub("", name), _CODE.sub("", name))):
            if found := self._by_name.get(fold(word), []) or list(self._priced(word)):
                return [g for g in found if g.units_in(spec) and not self._is_another(g, spec)]
            if not spec and (found := self._packed(fold(word))):
                return found
        if found := self._called_twice(fold(name)):
            return [good for good in found if good.units_in(spec)]
        return self._of_kind(spec)

    def described(self, name: str, spec: str, price: int | None) -> list[Good]:
        """The good at whose name the export's words for it end, at just its price:
        ``黑猪五花肉 500g`` at 38 yuan, ``河北围场土豆 5斤装`` at five times that of a 斤.

        ``price``: fen of one; without it the order's sum has to tell 皮蛋 from an adorned 蛋.
        """
        told = price_in(name)
        if _SORT_ASIDE.search(plain(name)) or (told and parse_yuan(told) != price):
            return []
        name, spec = bare(name, spec)
        if exact := [g for g in self._by_name.get(fold(name), ()) if _is_packed(g, spec)]:
            return [good for good in exact if self._costs(good, name, spec, price)]
        if named := self._explained(name, spec, price) or self._explained(spec, "", price):
            return named[:1]
        ends = [self._end_of(word, 1 if price else 2) for word in _WORDS.findall(name)]
        ends = ends if any(ends) else [self._variety_in(name, spec)]
        found = list(dict.fromkeys(good for end in ends for good in self._by_name.get(end, ())))
        priced = [good for good in found if self._costs(good, name, spec, price)]
        packed = [good for good in priced or self._spelled(name + spec) if _is_packed(good, spec)]
        if len(packed) == 1 and packed[0].price_fen == price:
            return packed
        if len({good.name for good in found}) > 1:  # 农家鸡蛋 鲜牛奶, of which the price is one's
            return found
        return priced or [good for good in found if self._is_adorned(good, name, spec, price)]

    def _is_adorned(self, good: Good, name: str, spec: str, price: int | None) -> bool:
        """Whether a name only adds place, brand or praise to a good's, at near its price:
        ``云南番茄 5斤装``. What tells a sort of it (``黑猪五花肉``) does not."""
        word = fold(_PACKED_AS.sub("", next(reversed(_WORDS.findall(name)), "")))
        end = self._end_of(word, _SHORTEST)
        ahead = word[: len(word) - len(end)]
        each = _units_of(good, name, spec)
        if not (end and each and price and good.price_fen):
            return False
        near = good.price_fen * each * 3 <= price * 4 <= good.price_fen * each * 5
        return near and (any(ahead in own for own in good.names) or only_adorns(ahead))

    def _explained(self, name: str, spec: str, price: int | None) -> list[Good]:
        """The good with words behind its name that only tell what is in it: ``厨房礼包 酱油+醋``
        at what it costs; of a set also other words, ``B套餐``, ``肉蛋组合``, at just its price."""
        first, _, rest = name.partition(" ")
        beside = self._by_name.get(fold(first), []) if rest else []
        if told := [g for g in beside if g.comes_as(rest) and self._costs(g, first, spec, price)]:
            return told
        if not (spec and price and _SET.search(name)) or re.search(r"\d", spec):
            return []
        named = [g for g in self._by_name.get(fold(name), ()) if g.price_fen == price]
        own = {n for good in named for n in map(fold, good.names)}
        others = (n for n in self._by_name.keys() - own if len(n) > 1)
        return named if not any(other in fold(spec) for other in others) else []

    def _end_of(self, word: str, shortest: int) -> str:
        """The longest name of a good at the end of a word; "" for none."""
        word = fold(_PACKED_AS.sub("", word))
        ends = (word[-length:] for length in range(len(word), shortest - 1, -1))
        return next((end for end in ends if end in self._by_name), "")

    def _spelled(self, name: str) -> list[Good]:
        """The goods of which a name has every character: 整箱鸡蛋 of ``整箱鲜鸡蛋``."""
        letters = set(fold(name))
        spelled = (n for n in self._by_name if len(n) >= _SORT and letters.issuperset(n))
        return list(dict.fromkeys(good for n in spelled for good in self._by_name[n]))

    def _variety_in(self, name: str, spec: str) -> str:
        """The long name that a good begins with, packed just so: 阳光玫瑰 of ``阳光玫瑰青提``."""
        begins = (name[:end] for end in range(len(name), _VARIETY - 1, -1))
        found = next((begin for begin in begins if begin in self._by_name), "")
        return (
            found if all(_is_packed(good, spec) for good in self._by_name.get(found, ())) else ""
        )

    def _costs(self, good: Good, name: str, spec: str, price: int | None) -> bool:
        each = _units_of(good, name, spec)
        return bool(each and good.price_fen and price in {None, good.price_fen * each})

    def _is_another(self, good: Good, spec: str) -> bool:
        """Whether a size that is not the good's own is that of another: 360枚 are 整箱鸡蛋."""
        others = {o.sku: o for held in self._by_name.values() for o in held if o.sku != good.sku}
        return not good.comes_as(spec) and any(
            other.comes_as(spec) and any(own in name for own in good.names)
            for other in others.values()
            for name in other.names
        )

    def _called_twice(self, word: str) -> list[Good]:
        """The good whose names make up all of a word, one behind or into another: ``红富士苹果``,
        ``带皮五花肉`` of 带皮五花 and 五花肉."""
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for name, goods in self._by_name.items():
            at = word.find(name) if len(name) >= _SHORTEST else -1
            for good in goods if at >= 0 else ():
                found[good.sku].append((at, at + len(name)))
        return [good for good in self if _covers(found[good.sku], word)]

    def _of_kind(self, spec: str) -> list[Good]:
        """The good that a specification names beside a mere kind: ``时令水果``, ``橙子 5斤``;
        ``组合包``, ``35元蔬菜包``."""
        told = plain(spec).strip()
        named = _NAME_AND_SIZE.fullmatch(told)
        found = self._by_name.get(fold(named["name"]), []) if named else []
        sized = [good for good in found if named and good.units_in(named["size"] or "")]
        return sized or list(self._priced(told))

    def _packed(self, name: str) -> list[Good]:
        """``鸡蛋30枚`` is the good of the longest name that it begins with, packed like that."""
        ends = (end for end in range(len(name) - 1, 1, -1) if name[:end] in self._by_name)
        end = next(ends, len(name))
        if not re.search(r"\d", name[end:]):
            return []
        return [good for good in self._by_name[name[:end]] if good.units_in(name[end:])]

    def _priced(self, name: str) -> Iterator[Good]:
        """``35元蔬菜包`` is the good of this name that costs 35 yuan."""
        if price := _PRICE.search(name):
            fen = parse_yuan(price[1] or price[2])
            found = self._by_name.get(fold(name[: price.start()] + name[price.end() :]), ())
            yield from (good for good in found if good.price_fen == fen)


def _units_of(good: Good, name: str, spec: str) -> Decimal | None:
    """How many of its units one is by its specification, or where that tells nothing its name."""
    loose = not spec or (good.by_weight and fold(spec) in _LOOSE)
    return good.units_in_one(name, "") if loose else good.units_in(spec)


def _covers(spans: Sequence[tuple[int, int]], word: str) -> bool:
    """Whether several spans of a word leave none of it out."""
    told = {n for span in spans for n in range(*span)}
    return len(spans) > 1 and len(told) == len(word)


def _is_packed(good: Good, spec: str) -> bool:
    """Whether a specification tells how much there is, and it is what one of the good has."""
    return good.comes_as(spec) and re.search(r"\d", spec) is not None


def _in_grams(folded: str) -> str:
    """``10kg`` and ``20斤`` are 10000g, ``5升`` are 5000ml."""
    folded = _VOLUME.sub(
        lambda told: f"{float(told[1]) * 1000:.0f}ml", folded.replace("毫升", "ml")
    )
    return _WEIGHT.sub(
        lambda w: f"{float(w[1].replace('一', '1')) * _GRAMS.get(w[2], GRAMS_PER_KG):.0f}g", folded
    )


def fold(name: str) -> str:
    """A name as it is compared: case, blanks and punctuation do not count."""
    return _SEPARATE.sub("", plain(name).casefold())


def asked_in(heading: str) -> tuple[str, str]:
    """Name and specification in the heading of a good's own column: ``4.鸡蛋(28元/板)要几板?``"""
    asked = _AT_LEAST.sub("", _HOW_TO.sub("", _TABLE.sub("", plain(heading))))
    return parted(_ASKED.sub("", _QUESTION.sub("", asked)), "")


def parted(name: str, spec: str) -> tuple[str, str]:
    """``鲜鸡蛋(30枚/板)`` is 鲜鸡蛋 with this specification, unless the column tells another."""
    name = _PRICE_BEHIND.sub("", _PICTURES.sub(" ", name).strip())
    aside = _ASIDE.fullmatch(name)
    if aside and (fold(spec) in _NOT_SAID or fold(spec) == fold(aside[2])):
        return aside[1], spec if fold(spec) == fold(aside[2]) else aside[2]
    return name, spec


def price_in(heading: str) -> str:
    """The yuan that the heading of a good's own column tells; "" for none."""
    found = _PRICE_TOLD.findall(plain(heading))
    return next(filter(None, found[0])) if len(found) == 1 else ""


def _unboxed(name: str) -> str:
    """``【鲜鸡蛋】30枚/板`` is 鲜鸡蛋, unless the name is what follows: 【直供】蔬菜包."""
    box = _BOXED.match(name)
    return name if box is None or _WORDS.search(name, box.end()) else _BOXED.sub(r"\1 ", name)


def bare(name: str, spec: str) -> tuple[str, str]:
    """Name and specification without what adorns them: ``【直供】蔬菜包 约10斤/份 ¥45``."""
    name = _PRICE_TOLD.sub(" ", _ASIDES.sub(" ", _unboxed(plain(name)))).strip()
    sized = _SIZED.fullmatch(name) if not spec else None
    return (sized["name"], sized["size"]) if sized else (name, _PRICE_TOLD.sub(" ", spec).strip())
