"""Who orders for another door and for the own one at once: ``帮楼上401也带一份，各鸡蛋2板``.

It comes to the same as ``3-301、3-401 各鸡蛋2板``, and is read as that. So is
``3-301 鸡蛋1板，401也一样``. Where 各 is not said, or nothing says that the own door has some
too, it is left as it is.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import takewhile

from baogong.readers.addresses import Door
from baogong.readers.chains.doors import DoorFinder
from baogong.readers.chains.said import Said
from baogong.readers.chains.tokens import GAPS, Token

_JOINS = frozenset({"for", "and", "same"})
_PHRASE = frozenset({"want", "bring", "jointly", "filler", "talk", "name", "comment", "people"})
_ALIKE = frozenset({"一样", "同样", "也一样", "也同样", "同上"})
_ENDS = frozenset({"sep", "space", "close", "filler", "symbol"})
_NOT_THERE = re.compile(
    "(?:,|注意|千万|请|麻烦|可)*(?:不是|[别莫勿](?:再)?(?:[送放拿弄搞当写看]错?)(?:到|成|去|给)?|不要送(?:到|给|去)?)"
)
_LONGEST = 6  # tokens of 就是401室的
_THEIRS = re.compile(r"(?:就)?(?:是|给)(\d{3,4})(?:室|家)?的?")


def without_denied(tokens: Sequence[Token]) -> list[Token]:
    """``3-301 鸡蛋1板 别送到5-301``: a door that is told apart from the own one, as a comment."""
    doors = [n for n, token in enumerate(tokens) if token.kind == "door"]
    done = list(tokens)
    for n in doors[1:]:
        ahead = max(n - 4, doors[0] + 1)
        while ahead < n and not _NOT_THERE.fullmatch("".join(t.text for t in tokens[ahead:n])):
            ahead += 1
        if ahead < n:
            done[ahead : n + 1] = [token.as_kind("comment") for token in tokens[ahead : n + 1]]
    return done


def with_company(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with two doors side by side where both are to have each of what follows."""
    doors = [n for n, token in enumerate(tokens) if token.kind == "door"]
    if len(doors) != 2:
        return list(tokens)
    first, second = doors
    return _together(tokens, first, second) or _alike(tokens, first, second) or list(tokens)


def _together(tokens: Sequence[Token], first: int, second: int) -> list[Token]:
    """``帮401一起 各要…`` as ``3-301 401 各要…``; nothing where it says something else."""
    join = next((n for n in range(second - 1, first, -1) if tokens[n].kind in _JOINS), first)
    between, ahead = tokens[join + 1 : second], tokens[first + 1 : max(join, first + 1)]
    named = {token.kind for token in ahead} & {"good", "amount", "each"}
    if join == first or named or any(t.kind not in {"where", "space"} for t in between):
        return []
    phrase = list(takewhile(_is_of_phrase, tokens[second + 1 :]))
    text = "".join(token.text for token in phrase)
    rest = tokens[second + 1 + len(phrase) :]
    goods, each = (sum(t.kind == kind for t in rest) for kind in ("good", "each"))
    both = "也" in text or any(token.kind == "jointly" for token in phrase)
    if not (both and goods and each in {1, goods}) or "拼" in text or "合" in text:
        return []
    return [*tokens[: first + 1], *ahead, tokens[second], Token("space", " "), *rest]


def _is_of_phrase(token: Token) -> bool:
    """Whether this only says that the other door is spoken for, too: 也带一份, 一起接."""
    one = token.amount and token.amount.value == Decimal(1) and token.amount.unit in {"份", "个"}
    return token.kind in _PHRASE or bool(one)


def _alike(tokens: Sequence[Token], first: int, second: int) -> list[Token]:
    """``3-301 鸡蛋1板，401也一样`` as ``3-301 401 各鸡蛋1板``."""
    behind = [token for token in tokens[second + 1 :] if token.kind not in _ENDS]
    ordered = list(tokens[first + 1 : second])
    kinds = {token.kind for token in ordered}
    alike = len(behind) == 1 and behind[0].text in _ALIKE
    plain = kinds <= GAPS | {"good", "amount", "name", "filler", "want", "talk", "where"}
    if not (alike and plain and {"good", "amount"} <= kinds):
        return []
    listed = [Token("space", " ") if t.kind == "sep" else t for t in ordered if t.kind != "where"]
    return [*tokens[: first + 1], tokens[second], Token("each", "各"), *listed]


def with_theirs(tokens: Sequence[Token], finder: DoorFinder) -> list[Token]:
    """``3-301 鸡蛋1板，牛奶1箱是401的`` as ``3-301 鸡蛋1板，401 牛奶1箱``."""
    if sum(token.kind == "door" for token in tokens) != 1:
        return list(tokens)
    [here] = [token.said for token in tokens if token.kind == "door"]
    done, n = list(tokens), 0
    while n + 2 < len(done):
        kinds = {done[n].kind, done[n + 1].kind}
        words = list(takewhile(lambda t: t.kind not in GAPS, done[n + 2 : n + 2 + _LONGEST]))
        text, end = "".join(token.text for token in words), n + 2 + len(words)
        found = _THEIRS.fullmatch(text) if kinds == {"good", "amount"} else None
        if found and here and here.door and not _named(done[n : n + 2], done[:n]):
            said = _beside(found[1], here.door, finder)
            done[n:end] = [Token("sep", ","), Token("door", found[1], said=said), *done[n : n + 2]]
            n += 4
        n += 1
    return done


def _named(pair: Sequence[Token], before: Sequence[Token]) -> bool:
    """Whether the good of the pair has been ordered already: then some of it is given away."""
    [good] = [token for token in pair if token.kind == "good"]
    return any(token.kind == "good" and token.skus & good.skus for token in before)


def _beside(room: str, here: Door, finder: DoorFinder) -> Said:
    doors = finder.neighbour(room, here)
    inside = all(finder.scope.covers(door) for door in doors)
    return Said(room, doors, outside=not inside, whole=True)
