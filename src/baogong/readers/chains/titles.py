"""What a menu calls goods that the list calls otherwise: their letter and price say which.

``A：蔬菜套餐 99`` is the list's ``A套餐``, ``H：金龙鱼5L 79`` its ``金龙鱼调和油``.
"""

import re
from collections.abc import Iterable, Iterator

from baogong.readers.chains.goods import GoodsTable

_KIND = "(?:套餐|套|餐|包|款|组合?)"
_N = "[一二三四五六七八九1-9]"
_OWN_CODE = re.compile(rf"([A-Z])\s?{_KIND}|{_KIND}([A-Z])|({_N})号?{_KIND}|{_KIND}({_N})")
_NUMERALS = str.maketrans("一二三四五六七八九", "123456789")
_LINE = re.compile(
    rf"\s*(?P<open>[\[【(])?(?P<code>[A-Za-z]|\d)(?(open)[\])】])\s?{_KIND}?\s?[:.、,=\s)—–-]*"
    r"(?P<title>[\u4e00-\u9fff]{2,8}?)(?=$|[\s\d(:,;、¥$+=—-])"
)
_NEXT = re.compile(
    r"[\s,;、|/]+(?=[A-Z]\s?[:=]|[A-Z]\s?[\u4e00-\u9fff]{1,6}\s?\d)"
)  # A=蔬菜98 B=肉蛋鸡128
_SET = re.compile(rf"\s*[\[【(]?(?P<name>套餐{_N}|{_N}号套餐|第{_N}套)[\])】]?\s?[:：,，、.= ]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ANY = re.compile("(?:团购|物资|组合|优惠|精品)?(?:套餐|组合|礼包|大礼包|产品|商品)")
_WHOLE = re.compile(r"(?P<kind>[\u4e00-\u9fff]{2,})(?:套餐|组合|礼?包)")


def titles_of(
    lines: Iterable[tuple[str, str]], goods: GoodsTable
) -> Iterator[tuple[str, str, str, int]]:
    """Code, title, good and price in fen of each line (number, text) that so names one good; no
    title where that is what all of them are: ``A 套餐 98``."""
    called = goods_by_code(goods)
    pieces = (
        piece
        for number, text in lines
        for piece in _NEXT.split(f"{number}.{text}" if number else text)
    )
    for piece in pieces:
        if found := _SET.match(piece):
            yield from _set_of(found["name"], piece, goods)
        line = _LINE.match(piece)
        if line is None:
            continue
        costs = {round(float(n) * 100) for n in _NUMBER.findall(piece)}
        code, title = line["code"].upper(), line["title"]
        within = {sku for n in range(len(title)) for sku in goods.at(title, n)[0]}
        if any(goods[sku].price_fen in costs for sku in within):
            continue
        meant = called.get(code, ()) or (
            not within
            and (goods.short_for(title, goods.skus) or goods.contracted(title, goods.skus))
        )
        fitting = [sku for sku in meant or () if goods[sku].price_fen in costs]
        if len(fitting) == 1:
            [sku] = fitting
            short = _WHOLE.fullmatch(title)
            named = [title, short["kind"]] if short else [title]
            for name in [""] if _ANY.fullmatch(title) else named:
                yield code, name, sku, goods[sku].price_fen or 0


def _set_of(name: str, text: str, goods: GoodsTable) -> Iterator[tuple[str, str, str, int]]:
    """``套餐二：猪肉2斤+鸡1只，128元`` is the only package of the list at that price."""
    costs = {round(float(n) * 100) for n in _NUMBER.findall(text)}
    sets = [s for s in goods.skus if goods[s].is_package and goods[s].price_fen in costs]
    if len(sets) == 1 and not goods.at(name, 0)[0]:
        yield "", name, sets[0], goods[sets[0]].price_fen or 0


def meant_by(word: str, goods: GoodsTable) -> frozenset[str]:
    """The goods that a menu may mean by a word that none is called by."""
    short = goods.short_for(word, goods.skus) or goods.contracted(word, goods.skus, least=1)
    return short or goods.spelled_within(word)


def goods_by_code(goods: GoodsTable) -> dict[str, set[str]]:
    """The goods whose names have this letter or number for their kind."""
    called: dict[str, set[str]] = {}
    for sku in goods.skus:
        for name in goods[sku].names:
            if found := _OWN_CODE.fullmatch(name.upper()):
                code = next(filter(None, found.groups())).translate(_NUMERALS)
                called.setdefault(code, set()).add(sku)
    return called
