"""How much: numbers, units, packs, and what they come to in a good's own unit."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from baogong.readers.addresses.spelling import arabic

WEIGHTS = {
    "斤": Decimal(1),
    "市斤": Decimal(1),
    "公斤": Decimal(2),
    "千克": Decimal(2),
    "kg": Decimal(2),
    "两": Decimal("0.1"),
    "克": Decimal("0.002"),
    "g": Decimal("0.002"),
}
COUNTED = (
    *("份", "个", "件", "箱", "板", "托", "盘", "袋", "包", "瓶", "桶", "提", "盒", "罐", "块"),
    *("把", "条", "只", "串", "枚", "颗", "棵", "根", "打", "套", "组", "卷", "张", "支", "听"),
    *(
        "捆",
        "朵",
        "粒",
        "筐",
        "篮",
        "壶",
        "坛",
        "扎",
        "筒",
        "片",
        "节",
        "对",
        "双",
        "袋子",
        "排",
        "杯",
        "碗",
        *("人份", "副", "贴", "笼", "屉", "碟", "盆", "株", "兜", "本", "册", "床", "管"),
    ),
)
_CHINESE = "零〇一二三四五六七八九十百两兩壹贰叁肆伍陆柒捌玖拾廿卅"
_SAME_UNIT = frozenset(
    {
        ("件", "箱"),
        ("托", "板"),
        ("盘", "板"),
        ("板", "盘"),
        ("托", "盘"),
        ("个", "份"),
        ("套", "份"),
        ("个", "枚"),
        ("个", "只"),
        ("只", "份"),
        ("个", "棵"),
        ("个", "颗"),
        ("颗", "棵"),
        ("棵", "颗"),
        ("只", "枚"),
        ("只", "个"),
        *(("个", piece) for piece in "支根把块"),  # 1个体温计, which is sold by 支
        ("包", "袋"),
        ("袋", "包"),
    }
)
# A unit as an old phone's input method misspells it, at the end of a word: 盐一代, 牛奶2想.
_MISSPELT = {
    "袋子": "袋",
    **dict.fromkeys("代带岱", "袋"),
    **dict.fromkeys("平屏评", "瓶"),
    **dict.fromkeys("分", "份"),
    **dict.fromkeys("版扳办", "板"),
    **dict.fromkeys("想相乡", "箱"),
    **dict.fromkeys("捅通同统", "桶"),
    **dict.fromkeys("合", "盒"),
    **dict.fromkeys("体题", "提"),
    **dict.fromkeys("保宝", "包"),
    **dict.fromkeys("今金近", "斤"),
}
_TRADITIONAL = {"個": "个", "條": "条", "隻": "只", "盤": "盘", "雙": "双", "張": "张"}
UNITS = "|".join(sorted((*WEIGHTS, *COUNTED, *_TRADITIONAL), key=len, reverse=True))
_NUMERALS = str.maketrans({"兩": "两", "廿": "二十", "卅": "三十"})
_SAME_PIECE = frozenset({"枚个只", "罐听", "卷个", "张片", "瓶支"})
_BY_THE_DOZEN = frozenset("瓶罐听个只支")
_BAGS = frozenset("包袋")  # of 5包/袋, 5包 may be five bags in other words
_PACKAGES = frozenset("包盒篮")  # 盲盒一盒, 蔬菜包两包
_SINGLE = frozenset("个只块颗棵根把朵条尾")  # pieces that vegetables are counted in
_SLIP = rf"[{''.join(_MISSPELT)}](?=$|[\s,;、。!()+])"
_BEFORE_UNIT = rf"(?= ?(?:{UNITS}|{_SLIP}))"
_VAGUE = re.compile(
    rf"(?:\d+(?:\.\d+)?\s?(?:{UNITS})?\s?[-~至到或]\s?\d+(?:\.\d+)?|(?:一两|[两二三四五六七八]"
    rf"[三四五六七八九])|[{_CHINESE}](?:{UNITS})?[到至或][{_CHINESE}]|[十好]?几)\s?(?:{UNITS})",
    re.IGNORECASE,
)
_PLAIN = rf"(?P<n>\d+(?:\.\d+)?|[{_CHINESE}]{{1,7}}{_BEFORE_UNIT}|半{_BEFORE_UNIT}|[俩仨])"
# Goods that begin like units: 一斤半排骨 is one and a half, no 半排.
_NO_UNIT = "排骨|排条|包菜|包心|包头菜|卷心|节瓜|支竹|条肉|块菌|串串"
_AMOUNT = re.compile(
    rf"(?P<times>[xX*×✖]\s*|\+\s*|-\s*)?{_PLAIN}"
    rf"(?: ?(?P<unit>(?!两(?:{UNITS}|[家户边]|单元))(?:{UNITS})|{_SLIP})(?<![a-zA-Z](?=[a-zA-Z]))"
    rf"(?:儿|子(?![\u4e00-\u9fff]))?(?P<half>半(?!{UNITS})|(?<=斤)半(?={_NO_UNIT}))?"
    rf"(?:(?P<tail>[\d{_CHINESE}]{{1,3}})两)?)?(?P<more>多(?!一?[点些](?:没|也|都|不|少)))?",
    re.IGNORECASE,
)
_TIMES_BEHIND = re.compile(r"(?P<n>\d{1,2})\s?[xX×](?=$|[\s,;。!)\u4e00-\u9fff])")  # 鸡蛋2x
_BARE = re.compile(r"(?P<n>[一二三四五六七八九十])(?=$|[\s,;、。!()+]|\d)")
_JIN_AND_HALF = re.compile(r"斤半(?![\u4e00-\u9fff])")
_SIZE = r"\d+(?:\.\d+)?\s*(?:ml|毫升|l|升|kg|公斤|千克|g|克|斤)"
_SIZED_NUMBER = rf"\s?(?:\d{{1,2}}|[{_CHINESE}])\s?(?:{UNITS})"
_INNER = "人份|杯|瓶|盒|罐|听|枚|个|包|袋|卷|张|支|只|粒|片|节|块|条|根|双|贴"
_PACK = re.compile(
    rf"(?<=\(){_SIZE}\s?(?:一|1|每|/)\s?[袋箱桶瓶盒包板提罐](?:装)?的?(?=\))|{_SIZE}(?:左右|上下)?的(?={_SIZED_NUMBER})|(?<=\(){_SIZE}\s*[*xX×]\s*\d+(?=\))|{_SIZE}\s*[*xX×]\s*\d+(?=\s+[\d一二两三四五六七八九十]+\s?[箱提板件])|{_SIZE}\s*[*xX×]\s*\d+\s*(?:{_INNER})(?:装|\s*[/每]\s*[箱提板袋件])?"
    rf"|\d+\s*(?:{_INNER})(?:装|\s*[/每]\s*[箱提板袋件])|(?<=\()\d+\s*(?:{_INNER}|板)的?那[种款个箱](?=\))"
    r"|\d+(?:\.\d+)?\s*(?:ml|毫升|l|升)(?:装|\s*/\s*[瓶桶])?(?![a-z码])"
    r"|\d+(?:\.\d+)?\s*(?:mg|毫克|微克|ug|iu|单位)(?:的|装|/[片粒颗支])?(?![a-z\d])"
    r"|(?<!\d)(?:8|12|18|24|36|48|64|72)色(?:的|装)?"
    r"|\d+(?:\.\d+)?\s*(?:kg|公斤|千克|g|克|斤)(?:装|\s*/\s*[袋瓶盒包])",
    re.IGNORECASE,
)
# What says how much or how large.
PATTERNS = (_JIN_AND_HALF, _TIMES_BEHIND, _AMOUNT, _BARE, _VAGUE, _PACK)
_SEVERAL = re.compile(
    rf"(?P<size>{_SIZE})\s*[*xX×]\s*(?P<n>\d{{1,2}})\s*(?P<unit>[\u4e00-\u9fff])", re.IGNORECASE
)
_MEASURE = re.compile(r"(\d+(?:\.\d+)?)\s*(ml|毫升|l|升|kg|公斤|千克|g|克|斤)", re.IGNORECASE)
# 100mg of a dose, 24色 of pens: what a note that says none of it does not contradict.
_STRENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(mg|毫克|微克|ug|iu|单位|色)", re.IGNORECASE)
_CONTENT = re.compile(rf"(\d+)\s*({_INNER})")
_HELD = re.compile(rf"(\d+)\s*(?:{_INNER}|板)|[*xX×]\s*(\d+)")
_ONE_OF_SEVERAL = re.compile(r"[\u4e00-\u9fff]{2,}\s?\d+(?:\.\d+)?[^\W\d]")  # 哈密瓜1个 苹果4斤
_SIZED = 5  # from here on a mere number that is the size of a pack is not how many
_LITRES = {"ml": Decimal(1), "毫升": Decimal(1), "l": Decimal(1000), "升": Decimal(1000)}
_LOWEST = re.compile(r"(\d+)\s*\S起")


@dataclass(frozen=True, slots=True)
class Amount:
    """``value`` of ``unit`` (empty: not said). ``times``: how it was joined (x, + or -)."""

    value: Decimal
    unit: str = ""
    times: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """What one pack of a good holds by its ``pack_note``; approximate notes hold nothing sure."""

    pieces: Decimal | None = None
    piece: str = ""
    jin: Decimal | None = None
    lowest: int = 0
    note: str = ""


def pack_of(note: str) -> Pack:
    low = _LOWEST.search(note)
    lowest = int(low[1]) if low else 0
    if "约" in note or "+" in note or len(_ONE_OF_SEVERAL.findall(note)) > 1:
        return Pack(lowest=lowest, note=note)
    content, measure = _CONTENT.search(note), _MEASURE.search(note)
    weight = None
    if measure and measure[2].lower() in WEIGHTS and not content:
        weight = Decimal(measure[1]) * WEIGHTS[measure[2].lower()]
    if low or not content:
        return Pack(jin=weight, lowest=lowest, note=note)
    return Pack(pieces=Decimal(content[1]), piece=content[2], lowest=lowest, note=note)


def vague_at(text: str, at: int) -> int:
    """Where a number that leaves the quantity open ends, ``2-3斤``; ``at`` if none is here."""
    found = _VAGUE.match(text, at)
    return found.end() if found else at


def pack_at(text: str, at: int) -> int:
    """Where a pack size ends, ``600ml*24瓶``; ``at`` if none is here."""
    found = _PACK.match(text, at)
    return found.end() if found else at


# 陆根宝: a surname that is a numeral as well, and no so many 根
_NAMED_SO = re.compile(rf"(?<!\S)[陆伍](?!(?:{UNITS})(?:\s|$))[\u4e00-\u9fff]{{1,2}}(?=\s|$)")


def amount_at(text: str, at: int) -> tuple[Amount | None, int]:
    """The amount that begins here and where it ends; None with an end is one that is not clear."""
    if half := _JIN_AND_HALF.match(text, at):
        return Amount(Decimal("1.5"), "斤"), half.end()
    found = _AMOUNT.match(text, at)
    if mere := _TIMES_BEHIND.match(text, at):
        return Amount(Decimal(mere["n"]), times="x"), mere.end()
    named = _NAMED_SO.match(text, at)
    if found is None or named:
        bare = None if named else _BARE.match(text, at)
        return (Amount(Decimal(arabic(bare["n"]))), bare.end()) if bare else (None, at)
    value = None if found["more"] else _number(found["n"])
    unit = (found["unit"] or "").lower()
    if value is None:
        return None, found.end()
    if found["half"]:
        value += Decimal("0.5")
    if found["tail"]:
        tail = _number(found["tail"])
        if unit != "斤" or tail is None:
            return None, found.end()
        value += tail / 10
    unit = _TRADITIONAL.get(unit) or _MISSPELT.get(unit, unit)
    return Amount(value, unit, (found["times"] or "").strip().lower()), found.end()


@lru_cache(maxsize=1024)
def _number(text: str) -> Decimal | None:
    text = text.translate(_NUMERALS)
    special = {"半": Decimal("0.5"), "俩": Decimal(2), "仨": Decimal(3)}
    if text in special:
        return special[text]
    try:
        digits = text if text[0].isdigit() else arabic(text)
        if not text[0].isdigit() and len(text) > 1 and not set(text) & set("十百拾"):
            return None  # 两三: two or three
        return Decimal(digits)
    except InvalidOperation:
        return None


def in_unit(
    amount: Amount, *, unit: str, by_weight: bool, pack: Pack, name: str
) -> Decimal | None:
    """The amount in a good's own unit, or None where a clerk would have to ask."""
    if by_weight:
        return _jin(amount, unit)
    value = _count(amount, unit, pack, name)
    if value is None or value != value.to_integral_value() or value < max(pack.lowest, 0):
        return None
    return value


