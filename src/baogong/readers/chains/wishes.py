"""What one entry says, whatever was ordered before: doors, each with the steps it asks for."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from baogong.readers.addresses import Door
from baogong.readers.addresses.spelling import arabic, with_digits
from baogong.readers.chains.amounts import Amount
from baogong.readers.chains.binding import OPERATIONS, Step, Unclear, is_preference, steps_of
from baogong.readers.chains.company import with_company, with_theirs, without_denied
from baogong.readers.chains.doors import DoorFinder
from baogong.readers.chains.doubts import (
    doubts_of,
    doubts_of_doors,
    doubts_of_letters,
    doubts_of_names,
    paid_of,
    without_small_conditions,
    without_small_questions,
)
from baogong.readers.chains.goods import GoodsTable, Menu
from baogong.readers.chains.grouping import (
    Group,
    NeighbourUnclear,
    different,
    groups_of,
    has_words,
    runs_of,
)
from baogong.readers.chains.lexer import Lexer
from baogong.readers.chains.likeness import with_near_goods, with_unwanted, with_written_goods
from baogong.readers.chains.listed import with_goods_alone, with_sizes_told, with_total
from baogong.readers.chains.names import with_names
from baogong.readers.chains.neighbours import with_heads, with_helpers, with_neighbours, with_rooms
from baogong.readers.chains.praise import with_praise, with_prices
from baogong.readers.chains.remarks import with_remarks
from baogong.readers.chains.result import Item, Reason
from baogong.readers.chains.said import Said
from baogong.readers.chains.slips import without_slips
from baogong.readers.chains.sorts import with_sorts
from baogong.readers.chains.tokens import GAPS, Token
from baogong.readers.chains.turns import with_turns

# 补一个 58-20-601, 帮楼下奶奶接 E4-1-603
_LEAD = re.compile(
    "(?:补一?[个单户条]|[帮替代][\u4e00-\u9fff]{1,6}(?:接|接龙|接一下|订|报|登记)的?)[\\s:]+"
)
_FLOOR = re.compile("(\\d{1,2}|[一二三四五六七八九十]{1,3})[楼层]")
_FEW = 8
_ALL_OF_THEM = re.compile(
    r"(?:(?P<n>[两二三四五六七八3-8])样(?:都|全)?|[每各]样)(?:各|都)?(?:来|要)?\s?(?P<count>\d|[一两二三四五])(?!\d)"
)
_DIGITS = re.compile(r"\d+")
_NUMBERS_EACH = re.compile(
    r"(?<![\d、,和-])\d{1,2}(?:\s?[、,和]\s?\d{1,2}){1,11}(?=\s?(?:号|样)?各)"
)
_WORDS = frozenset({"name", "other", "unknown", "filler", "talk", "pref", "sort", "comment"})
_DISHES = frozenset("碗杯盅煲笼碟")
_CHANGES = frozenset(OPERATIONS) - {"drop"}
# Beside a door that orders nothing but what is understood.
_UNSAID = GAPS | {
    "door",
    "name",
    "phone",
    "filler",
    "paid",
    "unpaid",
    "talk",
    "people",
    "delivery",
}
_BESIDE_AMOUNT = frozenset({"name", "bring"})
_BEFORE_EACH = frozenset({"name", "want", "filler", "and"})


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


class EntryReader:
    """Reads entries of one chain, whose menu and scope the lexer knows."""

    def __init__(self, lexer: Lexer) -> None:
        self._lexer = lexer
        self.names = ""  # where the entries of the copy have a column for them

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
        tokens = self._lexer.tokens(text)
        tokens = with_goods_alone(tokens, codes=self._menu.codes, goods=self._goods)
        tokens = with_total(with_sizes_told(tokens, self._goods))
        tokens = with_heads(tokens)
        tokens = with_rooms(with_helpers(tokens), self._finder)
        tokens = with_theirs(without_denied(tokens), self._finder)
        tokens = list(with_neighbours(tokens, self._finder))
        tokens = with_company(without_slips(tokens))
        tokens = with_turns(with_written_goods(tokens, self._goods))
        tokens = with_names(tokens, column=self.names)
        if any(token.kind in {"sort", "parts"} for token in tokens):
            tokens = with_sorts(tokens, self._menu.skus or self._goods.skus, self._goods)
        tokens = with_praise(with_prices(tokens), within=self._may_lie_in(tokens))
        kinds = {token.kind for token in tokens}  # most entries lack what the rest is about
        named = {sku for t in tokens for sku in t.skus} or {*filter(None, [self._menu.single])}
        package = any(self._goods[sku].is_package for sku in named)
        if package or (self._is_dish(tokens) and not kinds & _CHANGES):
            among = self._menu.skus or self._goods.skus
            tokens = with_unwanted(tokens, self._goods, among, in_package=package)
            kinds = {token.kind for token in tokens}
        if "condition" in kinds:
            tokens = list(without_small_conditions(tokens))
        if kinds & {"other", *OPERATIONS}:
            tokens = with_remarks(tokens)
        if kinds & {"other", "priced"}:
            tokens = with_near_goods(tokens, goods=self._goods, menu=self._menu)
        return list(without_small_questions(tokens)) if "asking" in kinds else tokens

    def read(self, text: str) -> Entry:
        tokens = self.tokens(self._in_full(self._without_lead(text)))
        doors = different(t.said for t in tokens if t.kind == "door" and t.said)
        paid, paid_doubt = paid_of(tokens)
        reasons = [*paid_doubt, *doubts_of(tokens), *doubts_of_letters(tokens, self._menu.codes)]
        reasons += [
            Reason("unread", token.text)
            for token in tokens
            if token.kind in _WORDS and self._finder.word_rooms.is_left(token.text)
        ]
        doors = self._refined(doors, tokens)
        reasons += doubts_of_doors(doors, text)
        if self._menu.single and not any(t.kind == "good" for t in tokens):
            reasons += doubts_of_names(tokens)
        wishes: list[Wish] = []
        try:
            within = self._within_packages(tokens)
            wishes = []
            for group in groups_of(tokens, doors):
                wishes += _wishes(_with_good_before(group, wishes), within)
        except Unclear:
            if not any(reason.code.endswith("door") for reason in reasons):
                reasons.append(Reason("unclear_amount", text))
        except NeighbourUnclear as error:
            reasons.append(Reason(error.code, text))
        kinds = {token.kind for token in tokens}
        nothing = not any(wish.steps for wish in wishes) and kinds <= _UNSAID
        if self._menu.one_unsaid and nothing and len(doors) == 1:
            wishes = [Wish(doors[0].door, (Step(None, (Amount(Decimal(1)),)),))]
        return Entry(
            wishes=tuple(wishes),
            reasons=tuple(dict.fromkeys(reasons)),
            paid=paid,
            tokens=tuple(tokens),
            doors=tuple(doors),
            same_as="same" in kinds,
            rest_stays="rest" in kinds,
        )

    def _without_lead(self, text: str) -> str:
        """An entry from its door on, where what is ahead only says for whom it is written."""
        lead = _LEAD.match(text)
        named = lead and self._finder.at(text, lead.end())[0]
        return text[lead.end() :] if lead and named and named.whole else text

    def _in_full(self, text: str) -> str:
        """``三样各1`` of a menu of three with their names, ``1、3各1`` with its codes."""
        listed = _NUMBERS_EACH.search(text)
        if listed and {*_DIGITS.findall(listed[0])} <= self._menu.codes.keys():
            codes = "、".join(f"〔{number}〕" for number in _DIGITS.findall(listed[0]))
            return f"{text[: listed.start()]}{codes}{text[listed.end() :]}"
        found = _ALL_OF_THEM.search(text)
        offered = self._menu.skus
        if found is None or not 1 < len(offered) <= _FEW:
            return text
        if any(token.kind == "good" for token in self._lexer.tokens(text)):
            return text  # 番茄土豆每样2斤
        if found["n"] and int(with_digits(found["n"])) != len(offered):
            return text
        names = "、".join(self._goods[sku].name for sku in offered)
        return f"{text[: found.start()]}{names}各{found['count']}{text[found.end() :]}"

    def _within_packages(self, tokens: Sequence[Token]) -> frozenset[str]:
        """Goods off the menu, where the entry names a package of it: ``蔬果包1 橙子别太大``."""
        named = {sku for token in tokens if token.kind == "good" for sku in token.skus}
        packages = any(self._goods[sku].is_package for sku in named & {*self._menu.skus})
        return frozenset(named - {*self._menu.skus}) if packages else frozenset()

    def _is_dish(self, tokens: Sequence[Token]) -> bool:
        """Whether bowls or cups of something are ordered, with or without what lies on them."""
        named = {sku for token in tokens for sku in token.skus}
        return any(self._goods[sku].unit in _DISHES for sku in named)

    def _may_lie_in(self, tokens: Sequence[Token]) -> frozenset[str]:
        """Goods by weight, where the entry names a package: ``蔬菜包1 土豆要面的``."""
        named = {sku for token in tokens for sku in token.skus}
        packages = any(self._goods[sku].is_package for sku in named)
        return frozenset(s for s in named if packages and self._goods[s].by_weight)

    def _refined(self, doors: list[Said], tokens: Sequence[Token]) -> list[Said]:
        """The doors with what the entry says of lane or building elsewhere."""
        parts: dict[str, str] = {}
        for token in tokens:
            if token.kind == "part" and token.said and not _is_own_floor(token, doors):
                parts |= token.said.parts
        if not parts:
            return doors
        return [self._finder.refined(said, parts) for said in doors]


def _is_own_floor(part: Token, doors: Sequence[Said]) -> bool:
    """``3-602 6楼没电梯``: the floor that the door is on, and no building."""
    found = _FLOOR.fullmatch(part.text)
    if found is None:
        return False
    floor = found[1] if found[1].isdecimal() else arabic(found[1])
    return all(said.door and said.door.room[:-2] == floor for said in doors)


def _wishes(group: Group, within: Collection[str]) -> Iterator[Wish]:
    steps: list[Step] = []
    group, for_each = _for_each(group)
    for run in _with_asides(runs_of(group.tokens), within):
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
    of_each = sum(token.kind == "each" for token in group.tokens) == len(steps)
    if of_each and len(steps) > 1 and len(group.doors) == 1:  # 白菜各5斤 土豆各5斤: for whom else?
        raise Unclear
    if len(group.doors) > 1 and not (for_each or (of_each and all(s.each for s in steps))):
        raise NeighbourUnclear
    for said in group.doors:
        yield Wish(said.door, tuple(steps))
    if steps and not group.doors:
        yield Wish(None, tuple(steps))


def _for_each(group: Group) -> tuple[Group, bool]:
    """``301和302各鸡蛋1板牛奶1箱``: several doors, and all of one list for each of them."""
    told = [token for token in group.tokens if token.kind not in GAPS | _BEFORE_EACH]
    several = len(group.doors) > 1 and sum(t.kind == "good" for t in told) > 1
    if not (several and told[0].kind == "each"):
        return group, False
    at = group.tokens.index(told[0]) + 1
    runs = [run for run in runs_of(group.tokens[at:]) if has_words(run)]
    amounts = sum(token.kind == "amount" for token in told)
    if len(runs) != 1 or amounts < sum(token.kind == "good" for token in told):
        return group, False
    return replace(group, tokens=group.tokens[at:]), True


def _with_good_before(group: Group, before: Sequence[Wish]) -> Group:
    """``11-602鸡蛋1板，11-603也要1板，我自己2板``: the only good before, if none is named."""
    goods = {step.good.skus: step.good for wish in before for step in wish.steps if step.good}
    also = [n for n, t in enumerate(group.tokens) if t.kind == "want" and t.text[0] == "也"]
    told = [t.kind for t in group.tokens if t.kind not in GAPS | _BESIDE_AMOUNT]
    mere = told == ["amount"] and any(wish.steps for wish in before)
    if len(also) + mere != 1 or len(goods) != 1 or "good" in told:
        return group
    [good] = goods.values()
    at = also[0] + 1 if also else 0
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
