"""Which sort of a good is meant, by its flavour or its colour: ``草莓味的最好``, ``要蓝色的``.

Where no good is called by that, it is how the good should be. Where the good that stands before
it is one of those that are, it says so again; of several sorts it tells which. Anything else is
asked about: ``酸奶2瓶 原味的``, where 原味酸奶 is another one than that.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from baogong.readers.addresses.spelling import arabic
from baogong.readers.chains.amounts import COUNTED, Amount
from baogong.readers.chains.goods import GoodsTable
from baogong.readers.chains.preferences import AT_END
from baogong.readers.chains.tokens import GAPS, Token

_LIKED = "(?:(?:就|也|都|还是)?(?:最好|更好|优先|也行|都行|也可以|都可以|就行|就好|好了|吧|哈))?"
_ASKED = "(?:尽量|最好|帮我|麻烦|请)?(?:要|拿|来|挑|选|给|是)?"
_COLOUR = "(?:[浅深粉淡大]?[红橙黄绿青蓝紫黑白灰棕]|粉|咖啡|米白|天蓝|粉红|透明|彩)色"
_SORT = re.compile(
    rf"{_ASKED}(?:(?P<taste>[\u4e00-\u9fff]{{1,3}}?)(?:口味的?|味的"
    rf"|味(?:(?<=[是要].味)|(?<=[是要]..味)))|(?P<colour>{_COLOUR})的?"
    rf"|(?P<lacks>无[糖盐油骨籽核刺香])的?|(?P<roast>[深中浅][烘焙度]{{1,2}})的?)(?:那[个种款])?{_LIKED}"
    rf"{AT_END}"
)
_NO_TASTE = re.compile("[没不好异有苦臭怪口美风趣卤腊野海]|百草")  # 卤味 and 百草味 are sold
_MARK = re.compile(".{0,7}?[味色无烘焙度]")  # quick to look for
_BETWEEN = GAPS | {"amount", "filler", "want", "name", "pack"}
_CUT = (
    "(?:剁|切|斩|砍|绞|整|原)(?:成|好)?(?:[大小]?[块件片丝只条段粒鸡]|[肉]?[馅末])|(?:不|别)(?:用|要)?(?:剁|切|斩|砍|杀)(?:块|片|件)?"
    "|(?:带|去)(?:皮|骨)|[大小肥瘦嫩老生熟](?:一?点|些)?的?|[红橙黄绿青蓝紫黑白灰粉]色?的?"
)
_UNIT = "|".join((*COUNTED, "斤"))
_COUNT = rf"一半|[一二两三四五六七八九](?:{_UNIT})|\d{{1,2}}\s?(?:{_UNIT})"
_PART = rf"(?:{_COUNT})(?:要|给我|帮我|麻烦)?(?:{_CUT})"
_PARTS = re.compile(rf"{_PART}(?:[、和, ]?{_PART}){{1,2}}{AT_END}")
_PART_OF = re.compile(rf"(一半|[一二两三四五六七八九]|\d{{1,2}})\s?({_UNIT})?")
SORTS = (_SORT, _PARTS)


def sort_at(text: str, at: int, goods: GoodsTable) -> tuple[list[Token], int]:
    """The words for a sort that stand here and where they end; none that name a good."""
    found, end = _found(text, at, goods)
    named = any(goods.at(text, n)[1] > n + 1 for n in range(at, end))
    return ([], at) if named else (found, end)


def _found(text: str, at: int, goods: GoodsTable) -> tuple[list[Token], int]:
    if parts := _PARTS.match(text, at):
        return [Token("parts", parts.group(), amount=_sum_of(parts.group()))], parts.end()
    found = _SORT.match(text, at) if _MARK.match(text, at) else None
    if found is None:
        return [], at
    word = next(filter(None, found.group("taste", "colour", "lacks", "roast")))
    if found["taste"] and _NO_TASTE.search(word):
        return [], at
    stem = word.removesuffix("色")
    return [Token("sort", found.group(), skus=goods.called_with(stem))], found.end()


def with_sorts(tokens: Sequence[Token], among: Iterable[str], goods: GoodsTable) -> list[Token]:
    """The tokens with sorts as preferences, or as what tells which good is meant.

    ``among``: what is on offer.
    """
    offered = frozenset(among)
    done: list[Token] = []
    for token in tokens:
        if token.kind == "parts":
            done.append(token.as_kind("pref" if _is_all(token, done) else "other"))
            continue
        if token.kind != "sort":
            done.append(token)
            continue
        at = _good_before(done)
        meant = done[at].skus & offered if at is not None else frozenset()
        called = goods.ending_like(meant, token.skus & offered) if meant else token.skus
        if not called or (meant and meant <= called):
            done.append(token.as_kind("pref"))
        elif at is not None and len(meant) > 1 and len(meant & called) == 1:
            done[at] = done[at].meaning(meant & called)
            done.append(token.as_kind("pref"))
        else:
            done.append(token.as_kind("other"))
    return done


def _sum_of(text: str) -> Amount:
    """What ``一斤剁块一斤整块`` comes to; nothing for halves."""
    told = [m for m in _PART_OF.finditer(text) if m[1] == "一半" or m[2]]
    units = {m[2] or "" for m in told}
    numbers = [_number(m[1]) for m in told]
    return Amount(sum(numbers, Decimal(0)), units.pop() if len(units) == 1 else "?")


def _number(text: str) -> Decimal:
    return Decimal(0 if text == "一半" else text if text.isdecimal() else arabic(text))


def _is_all(parts: Token, before: Sequence[Token]) -> bool:
    """Whether the parts are just what is ordered ahead of them: ``2斤（一斤剁块一斤整块）``."""
    told = [token for token in before if token.kind not in GAPS]
    last = told[-1].amount if told else None
    halves = parts.amount is not None and not parts.amount.value
    return last is not None and (halves or last == parts.amount)


def _good_before(tokens: Sequence[Token]) -> int | None:
    """Where the good stands that the next word speaks of; None if there is none."""
    for n in range(len(tokens) - 1, -1, -1):
        if tokens[n].kind == "good":
            return n
        if tokens[n].kind not in _BETWEEN:
            return None
    return None
