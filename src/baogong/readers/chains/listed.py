"""Numbers ahead of a good that are no amount: its number on the menu, what a pack of it holds."""

from collections.abc import Mapping, Sequence
from itertools import islice

from baogong.readers.chains.amounts import WEIGHTS, fits_pack
from baogong.readers.chains.goods import GoodsTable
from baogong.readers.chains.tokens import GAPS, Token

_LEAST_COST = 20  # yuan
_BEHIND_NUMBERS = frozenset("、.")


def with_goods_alone(
    tokens: Sequence[Token], *, codes: Mapping[str, str | None], goods: GoodsTable
) -> list[Token]:
    """The tokens with what a pack holds (``24罐可乐1箱``) as that, and without ``3、`` ahead of
    the menu's third (``3、土鸡蛋1盒``), unless it may be how many of a good ahead."""
    done: list[Token] = []
    position, lacks = 0, False
    while position < len(tokens):
        token, rest = tokens[position], tokens[position + 1 : position + 3]
        if token.kind == "amount" and not lacks and _numbers(token, rest, codes):
            position += 2
            continue
        if _says_again(done, token, rest):
            position += 1
            continue
        is_pack = token.kind == "amount" and _is_pack(token, rest, goods)
        done.append(token.as_kind("pack") if is_pack else token)
        lacks = token.kind == "good" or (lacks and token.kind in GAPS)
        position += 1
    return done


def _numbers(token: Token, rest: Sequence[Token], codes: Mapping[str, str | None]) -> bool:
    sku = codes.get(token.text)
    return (
        sku is not None
        and [t.kind for t in rest] == ["soft", "good"]
        and rest[0].text in _BEHIND_NUMBERS
        and rest[1].skus == {sku}
    )


def _says_again(before: Sequence[Token], token: Token, rest: Sequence[Token]) -> bool:
    """``E2 大米``, where E is the rice: its name behind how many, without an amount of its own."""
    if token.kind != "good":
        return False
    told = list(islice((t for t in reversed(before) if t.kind not in GAPS), 2))
    coded = [t.kind for t in told] == ["amount", "good"] and told[1].is_code
    after = next((t.kind for t in rest if t.kind != "space"), "")
    return coded and token.skus == told[1].skus and after != "amount"


def _is_pack(token: Token, rest: Sequence[Token], goods: GoodsTable) -> bool:
    if [t.kind for t in rest] != ["good", "amount"] or token.amount is None:
        return False
    held = {(goods[sku].pack.pieces, goods[sku].pack.piece) for sku in rest[0].skus}
    own = {goods[sku].unit for sku in rest[0].skus}
    return held == {(token.amount.value, token.amount.unit)} and token.amount.unit not in own


def with_total(tokens: Sequence[Token]) -> list[Token]:
    """``A1 B1 186``: a mere number behind several goods and their amounts, or behind a code and
    its amount, is what they cost; whether it is paid may follow."""
    told = [n for n, t in enumerate(tokens) if t.kind not in GAPS | {"paid", "unpaid", "filler"}]
    goods = [token for token in tokens if token.kind == "good"]
    several = len(goods) > 1 or any(good.is_code for good in goods)
    if len(told) < 2 or not several or tokens[told[-2]].kind != "amount":
        return list(tokens)
    last = tokens[told[-1]]
    mere = last.amount is not None and not (last.amount.unit or last.amount.times)
    if not mere or last.amount is None or last.amount.value < _LEAST_COST:
        return list(tokens)
    total = Token("sum", last.text, money=last.amount.value)
    return [*tokens[: told[-1]], total, *tokens[told[-1] + 1 :]]


def with_sizes_told(tokens: Sequence[Token], goods: GoodsTable) -> list[Token]:
    """The tokens with goods of several packs as the one whose size is said beside its amount:
    ``10kg大米2袋``, ``大米20斤1袋``, ``20斤的米两袋``."""
    done: list[Token] = []
    position = 0
    while position < len(tokens):
        pair, rest = tokens[position : position + 2], tokens[position + 2 : position + 4]
        sized = [token for token in pair if _is_size(token)]
        named = [token for token in pair if token.kind in {"good", "other"}]
        counted = [t.kind for t in rest if t.kind != "space"][:1] == ["amount"]
        both = len(sized) == len(named) == 1 and counted
        if both and (skus := _of_size(named[0], sized[0].text, goods)):
            done.append(Token("good", "".join(token.text for token in pair), skus=skus))
            position += 2
            continue
        done.append(tokens[position])
        position += 1
    return done


def _is_size(token: Token) -> bool:
    weighs = token.amount is not None and token.amount.unit in {*WEIGHTS, "l", "ml", "升"}
    return weighs or token.kind == "pack"


def _of_size(named: Token, size: str, goods: GoodsTable) -> frozenset[str]:
    """Of the several goods that a word may mean the one that comes in packs of a size."""
    may_be = named.skus or goods.short_for(named.text.removeprefix("的"), goods.skus)
    fitting = frozenset(sku for sku in may_be if fits_pack(size, goods[sku].pack))
    return fitting if len(may_be) > len(fitting) == 1 else frozenset()
