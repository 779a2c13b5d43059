"""What the head of a chain says: its menu with codes and prices, and which doors it is for."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from baogong.readers.chains.amounts import UNITS
from baogong.readers.chains.codes import codes_beside
from baogong.readers.chains.families import spelled_out
from baogong.readers.chains.goods import NOUNS, Good, GoodsTable, Menu
from baogong.readers.chains.offers import nicknames_in, priced_in_part, varieties_of
from baogong.readers.chains.titles import goods_by_code, meant_by, titles_of

_PRICE = re.compile(
    rf"[¥$]\s?(?P<a>\d{{1,6}}(?:\.\d+)?)(?:元|块)?(?:\s?/\s?(?:{UNITS}))?"
    rf"|(?P<f>\d{{1,4}})\s?[元块](?P<jiao>[1-9])(?!\d|\s?(?:{UNITS}))(?:[角毛])?(?:\s?[/一每]\s?(?:{UNITS}))?"
    rf"|(?<!\d)(?P<mao>[1-9])\s?[角毛]钱?(?:\s?[/一每]\s?(?:{UNITS})|(?=$|[\s,;、。)]))"
    rf"|(?P<e>\d{{1,6}}(?:\.\d+)?)\s?一(?:{UNITS})(?![\u4e00-\u9fff]*\d)"
    rf"|(?P<b>\d{{1,6}}(?:\.\d+)?)\s?(?:(?:元|块钱?|¥(?!\s?\d)|rmb)(?:\s?[/一每]?\s?(?:{UNITS})(?!\w{{0,20}}\d))?|/\s?(?:{UNITS}))"
    r"|(?<=都是)(?P<g>\d{1,4}(?:\.\d+)?)(?=$|[\s,;。)])"
    r"|[:：=]\s?(?P<c>\d{1,6}(?:\.\d+)?)(?=$|[\s,;、。)\]】}])",
    re.IGNORECASE,
)
_SIZE = rf"\d{{1,6}}(?:\.\d+)?\s?(?:ml|毫升|l|升|{UNITS})(?:\s?[*x×]\s?\d+\s?(?:{UNITS}))?装?"
_BARE_PRICE = re.compile(
    rf"\s?[\u4e00-\u9fff]{{0,4}}(?:\s?\(?(?:{_SIZE}|{UNITS})(?:\s?/\s?(?:{UNITS}))?\)?)?[\s—–~:=.,(/-]*"
    rf"(?P<d>\d{{1,6}}(?:\.\d+)?)(?![\d/日号月点*x×]|\.\d|\s?元|(?:{UNITS}|ml|l)(?!\.))",
    re.IGNORECASE,
)
_CONTENTS = re.compile(rf"\([^()]*\)(?=\s?(?:{_PRICE.pattern}))", re.IGNORECASE)
_PRICE_ALONE = re.compile(r"(?:团购)?[价售单][格价]?\s?[:：]?\s?[¥$]?\d")
_SOLD_OUT = re.compile("售罄|售完|卖完|缺货|(?<!楼)下架(?!空)|停售|没货|断货|无货|暂无|没有了")
_SOLD_OUT_WORD = re.compile(rf"(?<![^\s,;、。])[^\s,;、。]*(?:{_SOLD_OUT.pattern})[^\s,;、。]*")
_NOT_OFFERED = re.compile("没有|不[卖供]|上[次期回周批]|下[次期回]|昨天")
_NOT_THAT = re.compile(
    r"[,;。]\s?(?:这次|本次|今天)?没有[\u4e00-\u9fff]{2,6}的(?=$|[,;。])"
)  # 没有整箱的
_ONLY_SOLD = re.compile("[只仅](?:团|接|订|卖|拼|有|开|做)")
_FEWEST_NAMED = 3
_NAME_BEHIND = re.compile(rf"\s?(?:[一/每]?(?:{UNITS}))?的?\s?")
_NUMBER_BEHIND = re.compile(rf"\s?[(:¥]?\s?(\d{{1,4}}(?:\.\d+)?)(?![\d.]|\s?(?:{UNITS}))")
_FOR_ALL = re.compile(r"\s?(?:的|一[斤份袋])?\s?[:：\]】]")  # 以下均3元/斤：土豆 青椒
_ALL_AT = re.compile("(?:都|均|一律|全部|统统|全)(?:是|为|卖)?\\s?$")  # 土豆 青椒 都是3元
_SHORT_NAMES = re.compile(
    r"(?:^|[\s,;。:|)）]|(?<=[/、]))((?:[\u4e00-\u9fff]{2,4}[/、]){0,5}[\u4e00-\u9fff]{2,4})"
    rf"(?:\s?{_SIZE})?\s?$",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"([A-Z])(?:套餐|套|餐|包|款|组合?)")
_LISTED = re.compile(r"\s?[、/和]\s?")
_OFFERED_AT = re.compile(
    rf"\s?:?\s?[¥$]?(?P<yuan>\d{{1,4}}(?:\.\d{{1,2}})?)\s?(?:元|块钱?|rmb)?(?:\s?[/一每]?\s?(?:{UNITS})(?!\d))?(?![\d.])",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{1,2}[月./]\d{1,2}[日号]?|\d{1,2}[日号点](?!\d)|\d{1,2}:\d\d")
_OF_LONGER = re.compile(
    rf"(?!(?:{UNITS})(?![\u4e00-\u9fff])|[一每约装大小新特优精现整散礼都各是为卖价今明本]|包装)[\u4e00-\u9fff]"
)
_NO_AMOUNT = 10  # a number from here on that is the good's price is not how many are ordered
_EXAMPLE = re.compile(
    r"[\[【(<《]?(?:例|(?:接龙|报名|填写|书写|下单|登记|群接龙)(?:格式|示例|范例|样式)|示例|示范|举例|样例|范例|样板|样式|格式|模板|参考|参照|仿照|比如|[写填报]法|如:|例如|eg(?![a-z])|e\.g|ex[:.]"
    r"|[请大家都]{0,3}[照按]着?(?:(?:这个?|此|如?下面?|以下)(?:样子?|格式|的?样式)?|抄|样子?|格式)[填写报接抄着发来]*)"
    r"|(?:这样|这么)[填写报接]|.*[(](?:示例|例|样例|范例)[)]$|[^\d]{2,}[,;。\s](?:示|举|样|范)?例如?\s?:",
    re.IGNORECASE,
)

# Who organises, where things are fetched: a line of the head, whatever door it names.
_OF_HEAD = re.compile(
    "[^\u4e00-\u9fffA-Za-z\\d]*(?:(?:团长|群主|楼长|组长|联系人)\\s?[:\\d]|自提|取货|提货|收货|集散|发货|地址|配送|送货|到货)"
)
# 写楼号-室号，后面按A/B/C写份数
_RULE = re.compile(
    r"[^\d]{0,16}?(?:写|填|报|注明)[^\d]{0,12}?(?:楼号|门牌|房号|室号|姓名|品名|份数|数量)"
)


def is_example(text: str) -> bool:
    return bool(_EXAMPLE.match(text))


def is_of_head(text: str, *, orders: bool, has_door: bool) -> bool:
    """Whether a line tells how to order, or who organises and where, and is no order itself."""
    tells_how = _RULE.match(text) and not (orders and has_door)
    return bool(tells_how or (_OF_HEAD.match(text) and not orders))


def only_offers(text: str, goods: GoodsTable) -> bool:
    """Whether a line tells two goods or more at just their prices, and no other number: a menu
    that is posted again, or goes on, between the entries."""
    told = re.sub(r"\([^()]*\)", " ", text)
    at = offered = 0
    while at < len(told):
        skus, end = goods.at(told, at)
        price = _OFFERED_AT.match(told, end) if len(skus) == 1 else None
        fen = round(float(price["yuan"]) * 100) if price else -1
        if any(goods[sku].price_fen == fen for sku in skus) and price:
            offered, at = offered + 1, price.end()
        elif told[at].isdigit() and not _DAY.match(told, at):
            return False
        else:
            day = _DAY.match(told, at)
            at = day.end() if day else max(end, at + 1)
    return offered > 1


def read_menu(lines: Iterable[tuple[str, str]], goods: GoodsTable) -> Menu:
    """``lines``: number and text of each line of the head. A good counts if it has a price."""
    skus: dict[str, None] = {}
    codes: dict[str, str | None] = {}
    prices: dict[str, int] = {}
    names: dict[str, str] = {}
    mentioned: set[str] = set()
    counted: set[str] = set()
    in_full = [(number, spelled_out(line, goods.families)) for number, line in lines]
    offered = list(_with_names_ahead(in_full, goods))
    for number, text in offered:
        for code, sku, fen in _priced(number, text, goods, _is_near):
            if code:
                codes[code] = None if code in codes and codes[code] != sku else sku
            if sku:
                skus[sku] = None
                prices[sku] = fen
        for name, sku, fen in _in_short(text, goods):
            names[name] = sku if names.get(name, sku) == sku else ""
            skus[sku] = None
            prices.setdefault(sku, fen)
        counted |= set(_with_numbers(text, goods))
        mentioned |= {s for _, _, of in _all_goods(text, goods) if len(of) == 1 for s in of}
    skus |= dict.fromkeys(sorted(counted)) if skus else {}
    in_part = priced_in_part(offered, goods, skus, codes)
    told = chain(titles_of(in_full, goods), in_part, nicknames_in(offered, goods))
    for code, title, sku, fen in told:
        codes |= {code: sku} if code else {}
        prices[sku], skus[sku] = fen, None
        names |= {title: sku if names.get(title, sku) == sku else ""} if title else {}
    only = any(_ONLY_SOLD.search(text) for _, text in offered)
    skus = skus or _by_price_alone(offered, goods)
    if not skus and (only or len(mentioned) >= _FEWEST_NAMED):
        skus = dict.fromkeys(sorted(mentioned))  # a list whose prices are not understood
    for letter, named in _lettered(goods[sku] for sku in skus).items():
        codes.setdefault(letter, named)
    return Menu(
        tuple(skus),
        codes,
        prices,
        frozenset(mentioned),
        names=names,
        called=varieties_of(offered, goods),
    )


def _by_price_alone(lines: Iterable[tuple[str, str]], goods: GoodsTable) -> dict[str, None]:
    """The good of a head with one price, ``35一板`` below ``内部团蛋``: the only one that costs so
    much, is sold so, and of whose kind the head speaks."""
    told = " ".join(text for _, text in lines)
    prices = [told[at:end] for at, end, _, named in _prices(told, goods, _is_surely) if not named]
    yuan = re.search(r"\d+(?:\.\d+)?", prices[0]) if len(prices) == 1 else None
    fen = round(float(yuan[0]) * 100) if yuan else -1
    meant = [
        sku
        for sku in goods.skus
        if goods[sku].price_fen == fen
        and prices[0].endswith(goods[sku].unit)
        and any(name[-1] in NOUNS and name[-1] in told for name in goods[sku].names)
    ]
    return dict.fromkeys(meant) if len(meant) == 1 else {}


def _with_names_ahead(
    lines: Iterable[tuple[str, str]], goods: GoodsTable
) -> Iterator[tuple[str, str]]:
    """The lines, a price on a line by itself behind its good, without what is sold out."""
    ahead = ""
    for number, line in lines:
        text = f"{ahead} {line}" if ahead and _PRICE_ALONE.match(line) else line
        named = len(list(_all_goods(text, goods)))
        text = _NOT_THAT.sub("", text)
        if _SOLD_OUT.search(text) or _NOT_OFFERED.search(text):
            text = "" if named < 2 else _SOLD_OUT_WORD.sub(" ", text)
        ahead = line if named == 1 and not any(c.isdigit() for c in line[-3:]) else ""
        yield number, text


def _with_numbers(text: str, goods: GoodsTable) -> Iterator[str]:
    """Goods that a number follows which may be their price, whatever its unit: ``脑花8/副``."""
    for _, end, skus in _all_goods(text, goods):
        number = _NUMBER_BEHIND.match(text, end) if len(skus) == 1 else None
        yield from (s for s in skus if number and _is_near(float(number[1]), goods[s]))


def _in_short(text: str, goods: GoodsTable) -> Iterator[tuple[str, str, int]]:
    """Goods that a line names in short: of all that it may mean one costs just so much."""
    begin = 0
    for start, end, yuan, named in _prices(text, goods, _is_near):
        found = _SHORT_NAMES.search(text, begin, start) if named is None else None
        begin = end
        for word in re.split("[/、]", found[1]) if found else ():
            fen = round(yuan * 100)
            among = frozenset[str]() if any(_all_goods(word, goods)) else meant_by(word, goods)
            fitting = [sku for sku in among if goods[sku].price_fen == fen]
            if len(fitting) == 1:
                yield word, fitting[0], fen


def _lettered(offered: Iterable[Good]) -> dict[str, str | None]:
    """The letters that tell goods apart by name: of A套餐 and B套餐 they are codes, too."""
    letters: dict[str, str | None] = {}
    for good in offered:
        if found := _LETTERED.fullmatch(good.name):
            letters[found[1]] = None if found[1] in letters else good.sku
    return letters


def has_price(text: str, goods: GoodsTable, *, in_menu: bool = False) -> bool:
    """Whether a line prices anything beyond doubt: a mere number may be an amount.

    ``in_menu``: right below a line that does, where ``河粉 5`` goes on with the menu.
    """
    accepts = _is_near if in_menu else _is_surely
    return any(sku or code for code, sku, _ in _priced("", text, goods, accepts))


def _priced(
    number: str, text: str, goods: GoodsTable, accepts: Callable[[float, Good], bool]
) -> Iterator[tuple[str, str | None, int]]:
    """Code, good and price in fen of each priced good of a line. ``accepts``: a mere number."""
    text, begin = _without_contents(text, goods), 0
    for start, end, yuan, named in _prices(text, goods, accepts):
        segment = text[begin:start]
        at, skus = _good_before(segment, yuan, goods)
        if not (skus or named) and (behind := _NAME_BEHIND.match(text, end)):
            skus = goods.at(text, behind.end())[0]  # 28元一板鸡蛋
        if named is not None:
            at, skus = named - begin, goods.at(text, named)[0]
        begin = end
        sku = _only(skus, segment, at, yuan, goods) if named is None else _one(skus)
        spoken = bool(re.search(r"[\u4e00-\u9fff]", segment))
        for name in codes_beside(number, segment, at, goods.at(segment, at)[1]):
            own = _own_code(name, yuan, goods)
            if own or sku or (name and spoken):
                yield name, own or sku, round(yuan * 100)
        sizes = skus if sku is None and goods.have_sizes(skus) else ()  # 尿不湿89/包，有M码L码
        at_one_price = _at_one_price(text, segment, end, goods)
        listed = _listed(segment, goods.at(segment, at)[1], goods)
        for other in chain(sorted(sizes), at_one_price, listed):
            if _is_near(yuan, goods[other]):
                yield "", other, round(yuan * 100)
        number = ""


def _without_contents(text: str, goods: GoodsTable) -> str:
    """``礼包(酱油1醋1)68元`` without what is in the package, of which that is no price."""

    def blank(found: re.Match[str]) -> str:
        held = {goods.at(found[0], n)[0] for n in range(len(found[0]))} - {frozenset()}
        return " " * len(found[0]) if len(held) > 1 and not _PRICE.search(found[0]) else found[0]

    return _CONTENTS.sub(blank, text)


def _one(skus: frozenset[str]) -> str | None:
    return next(iter(skus)) if len(skus) == 1 else None


def _only(
    skus: frozenset[str], segment: str, at: int, yuan: float, goods: GoodsTable
) -> str | None:
    """The good, unless its name only begins what is sold at another price: 可乐|鸡翅 25元."""
    sku = _one(skus)
    goes_on = _OF_LONGER.match(segment, goods.at(segment, at)[1])
    costs_so = sku is not None and goods[sku].price_fen == round(yuan * 100)
    return sku if costs_so or not goes_on else None


def _own_code(code: str, yuan: float, goods: GoodsTable) -> str | None:
    """The good that the list itself calls by this code, where it costs just so much: of
    ``B 猪肉+鸡+鸡蛋 128元`` the B套餐 at 128 yuan."""
    called = goods_by_code(goods).get(code, ()) if code.isalpha() else ()
    priced = [sku for sku in called if goods[sku].price_fen == round(yuan * 100)]
    return priced[0] if len(priced) == 1 else None


def _at_one_price(text: str, before: str, end: int, goods: GoodsTable) -> Iterator[str]:
    """The goods that one price is said to be of: ``土豆 青椒 都是3元``, ``均3元：土豆 青椒``."""
    told = before if _ALL_AT.search(before) else ""
    told = text[end:] if _FOR_ALL.match(text, end) else told
    yield from (s for _, _, skus in _all_goods(told, goods) if len(skus) == 1 for s in skus)


def _listed(text: str, at: int, goods: GoodsTable) -> Iterator[str]:
    """The goods that stand in one list with the one that ends here: ``土豆、青椒 3元``."""
    while at and (joint := _LISTED.match(text, at)):
        skus, at = goods.at(text, joint.end())
        if len(skus) != 1:
            return
        yield next(iter(skus))


def _prices(
    text: str, goods: GoodsTable, accepts: Callable[[float, Good], bool]
) -> Iterator[tuple[int, int, float, int | None]]:
    """Where each price of a line begins and ends, its yuan, and where its good stands if sure."""
    at = 0
    while at < len(text):
        skus, end = goods.at(text, at)
        if found := _PRICE.match(text, at):
            is_name = end >= found.end() and _costs(skus, _yuan(found), goods)  # 50元蔬菜包
            yield at, end if is_name else found.end(), _yuan(found), at if is_name else None
            at = end if is_name else found.end()
            continue
        name = text[at:end].rstrip("0123456789")  # 蔬菜包35, which is a name too
        end = at + len(name)
        named = bool(skus) and (len(name) > 1 or _is_alone(text, at, end))
        bare = _bare_price(text, end, goods) if named else None
        if bare and any(accepts(float(bare["d"]), goods[sku]) for sku in skus):
            yield bare.start("d"), bare.end(), float(bare["d"]), at
            end = bare.end()
        at = max(end, at + 1)


def _yuan(found: re.Match[str]) -> float:
    """What a price comes to: ``8毛`` is 0.8, ``1块8`` is 1.8."""
    mao = found["jiao"] or found["mao"] or "0"
    whole = found["a"] or found["b"] or found["c"] or found["e"] or found["f"] or found["g"] or "0"
    return float(whole) + float(mao) / 10


def _bare_price(text: str, at: int, goods: GoodsTable) -> re.Match[str] | None:
    """The number behind a good's name that ends here, with no other good between."""
    found = _BARE_PRICE.match(text, at)
    between = found and any(goods.at(text, n)[0] for n in range(at, found.start("d")))
    return None if between else found


