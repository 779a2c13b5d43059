"""Goods that are not called by their name: in short, misspelt, or told by what they cost."""

import re
from collections.abc import Iterable, Sequence

from baogong.readers.chains.binding import OPERATIONS
from baogong.readers.chains.goods import GoodsTable, Menu, price_of
from baogong.readers.chains.names import chunks_of
from baogong.readers.chains.sizes import size_in, without_size
from baogong.readers.chains.tokens import Token

_NEAR = frozenset({"amount", "each", "pack", "priced", *OPERATIONS})
_BETWEEN = frozenset({"space", "soft", "want"})
_UNWANTED = re.compile(
    "(?:请|麻烦|尽量)?(?:不要|[别莫][放给要拿配]|不吃|不能吃|不放)(?P<what>[\u4e00-\u9fff]{1,4}?)(?:的|了|哈|哦|谢谢|就[行好])?"
    "|(?P<named>[\u4e00-\u9fff]{1,4}?)(?:味[道儿]?[大重冲])?(?:不要|别[放给要拿配]|不吃|不放|去掉)(?:的|了|哈|哦|谢谢)?"
)
_OF_SORT = re.compile("([\u4e00-\u9fff]{1,4})要([\u4e00-\u9fff]{1,4})的")
_ASKED_FOR = re.compile("(?<=[\u4e00-\u9fff]{2})的?来$")  # 整箱的来|一箱
_NOT_IN = re.compile("(?:不要|别|不|勿)放|别加|不加")
_HOW = re.compile("[\u4e00-\u9fff]{2,3}?(?:不要|别|莫|不能|勿)")
_MILK = re.compile("(?<![酸豆羊椰炼枣])奶$")
_OF_UNWANTED = frozenset({"drop", "other", "filler", "talk"})
_TOUCHING = frozenset({"other", "good"})


def with_near_goods(tokens: Sequence[Token], *, goods: GoodsTable, menu: Menu) -> list[Token]:
    """The tokens with short names, misspellings and prices understood as the goods they mean.

    Short names and misspellings count where an amount or an operation stands beside them, or
    where a good's name was taken for a part of them: ``疏菜包`` has the good 菜包 in it.
    """
    found = list(_joined(tokens, goods))
    among = menu.skus or goods.skus
    for position, token in enumerate(found):
        called = frozenset(filter(None, [menu.names.get(token.text)]))
        if token.kind == "other" and (called or _is_beside_amount(found, position)):
            skus = (
                called
                or _milk(token.text, among, goods)
                or goods.short_for(_ASKED_FOR.sub("", token.text).lstrip("的"), among)
                or goods.sounding_like(token.text)
                or _in_size(token.text, goods)
                or goods.contracted(token.text, among)
                or goods.turned(token.text)
                or _described(token.text, among, goods)
            )
            found[position] = Token("good" if skus else "unknown", token.text, skus=skus)
        elif token.kind == "priced":
            found[position] = _priced(found, position, among, goods=goods, menu=menu)
    return found


def with_written_goods(tokens: Sequence[Token], goods: GoodsTable) -> list[Token]:
    """The tokens with goods in traditional or similar characters, before names are looked for."""
    return [
        Token("good", token.text, skus=skus)
        if token.kind == "other" and (skus := goods.looking_like(token.text))
        else token
        for token in tokens
    ]


def with_unwanted(
    tokens: Sequence[Token], goods: GoodsTable, among: Iterable[str], *, in_package: bool = True
) -> list[Token]:
    """``蔬果包1（芒果过敏，不要芒果）``: what should not be in a package, if no good is near it.

    ``in_package``: the entry names a package; else what is not wanted is in a dish, or on it
    (``凉粉2碗 不要花生``), and nothing is said to have changed (``不要花生了``). Whether
    somebody cannot stand it is no condition then.
    """
    done: list[Token] = []
    unwanted = {"过敏"}
    among = list(among)
    for chunk in chunks_of(tokens):
        said = "".join(token.text for token in chunk)
        found = _UNWANTED.fullmatch(said)
        what = (found["what"] or found["named"]) if found else ""
        known = what and (goods.short_for(what, among) or goods.sounding_like(what))
        kinds = {token.kind for token in chunk}
        left_out = kinds <= {*_OF_UNWANTED, "good"} and "good" in kinds and _NOT_IN.match(said)
        if left_out or (in_package and _is_how(chunk, said)):
            done.append(Token("pref", said))
        elif found and not in_package and said.rstrip("的哈哦谢").endswith("了"):
            done += chunk
        elif what and not known and "other" in kinds and kinds <= _OF_UNWANTED:
            unwanted.add(what)
            done.append(Token("pref", said))
        else:
            done += chunk
    if len(unwanted) > 1:
        done = [t.as_kind("talk") if t.text in unwanted else t for t in done]
    return done


