"""The goods of a chain: by name, alias, short name, near misspelling, and the chain's codes."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from operator import ne

from baogong.readers.addresses.spelling import plain
from baogong.readers.chains.amounts import UNITS, Pack, pack_of

# One character that alone may be short for a good: 肉, 蛋. An adjective is short for nothing.
NOUNS = frozenset("肉蛋奶油米面鱼鸡虾菜果纸酒醋盐糖水酱")
# Whose last character alone is another thing: nobody who asks for 油 wants soy sauce.
_OTHERWISE = re.compile(
    ".*(?:[酱蚝耗奶鱼精红]油|[香药墨胶]水|[玉虾薏]米|[豆腐]奶|[榨酸泡咸紫]菜|[鱿章墨甲]鱼"
    "|料酒|浴盐|[喉香]糖|[坚糖干]果)"
)
# What makes a good's name that of the same good in another pack: 整箱鸡蛋.
_PACKED = re.compile("[整大小]?[箱板盒袋桶瓶提件盘托]装?")
# Characters that look like one of a good's name, and those of names in traditional writing.
_LOOKALIKES = str.maketrans(
    "莱歺炖洒士千樂雞麵魚醬鹽紙蘋薑蔥豬鴨鵝餅飯湯蝦蘿蔔馬鈴薯葉羅漢韓國東廣鮮凍乾純絲條"
    "棗橘參龍鹵滷雙黃紅綠豐營養護潔淨劑濕書筆電潤膚髮滾園蠔筍貝類雜糧穀麥黃凈错措将浆奖辫辩塘搪姑波澄爪内拼署慢漫",
    "菜餐饨酒土干乐鸡面鱼酱盐纸苹姜葱猪鸭鹅饼饭汤虾萝卜马铃薯叶罗汉韩国东广鲜冻干纯丝条"
    "枣桔参龙卤卤双黄红绿丰营养护洁净剂湿书笔电润肤发滚园蚝笋贝类杂粮谷麦黄净醋醋酱酱酱瓣瓣糖糖菇菠橙瓜肉饼薯馒馒",
)
_SHORT = 2
_SPOKEN = re.compile(r"[\u4e00-\u9fff]{2,6}")


@dataclass(frozen=True, slots=True)
class Good:
    """``by_weight``: sold in 斤 with decimals; else in whole units."""

    sku: str
    name: str
    unit: str
    aliases: tuple[str, ...] = ()
    price_fen: int | None = None
    by_weight: bool = False
    pack: Pack = field(default_factory=Pack)

    @classmethod
    def of(cls, row: Mapping[str, str]) -> "Good":
        """``row``: sku, name, aliases, unit, price_fen, sold_by, pack_note."""
        return cls(
            sku=row["sku"],
            name=plain(row["name"]),
            unit=row["unit"],
            aliases=tuple(plain(a) for a in (row.get("aliases") or "").split("|") if a.strip()),
            price_fen=int(row["price_fen"]) if (row.get("price_fen") or "").isdecimal() else None,
            by_weight=row.get("sold_by") == "weight",
            pack=pack_of(plain(row.get("pack_note") or "")),
        )

    @property
    def names(self) -> tuple[str, ...]:
        return self.name, *self.aliases

    @property
    def is_package(self) -> bool:
        return self.name.endswith(("包", "套餐", "组合"))


class GoodsTable:
    """Every good that is sold, by what people call it."""

    def __init__(self, goods: Iterable[Good]) -> None:
        self._goods = {good.sku: good for good in goods}
        self._by_name: dict[str, set[str]] = defaultdict(set)
        for good in self._goods.values():
            for name in good.names:
                self._by_name[name.upper()].add(good.sku)
        words = sorted(map(re.escape, self._by_name), key=len, reverse=True)
        self._pattern = re.compile("|".join(words) or r"(?!)", re.IGNORECASE)
        self._price_like = re.compile(rf"\d+(?!\d)(?=\s?(?:{UNITS}|元|/|\.\d))")
        self._sounds: dict[str, set[str]] | None = None
        self._packs: dict[tuple[frozenset[str], tuple[str, ...]], frozenset[str]] = {}

    def __len__(self) -> int:
        return len(self._goods)

    def __getitem__(self, sku: str) -> Good:
        return self._goods[sku]

    @property
    def skus(self) -> tuple[str, ...]:
        return tuple(self._goods)

    def at(self, text: str, position: int) -> tuple[frozenset[str], int]:
        """The goods whose name stands here, the longest; and where it ends.

        Digits at a name's end are its own (``蔬菜35``) only if no unit follows: ``主食包20份``.
        """
        found = self._pattern.match(text, position)
        if found is None:
            return frozenset(), position
        name, end = found.group(), found.end()
        digits = re.search(r"\d+$", name)
        if digits and self._price_like.match(text, end - len(digits.group())):
            name, end = name[: digits.start()], end - len(digits.group())
            if name.upper() not in self._by_name:
                return frozenset(), position
        if name[0].isdigit() and position and text[position - 1].isdigit():
            return frozenset(), position
        return frozenset(self._by_name[name.upper()]), end

    def short_for(self, word: str, among: Iterable[str]) -> frozenset[str]:
        """The goods, of ``among``, in whose name ``word`` stands; one character at its end.

        One character is short for a name with 子 too (``橙``), and a name without the letter that
        tells it from others for the only one of its kind (``水果套餐``).
        """
        names = {sku: self._goods[sku].names for sku in among}
        if fuller := [sku for sku, own in names.items() if f"{word}子" in own]:
            return frozenset(fuller)
        if len(word) < 2 and word not in NOUNS:
            return frozenset()
        if plain := [s for s, own in names.items() if word in map(_without_letter, own)]:
            return frozenset(plain)
        return frozenset(
            sku
            for sku, own in names.items()
            if any(
                word in name
                if len(word) > 1
                else word == name[-1] and not _OTHERWISE.fullmatch(name)
                for name in own
            )
        )

    def contracted(self, word: str, among: Iterable[str]) -> frozenset[str]:
        """The goods of whose name ``word`` is the beginning and the end: 蒜蓉酱, 蒜蓉辣椒酱."""
        return frozenset(
            sku
            for sku in among
            if any(
                name.startswith(word[:cut]) and name.endswith(word[cut:])
                for name in self._goods[sku].names
                for cut in range(2, len(word))
                if len(name) > len(word) > _SHORT
            )
        )

    def packs_of(self, skus: frozenset[str], among: tuple[str, ...]) -> frozenset[str]:
        """One good in all its packs (``鸡蛋``, ``整箱鸡蛋``) if ``skus`` are of one, else none."""
        key = skus, among
        if key not in self._packs:
            self._packs[key] = self._family_of(skus, among)
        return self._packs[key]

    def _family_of(self, skus: frozenset[str], among: tuple[str, ...]) -> frozenset[str]:
        for base in skus:
            names = self._goods[base].names
            family = {base} | {sku for sku in among if self._is_packed(sku, names)}
            if family.issuperset(skus):
                return frozenset(family)
        return frozenset()

    def _is_packed(self, sku: str, names: Iterable[str]) -> bool:
        return any(
            own.endswith(name) and _PACKED.fullmatch(own.removesuffix(name))
            for name in names
            for own in self._goods[sku].names
        )

    def looking_like(self, word: str) -> frozenset[str]:
        """The goods that are written with other characters: ``蔬莱包``, ``可樂``."""
        likely = word.upper().translate(_LOOKALIKES) if len(word) > 1 else word
        return frozenset(self._by_name.get(likely, ()))

    def sounding_like(self, word: str) -> frozenset[str]:
        """The goods that a misspelling sounds or looks like: ``土逗``, ``西红市``.

        Where another good's name is as near in writing, the tones must be the same too: 混菜包 may
        be 荤菜包 or 蔬菜包, 疏菜包 is 蔬菜包.
        """
        seen = self.looking_like(word)
        if seen or not _SPOKEN.fullmatch(word):
            return seen
        if self._sounds is None:
            self._sounds = defaultdict(set)
            for name, skus in self._by_name.items():
                if _SPOKEN.fullmatch(name):
                    self._sounds[_sound(name)] |= skus
        heard = frozenset(self._sounds.get(_sound(word), ()))
        if heard and any(_is_a_sign_away(word, name) for name in self._names_beside(heard)):
            return frozenset(sku for sku in heard if self._has_tones(sku, _tones(word)))
        return heard

    def _names_beside(self, skus: frozenset[str]) -> Iterable[str]:
        return (name for name, others in self._by_name.items() if not others <= skus)

    def _has_tones(self, sku: str, tones: list[str]) -> bool:
        return any(
            len(name) == len(tones) and _tones(name) == tones
            for name, skus in self._by_name.items()
            if sku in skus
        )


@dataclass(frozen=True, slots=True)
class Menu:
    """What a chain offers. ``skus`` empty: everything. ``codes``: its numbers and letters.

    A code without a sku is of something that is not in the table. ``prices``: in fen, as the chain
    states them.
    """

    skus: tuple[str, ...] = ()
    codes: Mapping[str, str | None] = field(default_factory=dict)
    prices: Mapping[str, int] = field(default_factory=dict)
    mentioned: frozenset[str] = frozenset()

    @property
    def single(self) -> str | None:
        """The only good on offer, which an amount alone means."""
        if self.skus:
            return self.skus[0] if len(self.skus) == 1 else None
        return next(iter(self.mentioned)) if len(self.mentioned) == 1 else None


def price_of(good: Good, menu: Menu) -> frozenset[Decimal]:
    """What one unit may cost in yuan: as the table says, as the chain says."""
    fen = {good.price_fen, menu.prices.get(good.sku)} - {None}
    return frozenset(Decimal(value) / 100 for value in fen if value is not None)


def _without_letter(name: str) -> str:
    return re.sub("[A-Z]", "", name)


@cache
def _is_a_sign_away(word: str, name: str) -> bool:
    return len(word) == len(name) and sum(map(ne, word, name)) == 1


def _tones(word: str) -> list[str]:
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - 56 MB, for a rare word

    tones: list[str] = lazy_pinyin(word, style=Style.TONE)
    return tones


def _sound(word: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - 56 MB, for a rare word

    sounds: list[str] = lazy_pinyin(word)
    if len(word) < 3:
        return " ".join(sounds)
    return " ".join(re.sub(r"^([zcs])h", r"\1", sound) for sound in sounds)