def _costs(skus: frozenset[str], yuan: float, goods: GoodsTable) -> bool:
    return len(skus) == 1 and all(goods[sku].price_fen == round(yuan * 100) for sku in skus)


def _is_near(yuan: float, good: Good) -> bool:
    """Whether a number may be this good's price today: ``番茄 5``, not ``番茄 1``."""
    fen = good.price_fen or 0
    return fen / 2 <= yuan * 100 <= fen * 2


def _is_surely(yuan: float, good: Good) -> bool:
    return yuan >= _NO_AMOUNT and round(yuan * 100) == good.price_fen


def _good_before(text: str, yuan: float, goods: GoodsTable) -> tuple[int, frozenset[str]]:
    """Where the good of a price stands: the first that may cost so much, or just the first.

    A letter by itself is the code of another good (``A 小排``), if there is one.
    """
    found = list(_all_goods(text, goods))
    named = [(at, skus) for at, end, skus in found if end - at > 1 or not text[at].isascii()]
    named = named or [(at, skus) for at, _, skus in found]
    fen = round(yuan * 100)
    just = [(at, skus) for at, skus in named if any(goods[sku].price_fen == fen for sku in skus)]
    near = [(at, skus) for at, skus in named if any(_is_near(yuan, goods[sku]) for sku in skus)]
    return next(iter(just or near or named), (0, frozenset()))


def _is_alone(text: str, at: int, end: int) -> bool:
    sides = text[at - 1 : at] if at else "", text[end : end + 1]
    return not any(side.isalpha() for side in sides)


def _all_goods(text: str, goods: GoodsTable) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Where each good begins and ends; one of a single character only by itself."""
    at = 0
    while at < len(text):
        skus, end = goods.at(text, at)
        if skus and (end - at > 1 or _is_alone(text, at, end)):
            yield at, end, skus
        at = max(end, at + 1)