def is_piece(amount: Amount) -> bool:
    """``一颗``: one of what is sold by weight, said beside its weight."""
    return amount.unit in _SINGLE and amount.value == 1


def fits_pack(text: str, pack: Pack) -> bool:
    """Whether a pack size that somebody wrote agrees with what the good's pack holds."""
    strengths = {found[0] for found in _STRENGTH.findall(pack.note)}
    if told := {found[0] for found in _STRENGTH.findall(text)}:
        return not strengths or told <= strengths
    measures = {_fine(*found) for found in _MEASURE.findall(pack.note)}
    contents, counts = (
        {held or times for held, times in _HELD.findall(told)} for told in (pack.note, text)
    )
    said = {_fine(*found) for found in _MEASURE.findall(text)}
    return said <= measures and counts <= contents


def several_in(text: str, *, unit: str, pack: Pack) -> Amount | None:
    """``500g*2盒`` of a good that comes in 盒 of 500 g: two."""
    found = _SEVERAL.fullmatch(text)
    if not (found and found["unit"] == unit and _MEASURE.search(pack.note)):
        return None
    return Amount(Decimal(found["n"]), unit) if fits_pack(found["size"], pack) else None


def _fine(number: str, unit: str) -> Decimal:
    """A measure in millilitres or grams."""
    unit = unit.lower()
    scale = _LITRES.get(unit) or WEIGHTS[unit] * 500
    return Decimal(number) * scale


