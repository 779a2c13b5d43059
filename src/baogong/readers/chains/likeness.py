"""Goods that are not called by their name: in short, misspelt, or told by what they cost."""

import re
from collections.abc import Iterable, Sequence

from baogong.readers.chains.binding import OPERATIONS
from baogong.readers.chains.goods import GoodsTable, Menu, price_of
from baogong.readers.chains.names import chunks_of
from baogong.readers.chains.tokens import Token

_NEAR = frozenset({"amount", "each", "pack", "priced", *OPERATIONS})
_BETWEEN = frozenset({"space", "soft", "want"})
_UNWANTED = re.compile(
    "(?:请|麻烦|尽量)?(?:不要|别[放给要拿配]|不吃|不能吃|不放)(?P<what>[\u4e00-\u9fff]{1,4}?)(?:的|了|哈|哦|谢谢)?"
    "|(?P<named>[\u4e00-\u9fff]{1,4}?)(?:味[道儿]?[大重冲])?(?:不要|别[放给要拿配]|不吃|不放|去掉)(?:的|了|哈|哦|谢谢)?"
)
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
        if token.kind == "other" and _is_beside_amount(found, position):
            skus = (
                goods.short_for(token.text, among)
                or goods.sounding_like(token.text)
                or goods.contracted(token.text, among)
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


def with_unwanted(tokens: Sequence[Token], goods: GoodsTable, among: Iterable[str]) -> list[Token]:
    """``蔬果包1（芒果过敏，不要芒果）``: what should not be in a package, if no good is near it.

    For an entry that names a package. Whether somebody cannot stand it is no condition then.
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
        if what and not known and "other" in kinds and kinds <= _OF_UNWANTED:
            unwanted.add(what)
            done.append(Token("pref", said))
        else:
            done += chunk
    if len(unwanted) > 1:
        done = [t.as_kind("talk") if t.text in unwanted else t for t in done]
    return done


def _joined(tokens: Sequence[Token], goods: GoodsTable) -> Iterable[Token]:
    """Unknown text and a good that touch each other as one good, if they sound like it."""
    at = 0
    while at < len(tokens):
        pair = tokens[at : at + 2]
        if {token.kind for token in pair} == _TOUCHING:
            text = "".join(token.text for token in pair)
            if skus := goods.sounding_like(text):
                yield Token("good", text, skus=skus)
                at += 2
                continue
        yield tokens[at]
        at += 1


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
