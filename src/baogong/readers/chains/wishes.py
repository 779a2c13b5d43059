"""What one entry says, whatever was ordered before: doors, each with the steps it asks for."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from baogong.readers.addresses import Door
from baogong.readers.chains.binding import OPERATIONS, Step, Unclear, is_preference, steps_of
from baogong.readers.chains.doors import DoorFinder, Said
from baogong.readers.chains.doubts import (
    doubts_of,
    doubts_of_doors,
    doubts_of_names,
    paid_of,
    without_small_conditions,
    without_small_questions,
)
from baogong.readers.chains.goods import GoodsTable, Menu
from baogong.readers.chains.likeness import with_near_goods, with_unwanted, with_written_goods
from baogong.readers.chains.names import with_names
from baogong.readers.chains.remarks import with_remarks
from baogong.readers.chains.result import Item, Reason
from baogong.readers.chains.tokens import GAPS, Lexer, Token

_ROOMS = re.compile(r"\d{3,4}(?:[/、]\d{3,4})+")


@dataclass(frozen=True, slots=True)
class Wish:
    """One door and its steps. ``door`` is None where it is not certain."""

    door: Door | None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """Whose goods are wanted: a door by its code, a room, or a name, maybe with its building.

    ``no``: an entry by its number.
    """

    no: str = ""
    code: str = ""
    room: str = ""
    name: str = ""
    part: Said | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry by itself. ``reasons``: what a clerk would have to ask already now.

    ``like``: the entry whose goods this one wants too.
    """

    wishes: tuple[Wish, ...] = ()
    reasons: tuple[Reason, ...] = ()
    paid: bool | None = None
    tokens: tuple[Token, ...] = ()
    doors: tuple[Said, ...] = ()
    same_as: bool = False
    like: Likeness | None = None
    copied: tuple[Item, ...] = ()
    rest_stays: bool = False

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(token.kind for token in self.tokens)


@dataclass(slots=True)
class _Group:
    """Tokens that speak of the same doors."""

    doors: list[Said]
    tokens: list[Token] = field(default_factory=list)
    for_other: bool = False


