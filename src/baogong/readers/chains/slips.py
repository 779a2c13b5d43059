"""An amount that its writer takes back at once: ``咖啡5盒 写错了 1盒``."""

from collections.abc import Sequence
from itertools import groupby

from baogong.readers.chains.tokens import GAPS, Token

_SLIPS = frozenset(
    {"写错了", "打错了", "点错了", "接错了", "说错了", "不对", "错了", "哦不", "噢不", "不不"}
)
_RIGHT = frozenset({"应该是", "是", "改", "改成", "更正"})
_THRICE = 3


def _says_anew(tokens: Sequence[Token]) -> bool:
    """Whether two amounts of one good are named, either way round: ``鸡蛋3板`` and ``2板鸡蛋``."""
    kinds = [token.kind for token in tokens]
    pairs = len(tokens) == 4 and sorted(kinds[:2]) == sorted(kinds[2:]) == ["amount", "good"]
    goods = {token.skus for token in tokens if token.kind == "good"}
    return pairs and len(goods) == 1


def without_slips(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without an amount that is taken back, and the words that do so."""
    tokens = _said_once(tokens)
    if not any(token.text in _SLIPS for token in tokens):
        return tokens
    told = [n for n, token in enumerate(tokens) if token.kind not in GAPS]
    gone: set[int] = set()
    for position, n in enumerate(told[1:-1], start=1):
        if tokens[n].text not in _SLIPS:
            continue
        behind = told[position + 1 :]
        said = [n, *behind[:1]] if tokens[behind[0]].text in _RIGHT else [n]
        behind = behind[len(said) - 1 :]
        kinds = [tokens[m].kind for m in (told[position - 1], *behind[:2])]
        before = told[max(position - 2, 0) : position]
        if _says_anew([tokens[m] for m in (*before, *behind[:2])]):  # 三板鸡蛋 不对 是两板鸡蛋
            gone |= {*before, *said}
        elif kinds[:2] == ["amount", "amount"] and kinds[2:] != ["good"]:
            gone |= {told[position - 1], *said}
    return [token for n, token in enumerate(tokens) if n not in gone]


def _said_once(tokens: Sequence[Token]) -> list[Token]:
    """``蔬菜包两份两份两份！``: who is afraid of a slip says it three times."""
    done: list[Token] = []
    for is_amount, same in groupby(
        tokens, key=lambda token: token.amount if _counts(token) else 0
    ):
        alike = list(same)
        done += alike[:1] if is_amount and len(alike) >= _THRICE else alike
    return done


def _counts(token: Token) -> bool:
    return token.kind == "amount" and token.amount is not None and bool(token.amount.unit)
