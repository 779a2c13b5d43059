"""Tokens that are one: unknown text with the short words and goods that it touches.

So are a code and the name of its good (``F根茎菜包``, ``F、根茎菜包``): said twice, meant once.
"""

from collections.abc import Sequence

from baogong.readers.chains import persons
from baogong.readers.chains.goods import NOUNS
from baogong.readers.chains.tokens import Token


def smoothed(tokens: Sequence[Token]) -> list[Token]:
    """Join unknown text with the short words and goods that it touches."""
    done = _named_once(tokens)
    while True:
        joined = _joined(done)
        if len(joined) == len(done):
            return joined
        done = joined


def _named_once(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with a code and its good's name, which follows at once, as one good."""
    done: list[Token] = []
    for token in tokens:
        before = done[-2:] if done and done[-1].text in _CODE_ENDS else done[-1:]
        named = token.kind == "good" and not token.is_code and before and before[0].is_code
        if named and before[0].skus and before[0].skus == token.skus & before[0].skus:
            text = "".join(t.text for t in (*before, token))
            done[-len(before) :] = [Token("good", text, skus=before[0].skus, is_code=True)]
        else:
            done.append(token)
    return done


def _joined(tokens: Sequence[Token]) -> list[Token]:
    done: list[Token] = []
    for position, token in enumerate(tokens):
        last = done[-1] if done else None
        counted = token.is_code and [t.kind for t in tokens[position + 1 :][:1]] == ["amount"]
        if last and counted and persons.is_name(last.text):
            done.append(token)  # 小陈|A1
            continue
        conjunction = last and last.kind == "and" and done[-2:-1] and done[-2].kind in _COUNTED
        if last and not conjunction and _is_one(last, token):
            done[-1] = Token("other", last.text + token.text)
        else:
            done.append(token)
    return done


_CODE_ENDS = frozenset("、.: -")
_COUNTED = frozenset({"good", "amount"})
ORDERS = frozenset({"drop", "less", "set", "swap", "condition"})  # no part of a nickname
_ACTS = frozenset({"add", "less", "drop", "set"})
_LOOSE = frozenset(
    {"filler", "want", "add", "less", "drop", "set", "swap", "each", "for", "bring"}
)
_LOOSE |= {"and", "talk", "jointly", "condition", "asking", "delivery"}


def _is_one(left: Token, right: Token) -> bool:
    if "other" not in {left.kind, right.kind}:
        return False
    if left.kind == right.kind:
        return True
    if right.kind in {"want", "bring", "add", "for"} and persons.is_name(
        left.text.removeprefix("的")
    ):
        return False
    word = right if left.kind == "other" else left
    if left.text[-1] in NOUNS and right.kind in _ACTS:  # 油|改2桶
        return False
    if word.kind == "good":
        return len(word.text) == 1 or right.kind == "other"
    return word.kind in _LOOSE and len(word.text) == 1 and word.text not in "?了各"