class EntryReader:
    """Reads entries of one chain, whose menu and scope the lexer knows."""

    def __init__(self, lexer: Lexer) -> None:
        self._lexer = lexer

    @property
    def _menu(self) -> Menu:
        return self._lexer.menu

    @property
    def _goods(self) -> GoodsTable:
        return self._lexer.goods

    @property
    def _finder(self) -> DoorFinder:
        return self._lexer.finder

    def tokens(self, text: str) -> list[Token]:
        """The tokens of an entry with names, comments, neighbours and near goods understood."""
        tokens = self._heads(self._lexer.tokens(text))
        tokens = list(self._with_neighbours(tokens))
        tokens = with_written_goods(tokens, self._goods)
        tokens = with_names(tokens)
        if any(self._goods[sku].is_package for t in tokens for sku in t.skus):
            tokens = with_unwanted(tokens, self._goods, self._menu.skus or self._goods.skus)
        kinds = {token.kind for token in tokens}  # most entries lack what the rest is about
        if "condition" in kinds:
            tokens = list(without_small_conditions(tokens))
        if kinds & {"other", *OPERATIONS}:
            tokens = with_remarks(tokens)
        if kinds & {"other", "priced"}:
            tokens = with_near_goods(tokens, goods=self._goods, menu=self._menu)
        return list(without_small_questions(tokens)) if "asking" in kinds else tokens

    def read(self, text: str) -> Entry:
        tokens = self.tokens(text)
        doors = _different(t.said for t in tokens if t.kind == "door" and t.said)
        paid, paid_doubt = paid_of(tokens)
        reasons = [*paid_doubt, *doubts_of(tokens)]
        doors = self._refined(doors, tokens)
        reasons += doubts_of_doors(doors, text)
        if self._menu.single and not any(t.kind == "good" for t in tokens):
            reasons += doubts_of_names(tokens)
        wishes: list[Wish] = []
        try:
            within = self._within_packages(tokens)
            wishes = []
            for group in _groups(tokens, doors):
                wishes += _wishes(_with_good_before(group, wishes), within)
        except Unclear:
            if not any(reason.code.endswith("door") for reason in reasons):
                reasons.append(Reason("unclear_amount", text))
        except NeighbourUnclear as error:
            reasons.append(Reason(error.code, text))
        kinds = {token.kind for token in tokens}
        return Entry(
            wishes=tuple(wishes),
            reasons=tuple(dict.fromkeys(reasons)),
            paid=paid,
            tokens=tuple(tokens),
            doors=tuple(doors),
            same_as="same" in kinds,
            rest_stays="rest" in kinds,
        )

    def _within_packages(self, tokens: Sequence[Token]) -> frozenset[str]:
        """Goods off the menu, where the entry names a package of it: ``蔬果包1 橙子别太大``."""
        named = {sku for token in tokens if token.kind == "good" for sku in token.skus}
        packages = any(self._goods[sku].is_package for sku in named & {*self._menu.skus})
        return frozenset(named - {*self._menu.skus}) if packages else frozenset()

    def _heads(self, tokens: list[Token]) -> list[Token]:
        """A mere number is a door only at the head, where no other door is named."""
        real = [
            t
            for t in tokens
            if t.kind == "door" and t.said and not (t.said.fused or t.said.landmark)
        ]
        for position, token in enumerate(tokens):
            if token.kind != "door" or not token.said:
                continue
            if token.said.landmark and real:
                tokens[position] = Token("delivery", token.text)
            elif token.said.fused and (real or _has_content(tokens[:position])):
                tokens[position] = Token("other", token.text)
            else:
                real.append(token)
        return tokens

    def _with_neighbours(self, tokens: Sequence[Token]) -> Iterator[Token]:
        """Bare rooms beside a door: ``1201/1202``, ``帮楼上301``."""
        last: Door | None = None
        near = False
        named: set[str] = set()
        spread = any(token.kind in {"each", "for"} for token in tokens)
        for token in tokens:
            if last and token.kind == "door" and _ROOMS.fullmatch(token.text):
                for room in re.split("[/、]", token.text):
                    yield Token("door", room, said=self._beside(room, last))
                continue
            if token.kind == "door" and token.said:
                last, near = token.said.door or last, True
                named.add(last.room if last else "")
            elif token.kind in {"where", "for"} and last:
                near = True
            elif (
                token.kind in {"amount", "other"}
                and last
                and _is_room(token.text)
                and (near or (len(named) > 1 and token.text in named))
            ):
                named.add(token.text)
                yield Token("door", token.text, said=self._beside(token.text, last))
                continue
            elif not (token.kind == "soft" and token.text in "/、&+") and not (
                spread and (token.kind in {"space", "and", "comment"} or token.text == ",")
            ):
                near = near and token.kind in {"and", "where"}
            yield token

    def _beside(self, room: str, last: Door) -> Said:
        doors = self._finder.neighbour(room.strip("室房 "), last)
        inside = all(self._finder.scope.covers(door) for door in doors)
        return Said(room, doors, outside=not inside, whole=True)

    def _refined(self, doors: list[Said], tokens: Sequence[Token]) -> list[Said]:
        """The doors with what the entry says of lane or building elsewhere."""
        parts: dict[str, str] = {}
        for token in tokens:
            if token.kind == "part" and token.said:
                parts |= token.said.parts
        if not parts:
            return doors
        return [self._finder.refined(said, parts) for said in doors]


class NeighbourUnclear(Exception):
    """Several doors, and it is not clear what goes to which."""

    def __init__(self, code: str = "two_doors") -> None:
        super().__init__(code)
        self.code = code


def _is_room(text: str) -> bool:
    bare = text.strip("室房")
    return bare.isdecimal() and 3 <= len(bare) <= 4


def _has_content(tokens: Sequence[Token]) -> bool:
    return any(token.kind in {"good", "amount", "want", "drop"} for token in tokens)


def _different(doors: Iterator[Said]) -> list[Said]:
    """Doors, each once however often it is named."""
    return list({(said.doors or said.text): said for said in doors}.values())


def _groups(tokens: Sequence[Token], doors: Sequence[Said]) -> list[_Group]:
    """Tokens by the doors they speak of. Raises NeighbourUnclear.

    Doors may be announced before each has its goods: ``301和302一起拿：301鸡蛋1板，302豆腐2块``.
    """
    if len(doors) < 2:
        if any(t.kind == "where" for t in tokens) and _is_for(tokens):
            raise NeighbourUnclear("neighbour_unclear")
        return [_Group(list(doors), [t for t in tokens if t.kind != "door"])]
    groups: list[_Group] = []
    before: list[Token] = []
    announced: list[Door | None] = []
    pending = has_words = False  # of the last group
    for token in _with_own_doors(tokens):
        if token.kind == "door" and token.said:
            if groups and not has_words and not pending:
                here = [said.door for said in groups[-1].doors]
                if len(here) > 1 and token.said.door in here:
                    announced, groups[-1] = here, _Group([])
                groups[-1].doors.append(token.said)
            else:
                groups.append(_Group([token.said], before, for_other=pending))
                has_words = _has_words(before)
            before, pending = [], False
        elif token.kind == "own" and groups:
            groups.append(_Group(list(groups[0].doors)))
            has_words = False
        elif token.kind == "for":
            pending = True
        elif token.kind == "jointly":
            raise NeighbourUnclear
        else:
            (groups[-1].tokens if groups else before).append(token)
            has_words = has_words or _has_words([token])
    return _settled(groups, announced)