def _jin(amount: Amount, unit: str) -> Decimal | None:
    if amount.unit in {"", unit}:
        return amount.value
    scale = WEIGHTS.get(amount.unit)
    return None if scale is None else (amount.value * scale).normalize()


def _count(amount: Amount, unit: str, pack: Pack, name: str) -> Decimal | None:
    said, value = amount.unit, amount.value
    if not said:  # a bare 30 of a good with 30 in a pack may be pieces, a bare 10 of 10 kg kilos
        counted = pack.pieces is not None and pack.piece != "人份"  # how many eat of it
        pieces = counted and value >= min(pack.pieces or 0, Decimal(10))
        return None if pieces or (value >= _SIZED and value in _sizes(pack)) else value
    if said == "打":
        value, said = value * 12, unit if unit in _BY_THE_DOZEN else "枚"
    if said == unit or (said == name[-1:] and said in _PACKAGES):
        return value
    if said and pack.piece and _is_same_piece(said, pack.piece):
        return None if {said, unit} <= _BAGS else _whole(value, pack.pieces)
    if (said, unit) in _SAME_UNIT:
        return value
    return _whole(value * WEIGHTS[said], pack.jin) if said in WEIGHTS else None


def _is_same_piece(said: str, piece: str) -> bool:
    return said == piece or any({said, piece} <= {*same} for same in _SAME_PIECE)


def _sizes(pack: Pack) -> set[Decimal | None]:
    """What one pack weighs or holds, as its note says it and in 斤."""
    return {pack.jin, *(Decimal(number) for number, _ in _MEASURE.findall(pack.note))}


def _whole(value: Decimal, per_pack: Decimal | None) -> Decimal | None:
    if not per_pack:
        return None
    packs = value / per_pack
    return packs if packs == packs.to_integral_value() and packs < 10 else None
