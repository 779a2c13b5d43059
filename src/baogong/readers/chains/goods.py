"""The goods of a chain: by name, alias, short name, near misspelling, and the chain's codes."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from operator import ne

from baogong.readers.addresses.spelling import plain
from baogong.readers.chains.amounts import UNITS, Pack, pack_of
from baogong.readers.chains.families import families_in
from baogong.readers.chains.shortnames import is_short
from baogong.readers.chains.sizes import BEHIND, size_in, sizes_of, without_size
from baogong.readers.chains.synonyms import SYNONYMS

# One character that alone may be short for a good: 肉, 蛋. An adjective is short for nothing.
NOUNS = frozenset("肉蛋奶油米面鱼鸡虾菜果纸酒醋盐糖水酱梨桃枣瓜葱姜蒜藕笋蟹鸭")
# What else a kind may mean that one character names.
_KINDS = {
    "肉": re.compile("肉$|排骨|[小大肋仔软]排|脊|五花|腩|腱|夹心|前[腿胛夹]|后腿|蹄|肘|梅花|牛霖"),
    "菜": re.compile(
        "菜(?!籽|油)|[上小]?海青|菠|芹|西兰花|青椒|黄瓜|番茄|西红柿|土豆|萝卜|茄子|莴|苋|蕹|豆角|豇豆"
    ),
    "鱼": re.compile("鱼(?!丸|豆腐|饼|油)|鲈|鲫|鲳|鳕|鲤|鳊|鲢|三文"),
    "虾": re.compile("虾(?!皮|条|饺|滑|酱)"),
    "面": re.compile("[挂拉切汤龙]须?面|面条|面粉|方便面|馒头|意面|乌冬"),
    "酱": re.compile("酱"),
    "纸": re.compile("纸(?!尿)|纸巾"),
    "果": re.compile("果(?!冻|脯|汁|酱)|橙|橘|桔|梨|蕉|柚|莓|桃|葡|瓜"),
    "猪肉": re.compile(
        "猪(?!饲料|料|血|油)|五花|里脊|排骨|[小大肋]排|前腿|后腿|夹心|梅[花头]|蹄|肘|^肉|^[瘦肥]肉"
    ),
    "牛肉": re.compile("牛(?!奶|油|蛙|肝菌|轧)"),
    "羊肉": re.compile("羊(?!奶|毛)"),
    "鸡肉": re.compile("鸡(?!蛋|精|毛菜|汁|饲料|料)"),
    "水果": re.compile("水果|苹果|果$|橙|橘|桔|梨|蕉|柚|莓|桃|葡萄|瓜(?!子)"),
}
# What makes a good's name that of the same good in another pack: 整箱鸡蛋.
_PACKED = re.compile("[整大小]?[箱板盒袋桶瓶提件盘托]装?")
# Characters that look like one of a good's name, and those of names in traditional writing.
_LOOKALIKES = str.maketrans(
    "莱歺炖洒士千樂雞麵魚醬鹽紙蘋薑蔥豬鴨鵝餅飯湯蝦蘿蔔馬鈴薯葉羅漢韓國東廣鮮凍乾純絲條"
    "棗橘參龍鹵滷雙黃紅綠豐營養護潔淨劑濕書筆電潤膚髮滾園蠔筍貝類雜糧穀麥黃凈错措将浆奖辫辩塘搪姑波澄爪内拼署慢漫捧妞挑拧暑枚库扳培长每土付",
    "菜餐饨酒土干乐鸡面鱼酱盐纸苹姜葱猪鸭鹅饼饭汤虾萝卜马铃薯叶罗汉韩国东广鲜冻干纯丝条"
    "枣桔参龙卤卤双黄红绿丰营养护洁净剂湿书笔电润肤发滚园蚝笋贝类杂粮谷麦黄净醋醋酱酱酱瓣瓣糖糖菇菠橙瓜肉饼薯馒馒棒牛桃柠薯莓裤板倍肠莓士腐",
)
_PRICED_NAME = re.compile(r"(\d{2,3})元([\u4e00-\u9fff]{1,4})")
_MADE = frozenset("咸干酸甜辣冻熟腊熏卤臭糟醉荤")
_LATIN = re.compile("[A-Za-z0-9]")
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
    def sizes(self) -> frozenset[str]:
        return sizes_of(self.names)

    @property
    def is_package(self) -> bool:
        ends = ("包", "套餐", "组合", "盲盒")
        return any(name.endswith(ends) and not name.endswith("面包") for name in self.names)


class GoodsTable:
    """Every good that is sold, by what people call it."""

    def __init__(
        self, goods: Iterable[Good], called: Mapping[str, frozenset[str]] | None = None
    ) -> None:
        """``called``: further names, and which goods each of them may mean."""
        self._goods = {good.sku: good for good in goods}
        self._by_name: dict[str, set[str]] = defaultdict(set)
        for name, meant in (called or {}).items():
            self._by_name[name.upper()] |= meant
        for good in self._goods.values():
            for name in good.names:
                self._by_name[name.upper()].add(good.sku)
                if size_in(name) and (bare := without_size(name)):  # 纸尿裤 may mean any size
                    self._by_name[bare.upper()].add(good.sku)
        for name, skus in list(self._by_name.items()):
            if priced := _PRICED_NAME.fullmatch(name):  # 39元包 is said 39包
                self._by_name[f"{priced[1]}{priced[2]}"] |= skus
        for name, skus in list(_named_elsewhere(self._by_name)):
            self._by_name[name] = skus
        self.families = families_in(n for good in self._goods.values() for n in good.names)
        self._sizes = {sku: good.sizes for sku, good in self._goods.items() if good.sizes}
        words = sorted(map(re.escape, self._by_name), key=len, reverse=True)
        self._pattern = re.compile("|".join(words) or r"(?!)", re.IGNORECASE)
        self._price_like = re.compile(
            rf"\d+(?!\d)(?=\s?(?:(?!两(?:{UNITS}))(?:{UNITS})|元|/|\.\d))"
        )
        self._sounds: dict[str, set[str]] | None = None
        self._packs: dict[tuple[frozenset[str], tuple[str, ...]], frozenset[str]] = {}

    def __len__(self) -> int:
        return len(self._goods)

    def __getitem__(self, sku: str) -> Good:
        return self._goods[sku]

    @property
    def skus(self) -> tuple[str, ...]:
        return tuple(self._goods)

    @property
    def in_sizes(self) -> bool:
        """Whether any good comes in sizes."""
        return bool(self._sizes)

    def also_called(self, names: Mapping[str, frozenset[str]]) -> "GoodsTable":
        """The table with these names, too."""
        return GoodsTable(self._goods.values(), names) if names else self

    def at(self, text: str, position: int) -> tuple[frozenset[str], int]:
        """The goods whose name stands here, the longest; and where it ends, behind its size.

        Digits at a name's end are its own (``蔬菜35``) only if no unit follows: ``主食包20份``.
        No goods, but an end, where they come in sizes and this is none of them.
        """
        found = self._pattern.match(text, position)
        if found is None:
            return frozenset(), position
        name, end = found.group(), found.end()
        digits = re.search(r"\d+$", name)
        if digits and self._price_like.match(text, end - len(digits.group())):
            shorter, more = name[: digits.start()], text[end : end + 1].isdigit()
            if shorter.upper() in self._by_name:
                name, end = shorter, end - len(digits.group())
            elif not more:  # N952盒 is two of N95
                return frozenset(), position
        if name[0].isdigit() and position and text[position - 1].isdigit():
            return frozenset(), position
        return self._in_size(frozenset(self._by_name[name.upper()]), text, end)

    def of_size(self, skus: frozenset[str], size: str) -> frozenset[str]:
        """Those that are not known to be of another size."""
        return frozenset(sku for sku in skus if size in self._sizes.get(sku, {size}))

    def have_sizes(self, skus: frozenset[str]) -> bool:
        return not skus.isdisjoint(self._sizes)

    def _in_size(self, skus: frozenset[str], text: str, end: int) -> tuple[frozenset[str], int]:
        found = BEHIND.match(text, end) if self.have_sizes(skus) else None
        if found is None:
            return skus, end
        return self.of_size(skus, size_in(found.group())), found.end()

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
        plain = {s for s, own in names.items() if word in {re.sub("[A-Z]", "", n) for n in own}}
        if plain and not self.have_sizes(frozenset(plain)):
            return frozenset(plain)
        named = {sku for sku, own in names.items() if any(is_short(word, name) for name in own)}
        return frozenset(named | plain | (self._of_kind(word, names) if named else set()))

    def _of_kind(self, word: str, names: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
        """What a mere 肉 may mean besides what is called so: 排骨 is meat, too."""
        kind = _KINDS.get(word)
        return frozenset(
            sku
            for sku, own in names.items()
            if kind and any(map(kind.search, own)) and not self._goods[sku].is_package
        )

    def called_with(self, word: str) -> frozenset[str]:
        """The goods that have this word in any of their names."""
        return frozenset(
            sku for sku, good in self._goods.items() if any(word in name for name in good.names)
        )

    def ending_like(self, skus: Iterable[str], among: Iterable[str]) -> frozenset[str]:
        """Those of ``among`` that are the same kind of thing: 蓝口罩 and 外科口罩, no 蓝莓."""
        ends = {name[-1] for sku in skus for name in self._goods[sku].names}
        return frozenset(
            sku for sku in among if any(name[-1] in ends for name in self._goods[sku].names)
        )

    def contracted(self, word: str, among: Iterable[str], *, least: int = 2) -> frozenset[str]:
        """The goods of whose name ``word`` is the beginning and the end: 蒜蓉酱, 蒜蓉辣椒酱.

        ``least``: so many characters of the beginning.
        """
        return frozenset(
            sku
            for sku in among
            if any(
                name.startswith(word[:cut]) and name.endswith(word[cut:])
                for name in self._goods[sku].names
                for cut in range(least, len(word))
                if len(name) > len(word) > least
                and not _LATIN.search(name[cut : cut + len(name) - len(word)])
            )
        )

    def turned(self, word: str) -> frozenset[str]:
        """The goods whose name is this with its two parts the other way round: 葡萄小盒."""
        return frozenset(
            sku
            for cut in range(2, len(word) - 1)
            for sku in self._by_name.get(word[cut:] + word[:cut], ())
        )

    def spelled_within(self, word: str) -> frozenset[str]:
        """The goods whose name has these characters in this order: 软香米, 崇明软香大米."""
        loose = re.compile(".*".join(map(re.escape, word)))
        return frozenset(
            sku
            for sku, good in self._goods.items()
            if len(word) > 2 and any(map(loose.search, good.names))
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
        heard = frozenset(
            sku for sku in self._sounds.get(_sound(word), ()) if not self._is_other_kind(sku, word)
        )
        if heard and any(_is_a_sign_away(word, name) for name in self._names_beside(heard)):
            return frozenset(sku for sku in heard if self._has_tones(sku, _tones(word)))
        return heard

    def _is_other_kind(self, sku: str, word: str) -> bool:
        """Whether what differs says how a good was made: 咸鸡蛋 is no misspelt 鲜鸡蛋."""
        names = [name for name in self._goods[sku].names if len(name) == len(word)]
        return all(
            any(a != b and a in _MADE for a, b in zip(word, name, strict=True)) for name in names
        )

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
    states them. ``paid_mark``: what those who have paid write (付完款扣p), in small letters.
    ``hosts``: who runs the chain, as entries speak to them. ``names``: goods as the menu calls
    them. ``columns``: of a table with numbers, see ``sheets``. ``one_unsaid``: who writes no
    amount has one. ``kinds``: what its goods are sorted by. ``called``: what
    it calls goods of one kind by what they come in, and the kind. ``door_parts``: see ``formats``.
    """

    skus: tuple[str, ...] = ()
    codes: Mapping[str, str | None] = field(default_factory=dict)
    prices: Mapping[str, int] = field(default_factory=dict)
    mentioned: frozenset[str] = frozenset()
    paid_mark: str = ""
    hosts: frozenset[str] = frozenset()
    columns: tuple[str, ...] = ()
    one_unsaid: bool = False
    kinds: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    called: Mapping[str, frozenset[str]] = field(default_factory=dict)
    door_parts: int = 0

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


def _named_elsewhere(known: Mapping[str, set[str]]) -> Iterator[tuple[str, set[str]]]:
    """The goods by names that are usual elsewhere and that this list does not have."""
    for row in SYNONYMS:
        skus = {sku for name in row for sku in known.get(name, ())}
        for name in row if skus else ():  # 葡萄 may be 巨峰葡萄, where that is sold, too
            if not any(name in other and not known[other] <= skus for other in known):
                yield name, skus


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