def _with_own_doors(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens without 我自己 where the writer's own door follows: it says no more than that."""
    told = [token for token in tokens if token.kind not in GAPS]
    named = {id(a) for a, b in pairwise(told) if (a.kind, b.kind) == ("own", "door")}
    return (token for token in tokens if id(token) not in named)


def _is_for(tokens: Sequence[Token]) -> bool:
    return any(t.kind == "for" for t in tokens)


def _has_words(tokens: Sequence[Token]) -> bool:
    return any(t.kind in {"good", "amount", "each", *OPERATIONS} for t in tokens)


def _settled(groups: list[_Group], announced: Sequence[Door | None]) -> list[_Group]:
    """Every door with its own goods; who only speaks for a neighbour orders nothing."""
    if not {said.door for group in groups for said in group.doors}.issuperset(announced):
        raise NeighbourUnclear
    others = any(group.for_other for group in groups)
    filled = [group for group in groups if _has_words(group.tokens)]
    if not others and len(filled) != len(groups):
        raise NeighbourUnclear
    for group in groups:
        if group.for_other and not _has_words(group.tokens):
            raise NeighbourUnclear("neighbour_unclear")
        runs = [run for run in _runs(group.tokens) if _has_words(run)]
        if group.for_other and len(runs) > 1:
            raise NeighbourUnclear("neighbour_unclear")
    return filled


def _runs(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    run: list[Token] = []
    for token in tokens:
        if token.kind == "sep":
            yield run
            run = []
        else:
            run.append(token)
    yield run


def _wishes(group: _Group, within: Collection[str]) -> Iterator[Wish]:
    steps: list[Step] = []
    for run in _with_asides(_runs(group.tokens), within):
        found = steps_of(run)
        if is_preference(run, found, steps, within=within):
            continue
        for step in found:
            pending = (
                steps and steps[-1].good and not steps[-1].amounts and not steps[-1].operation
            )
            if step.each and not step.good:
                steps = _distributed(steps, step)
            elif pending and _is_about_it(step):
                steps[-1] = replace(step, good=steps[-1].good)
            else:
                steps.append(step)
    if len(group.doors) > 1 and not (len(steps) == 1 and steps[0].each):
        raise NeighbourUnclear
    for said in group.doors:
        yield Wish(said.door, tuple(steps))
    if steps and not group.doors:
        yield Wish(None, tuple(steps))


def _with_good_before(group: _Group, before: Sequence[Wish]) -> _Group:
    """``11-602鸡蛋1板，11-603也要1板``: what the only good before was, if none is named."""
    goods = {step.good.skus: step.good for wish in before for step in wish.steps if step.good}
    also = [n for n, t in enumerate(group.tokens) if t.kind == "want" and t.text[0] == "也"]
    if len(also) != 1 or len(goods) != 1 or any(t.kind == "good" for t in group.tokens):
        return group
    [good] = goods.values()
    at = also[0] + 1
    return replace(group, tokens=[*group.tokens[:at], good, *group.tokens[at:]])


def _with_asides(
    runs: Iterable[list[Token]], within: Collection[str]
) -> Iterator[Sequence[Token]]:
    """The runs; a good that may only lie in a package begins one of its own: no ``不要鸡蛋``."""
    for run in runs:
        if any(token.kind in OPERATIONS for token in run):
            yield run
            continue
        begins = [
            n for n, t in enumerate(run) if t.kind == "good" and t.skus and t.skus <= {*within}
        ]
        yield from (run[a:b] for a, b in pairwise([0, *begins, len(run)]) if a < b)


def _is_about_it(step: Step) -> bool:
    """Whether it means the good before it: ``鸡蛋，1板``, ``鸡蛋太贵，不要了``."""
    amount, drop = bool(step.amounts), step.operation == "drop"
    return step.good is None and ((amount and not step.operation) or (drop and not amount))


def _distributed(steps: list[Step], each: Step) -> list[Step]:
    """``蔬菜包，主食包，各2``."""
    if not steps:
        return [each]
    if any(step.amounts or step.operation for step in steps):
        raise Unclear
    return [replace(step, amounts=each.amounts, each=True) for step in steps]
