"""The tokens of an entry by the doors that they speak of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from baogong.readers.addresses import Door
from baogong.readers.chains.binding import OPERATIONS
from baogong.readers.chains.said import Said
from baogong.readers.chains.tokens import GAPS, Token

_MINE = re.compile("(?:我|我们|我家|我们家|咱家|俺家|自家|本户|阿拉)也?[要来买订]")

_ME = frozenset({"我", "我也", "我家", "我们家", "我们", "咱家", "俺家", "自家"})


@dataclass(slots=True)
class Group:
    """Tokens that speak of the same doors."""

    doors: list[Said]
    tokens: list[Token] = field(default_factory=list)
    for_other: bool = False


class NeighbourUnclear(Exception):
    """Several doors, and it is not clear what goes to which."""

    def __init__(self, code: str = "two_doors") -> None:
        super().__init__(code)
        self.code = code


def different(doors: Iterator[Said]) -> list[Said]:
    """Doors, each once however often it is named."""
    return list({(said.doors or said.text): said for said in doors}.values())


def groups_of(tokens: Sequence[Token], doors: Sequence[Said]) -> list[Group]:
    """Tokens by the doors they speak of. Raises NeighbourUnclear.

    Doors may be announced before each has its goods: ``301和302一起拿：301鸡蛋1板，302豆腐2块``.
    """
    if len(doors) < 2:
        if _is_for(tokens) and _is_somewhere(tokens):
            raise NeighbourUnclear("neighbour_unclear")
        return [Group(list(doors), [t for t in tokens if t.kind != "door"])]
    groups: list[Group] = []
    before: list[Token] = []
    announced: list[Door | None] = []
    pending = has_some = False  # of the last group
    told = list(_with_own_doors(tokens))
    for position, token in enumerate(told):
        if token.kind == "door" and token.said:
            if groups and not has_some and not pending:
                here = [said.door for said in groups[-1].doors]
                if len(here) > 1 and token.said.door in here:
                    announced, groups[-1] = here, Group([])
                groups[-1].doors.append(token.said)
            else:
                groups.append(Group([token.said], before, for_other=pending))
                has_some = has_words(before)
            before, pending = [], False
        elif groups and _is_own(token, groups, told[position + 1 : position + 4]):
            groups.append(Group(list(groups[0].doors)))
            has_some = False
        elif token.kind == "for":
            pending = True
        else:
            (groups[-1].tokens if groups else before).append(token)
            has_some = has_some or has_words([token])
    _check_together(tokens, groups)
    also = any(token.kind == "for" and token.text[0] == "也" for token in tokens)
    if also and not has_words(groups[0].tokens):  # 701 也帮704带: and what for 701?
        raise NeighbourUnclear("neighbour_unclear")
    return _settled(groups, announced)


def _is_own(token: Token, groups: Sequence[Group], rest: Sequence[Token]) -> bool:
    """``自己要``, and ``我家要`` or ``我1板`` of somebody who has spoken for another door."""
    spoke = any(group.for_other for group in groups)
    told = [t.kind for t in rest if t.kind != "space"]
    counted = told[:1] == ["amount"] or told[:2] in (["good", "amount"], ["amount", "good"])
    mine = (token.kind == "want" and _MINE.match(token.text)) or (
        counted and token.kind in {"filler", "talk"} and token.text in _ME
    )
    return token.kind == "own" or (spoke and bool(mine))


def _with_own_doors(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens without 我自己 beside the writer's own door: it says no more than that."""
    told = [token for token in tokens if token.kind not in GAPS | {"name"}]
    named = {id(a) for a, b in pairwise(told) if (a.kind, b.kind) == ("own", "door")}
    for before, door, own in zip([None, *told], told, told[1:], strict=False):
        if (door.kind, own.kind) == ("door", "own") and (before is None or before.kind != "for"):
            named.add(id(own))
    return (t for t in tokens if id(t) not in named and t.kind != "jointly")


def _check_together(tokens: Sequence[Token], groups: Sequence[Group]) -> None:
    """``两家一起`` makes no difference where each door has its own goods. Raises otherwise."""
    if any(token.kind == "jointly" for token in tokens) and any(
        len(group.doors) != 1 or not _has_amount(group.tokens) for group in groups
    ):
        raise NeighbourUnclear


def _is_somewhere(tokens: Sequence[Token]) -> bool:
    """Whether a neighbour is told by where, and by no door: 帮楼上, not 帮楼上6幢1602."""
    told = [token.kind for token in tokens if token.kind != "space"]
    return any(a == "where" and b != "door" for a, b in pairwise([*told, ""]))


def _is_for(tokens: Sequence[Token]) -> bool:
    return any(t.kind == "for" for t in tokens)


def has_words(tokens: Sequence[Token]) -> bool:
    return any(t.kind in {"good", "amount", "each", *OPERATIONS} for t in tokens)


def _has_amount(tokens: Sequence[Token]) -> bool:
    return {"good", "amount"} <= {token.kind for token in tokens}


def _settled(groups: list[Group], announced: Sequence[Door | None]) -> list[Group]:
    """Every door with its own goods; who only speaks for a neighbour orders nothing."""
    if not {said.door for group in groups for said in group.doors}.issuperset(announced):
        raise NeighbourUnclear
    too = len(groups) > 1 and _wants_too(*groups[-2:])
    if too or any(_may_hold(own, other) for own, other in pairwise(groups)):
        raise NeighbourUnclear("neighbour_unclear")
    others = any(group.for_other for group in groups)
    filled = [group for group in groups if has_words(group.tokens)]
    if not others and len(filled) != len(groups):
        raise NeighbourUnclear
    for group in groups:
        if group.for_other and not has_words(group.tokens):
            raise NeighbourUnclear("neighbour_unclear")
        if group.for_other and _is_of_each(group):  # 2板 帮1103一起拿 各1板
            raise NeighbourUnclear
        runs = [run for run in runs_of(group.tokens) if has_words(run)]
        if group.for_other and len(runs) > 1:
            raise NeighbourUnclear("neighbour_unclear")
    return filled


def _may_hold(own: Group, other: Group) -> bool:
    """Whether several that are ordered may hold what a bracket behind them says of a neighbour:
    ``3箱（帮1102带一箱）`` are three in all, or four."""
    bracket = [token.kind for token in own.tokens[-1:]] == ["open"]
    counts = [token.amount.value for token in own.tokens if token.amount]
    return other.for_other and bracket and max(counts, default=0) > 1


def _wants_too(own: Group, other: Group) -> bool:
    """``803 帮804也带 1箱``: one for each of them, or one for both."""
    ahead = takewhile(lambda token: token.kind not in {"good", "amount"}, other.tokens)
    also = any(token.text.startswith("也") for token in ahead)
    return other.for_other and also and not has_words(own.tokens)


def _is_of_each(group: Group) -> bool:
    """``3-301 替401订 鸡蛋各1板``, ``2板 帮401拿 各1板``: of one good, so each is the own too."""
    each = len(group.doors) == 1 and any(token.kind == "each" for token in group.tokens)
    return each and sum(token.kind == "good" for token in group.tokens) < 2


def runs_of(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    run: list[Token] = []
    for token in tokens:
        if token.kind == "sep":
            yield run
            run = []
        else:
            run.append(token)
    yield run