def _is_how(chunk: Sequence[Token], said: str) -> bool:
    """``青菜不要太老``, ``面窝莫压碎了``: how something that lies in a package should be."""
    kinds = "".join({"other": "o", "pref": "p", "filler": "f"}.get(t.kind, "-") for t in chunk)
    return bool(re.fullmatch("op[pf]*", kinds) and _HOW.match(said))


def _joined(tokens: Sequence[Token], goods: GoodsTable) -> Iterable[Token]:
    """Unknown text and a good that touch each other as one good, if they sound like it."""
    at = 0
    while at < len(tokens):
        pair, apart = tokens[at : at + 2], tokens[at : at + 3]
        if skus := _in_two_words(apart, goods):  # 石榴 中果
            yield Token("good", "".join(token.text for token in apart), skus=skus)
            at += 3
            continue
        if {token.kind for token in pair} == _TOUCHING:
            text = "".join(token.text for token in pair)
            own = next(token.skus for token in pair if token.kind == "good")
            whole = goods.short_for(text, own) or _branded(pair, own, goods)  # 猪|前腿肉
            if skus := goods.sounding_like(text) or whole:
                yield Token("good", text, skus=skus)
                at += 2
                continue
        yield tokens[at]
        at += 1


def _branded(pair: Sequence[Token], own: frozenset[str], goods: GoodsTable) -> frozenset[str]:
    """``青岛啤酒`` is the 啤酒 that is also called 青岛清爽."""
    ahead = pair[0].text if pair[0].kind == "other" and len(pair[0].text) > 1 else ""
    named = {name for sku in own for name in goods[sku].names}
    return own if ahead and any(name.startswith(ahead) for name in named) else frozenset()


def _in_two_words(tokens: Sequence[Token], goods: GoodsTable) -> frozenset[str]:
    """The good whose name stands there with a blank in it, its second half unknown by itself."""
    if [token.kind for token in tokens] not in (
        ["other", "space", "other"],
        ["good", "space", "other"],
    ):
        return frozenset()
    name = f"{tokens[0].text}{tokens[2].text}"
    skus, end = goods.at(name, 0)
    return skus if end == len(name) else frozenset()


def _in_size(text: str, goods: GoodsTable) -> frozenset[str]:
    """``M码拉拉库``: a misspelt good with its size."""
    size, bare = size_in(text), without_size(text)
    if not (size and bare):
        return frozenset()
    named = goods.short_for(bare, goods.skus) or goods.sounding_like(bare)
    return frozenset(s for s in goods.of_size(named, size) if goods.have_sizes(frozenset({s})))


def _milk(text: str, among: Iterable[str], goods: GoodsTable) -> frozenset[str]:
    """``牛奶`` may be any of 纯牛奶, 鲜奶 and 袋奶, though only one of them has the word."""
    if text != "牛奶":
        return frozenset()
    return frozenset(sku for sku in among if any(map(_MILK.search, goods[sku].names)))


def _described(text: str, among: Iterable[str], goods: GoodsTable) -> frozenset[str]:
    """``水饺要三鲜的`` is 三鲜水饺."""
    found = _OF_SORT.fullmatch(text)
    return goods.short_for(found[2] + found[1], among) if found else frozenset()


def _priced(
    tokens: Sequence[Token], position: int, among: Iterable[str], *, goods: GoodsTable, menu: Menu
) -> Token:
    """``35的2份`` is the good that costs so much; beside a good it is only what that costs."""
    token = tokens[position]
    after = next((t.kind for t in tokens[position + 1 :] if t.kind not in _BETWEEN), "")
    before = next((t.kind for t in tokens[:position][::-1] if t.kind not in _BETWEEN), "")
    if before == "good" or after != "amount":
        return token.as_kind("money")
    skus = frozenset(sku for sku in among if token.money in price_of(goods[sku], menu))
    return Token("good" if skus else "unknown", token.text, skus=skus)


def _is_beside_amount(tokens: Sequence[Token], position: int) -> bool:
    behind = (tokens[n] for n in range(position + 1, len(tokens)))
    after = next((t.kind for t in behind if t.kind not in _BETWEEN), "")
    if after in _NEAR or after == "vague":
        return True
    ahead = (tokens[n] for n in range(position - 1, -1, -1))
    before = next((t for t in ahead if t.kind != "space"), None)
    return before is not None and bool(
        before.kind in OPERATIONS or (before.amount and before.amount.unit)
    )
