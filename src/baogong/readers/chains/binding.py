"""Which amount belongs to which good: a small grammar over the letters of a run of tokens.

A run lies between commas. Its tokens are letters: G a good, A an amount, P a pack size, E 各, an
operation by its sign, and a blank for whatever else stands between. A run is accepted only if one
of the shapes below covers it from end to end; ``2份蔬菜包 主食包`` fits none.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from baogong.readers.chains.amounts import WEIGHTS, Amount
from baogong.readers.chains.tokens import Token

LETTERS = {"good": "G", "amount": "A", "pack": "P", "each": "E"}
OPERATIONS = {
    "add": "+",
    "set": "=",
    "to": "=",
    "swap": "~",
    "less": "-",
    "drop": "0",
    "keep": "k",
}
_SIGN = re.compile(r"[+=~\-0k]")
_STILL = frozenset({"还要", "还想要"})  # behind a good: as it is, or one more
_TAKEN_BACK = "退撤取去删划"
_BY_CHUNK = re.compile(r"(?:GP*A{1,2}P*)+|(?:AGP*)+|PGA{1,2}|A{1,2}PG|GP*")
_SHARED = re.compile(r"(?:GP*)*EA|EA(?:GP*)*|E(?:GP*)+A")
_EACH = re.compile(r"(?:GP*)+EA")
_OWN = re.compile(r"(?:GP*AP*)+|(?:AGP*)+")
_AFTER = re.compile(r"P?(?:GP*A{1,2}P*)+")
_SIZED = re.compile(r"(?:PGA{1,2}){2,}")  # 5kg的米1袋 600ml的盐汽水1箱
_BEFORE = re.compile(r"(?:AGP*)+")


@dataclass(frozen=True, slots=True)
class Step:
    """One good (or none named: the only one on offer) and what to do with how much of it."""

    good: Token | None
    amounts: tuple[Amount, ...] = ()
    packs: tuple[str, ...] = ()
    operation: str = ""
    each: bool = False
    wanted: bool = False


def is_preference(
    run: Sequence[Token],
    found: Sequence[Step],
    before: Sequence[Step],
    *,
    within: Collection[str] = (),
) -> bool:
    """``番茄2斤，番茄要熟的``: what was ordered is spoken of again, without an amount.

    ``within``: goods that nobody can order here, but that may lie in a package that is ordered.
    """
    if not any(token.kind == "pref" for token in run):
        return False
    ordered = {step.good.skus for step in before if step.good and step.amounts}
    return all(
        s.good
        and (s.good.skus in ordered or (before and s.good.skus <= set(within)))
        and not (s.amounts or s.operation)
        for s in found
    )


class Unclear(Exception):
    """A run whose amounts may belong to several goods."""


def steps_of(run: Sequence[Token]) -> list[Step]:
    """The steps of one run, in order. Raises Unclear."""
    run = list(_with_sizes(run))
    letters = "".join(_letter(token) for token in run)
    signs = _SIGN.findall(letters)
    wanted = any(token.kind == "want" for token in run)
    if not signs:
        return _plain(run, letters, wanted=wanted)
    if turn := _turn(run):
        return [*steps_of(run[:turn]), *steps_of(run[turn:])]
    if len(set(signs)) > 1 or signs == ["0", "0"]:
        return _by_operation(run)
    if signs == ["0"] and re.fullmatch(r"\s*G(?:\s*G)+\s*0\s*", letters) and _of_all(run):
        return [Step(token, operation="drop") for token in run if token.kind == "good"]
    if signs == ["0"] and (split := _beside_unwanted(run)):
        unwanted, rest = split
        return [*steps_of(unwanted), *_plain(rest, "".join(map(_letter, rest)), wanted=wanted)]
    return _operated(run, letters, signs[0])


def _of_all(run: Sequence[Token]) -> bool:
    """``鸡蛋、牛奶都不要了``: what is said of all that stands before it."""
    return any(token.kind == "drop" and token.text[0] in "都全" for token in run)


def _with_sizes(run: Sequence[Token]) -> Iterator[Token]:
    """``10kg大米x2``: a weight before a good that has its own count is the size of its pack."""
    told = [token for token in run if token.kind in LETTERS]
    sizes = set()
    for before, size, good, count, after in zip(
        [None, *told], told, told[1:], told[2:], [*told[3:], None], strict=False
    ):
        shape = (size.kind, good.kind, count.kind) == ("amount", "good", "amount")
        bound = {"good", "each"} & {t.kind for t in (before, after) if t}
        if shape and not bound and _is_size(size, count):
            sizes.add(id(size))
    for token in run:
        yield Token("pack", token.text) if id(token) in sizes else token


def _is_size(size: Token, count: Token) -> bool:
    weighs = size.amount and size.amount.unit in WEIGHTS
    return bool(weighs and count.amount and count.amount.unit not in WEIGHTS)


def _letter(token: Token) -> str:
    return LETTERS.get(token.kind) or OPERATIONS.get(token.kind) or " "


def _turn(run: Sequence[Token]) -> int:
    """Where ``可乐不要了|换两箱盐汽水`` turns from what goes to what comes; 0 if it does not."""
    told = [n for n, token in enumerate(run) if token.kind in LETTERS or token.kind in OPERATIONS]
    letters = "".join(_letter(run[n]) for n in told)
    found = re.fullmatch(r"(GA?0)~(?:AG|GA)|(0GA?)~(?:AG|GA)", letters)
    return told[len(found[1] or found[2])] if found else 0


def _by_operation(run: Sequence[Token]) -> list[Step]:
    """``取消一条 留一条``: words that each have their own operation."""
    found: list[Step] = []
    for chunk in _chunks(run):
        signs = _SIGN.findall("".join(map(_letter, chunk)))
        if len(signs) > 1:
            raise Unclear
        steps = steps_of(chunk)
        if steps and not signs and not any(token.kind == "want" for token in chunk):
            raise Unclear
        found += steps
    return found


def _beside_unwanted(run: Sequence[Token]) -> tuple[list[Token], list[Token]] | None:
    """``不要鸡蛋 蔬菜包一份``: the good that is not wanted, and the others of the run."""
    chunks = list(_chunks(run))
    unwanted = next(c for c in chunks if any(token.kind == "drop" for token in c))
    rest = [t for c in chunks if c is not unwanted for t in (*c, Token("space", " "))]
    both = all(any(token.kind == "good" for token in part) for part in (unwanted, rest))
    return (unwanted, rest) if both else None


def _chunks(run: Sequence[Token]) -> Iterator[list[Token]]:
    """The parts of a run between blanks, and where 要 or 不要 begins another: ``要C|不要A``."""
    chunk: list[Token] = []
    for token in run:
        named = any(before.kind == "good" for before in chunk)
        if named and (token.kind == "want" or token.text == "不要"):
            yield chunk
            chunk = []
        if token.kind in {"space", "soft"}:
            if chunk:
                yield chunk
            chunk = []
        else:
            chunk.append(token)
    if chunk:
        yield chunk


def _operated(run: Sequence[Token], letters: str, sign: str) -> list[Step]:
    at = letters.index(sign)
    operation = run[at].kind
    rest = [token for token in run if token.kind not in OPERATIONS]
    before, after = (
        letters[:at].replace(" ", ""),
        letters[at + 1 :].replace(" ", "").replace(sign, ""),
    )
    if operation in {"set", "swap"} and "G" in before and "G" in after:
        return _swapped(run, at)
    if operation in {"set", "to", "swap"} and before == "GA" and after == "A":
        operation = "to" if operation == "swap" else operation  # 鸡蛋2板换1板
        rest = [token for n, token in enumerate(run) if n > at or token.kind != "amount"]
        rest = [token for token in rest if token.kind not in OPERATIONS]
    elif operation == "swap" and before:
        raise Unclear
    if operation == "set" and "G" in before:  # 土豆改3斤 says nothing of the others
        operation = "to"
    if run[at].text in _STILL and before == "G":
        operation = "still"
    if operation == "drop" and before and after and run[at].text[0] not in _TAKEN_BACK:
        raise Unclear
    if operation == "keep" and re.fullmatch("G{2,}", before) and not after:
        goods = [token for token in rest if token.kind == "good"]
        return [Step(good, operation="keep") for good in goods]
    steps = _plain(rest, "".join(map(_letter, rest)), wanted=True)
    if operation == "drop" and not steps:
        return [Step(None, operation="drop")]
    return [
        Step(s.good, s.amounts, s.packs, _less_or_drop(operation, s), s.each, s.wanted)
        for s in steps
    ]


def _less_or_drop(operation: str, step: Step) -> str:
    if operation == "swap":  # 豆腐不要了 换|土豆2斤
        return "come"
    return "less" if operation == "drop" and step.amounts else operation


def _swapped(run: Sequence[Token], at: int) -> list[Step]:
    """``番茄换成土豆2斤``, ``A改B``: one good goes, another comes."""
    gone = _plain(run[:at], "".join(map(_letter, run[:at])), wanted=True)
    come = _plain(run[at + 1 :], "".join(map(_letter, run[at + 1 :])), wanted=True)
    if len(gone) != 1 or len(come) != 1 or not gone[0].good:
        raise Unclear
    if not come[0].amounts and gone[0].amounts:
        raise Unclear
    left, right = gone[0], come[0]
    if right.good and left.good and left.good.skus == right.good.skus:
        return [Step(right.good, right.amounts, right.packs, "set")]
    return [
        Step(left.good, left.amounts, left.packs, "swap"),
        Step(right.good, right.amounts, right.packs, "come" if right.amounts else "instead"),
    ]


def _plain(run: Sequence[Token], letters: str, *, wanted: bool) -> list[Step]:
    tokens = [token for token in run if token.kind in LETTERS]
    solid = letters.replace(" ", "")
    if not solid:
        return []
    if "E" in solid:
        return _shared(tokens, letters.split(), wanted=wanted)
    if re.fullmatch(r"P*A{1,2}P*", solid) or (solid == "AGA" and _says_twice(tokens)):
        return [_step(tokens, wanted=wanted)]
    words = letters.split()
    alone = all(token.amount.value == 1 for token in tokens if token.amount)  # 豆腐 鲫鱼1条: one
    by_chunk = all(map(_BY_CHUNK.fullmatch, words)) and (alone or _numbered_first(words))
    if not (by_chunk or _AFTER.fullmatch(solid) or _BEFORE.fullmatch(solid)):
        raise Unclear
    return [_step(part, wanted=wanted) for part in _parts(tokens, words if by_chunk else [solid])]


def _says_twice(tokens: Sequence[Token]) -> bool:
    """``一份A1``: how many of one good, before it and behind it."""
    first, second = (token.amount for token in tokens if token.kind == "amount")
    return bool(first and second and first.value == second.value and not second.unit)


def _numbered_first(words: Sequence[str]) -> bool:
    """Goods without a number stand alone, or behind those that have one."""
    bare = [("A" not in word) for word in words]
    return bare == sorted(bare)


def _parts(tokens: Sequence[Token], words: Sequence[str]) -> Iterator[Sequence[Token]]:
    at = 0
    for word in words:
        after = "PGA{1,2}" if _SIZED.fullmatch(word) else "P*GP*A{0,2}P*"
        pattern = re.compile("A{1,2}P?GP*" if word[0] == "A" else after)
        begin = 0
        while begin < len(word):
            found = pattern.match(word, begin)
            if found is None:
                raise Unclear
            yield tokens[at + begin : at + found.end()]
            begin = found.end()
        at += len(word)


def _step(tokens: Sequence[Token], *, wanted: bool = False, each: bool = False) -> Step:
    return Step(
        good=next((token for token in tokens if token.kind == "good"), None),
        amounts=tuple(token.amount for token in tokens if token.amount),
        packs=tuple(token.text for token in tokens if token.kind == "pack"),
        wanted=wanted,
        each=each,
    )


def _shared(tokens: Sequence[Token], words: Sequence[str], *, wanted: bool) -> list[Step]:
    """``醋酱油各一瓶 盐2袋``: goods that share an amount, beside words that have their own."""
    if len(words) > 1 and all(_EACH.fullmatch(word) for word in words):  # 白菜各5斤 土豆各5斤
        at = [sum(map(len, words[:n])) for n in range(len(words) + 1)]
        parts = zip(at, at[1:], words, strict=False)
        return [step for a, b, word in parts for step in _distributed(tokens[a:b], word)]
    begin = next(n for n, word in enumerate(words) if "E" in word)
    end = begin + 1
    while begin and re.fullmatch(r"(?:GP*)+", words[begin - 1]):
        begin -= 1
    while end < len(words) and not _SHARED.fullmatch("".join(words[begin:end])):
        end += 1
    sides = [*words[:begin], *words[end:]]
    if not all(_OWN.fullmatch(word) for word in sides[:-1]):
        raise Unclear
    if sides and not _OWN.fullmatch(sides[-1]) and (end == len(words) or sides[-1] != "G"):
        raise Unclear
    first, last = len("".join(words[:begin])), len("".join(words[:end]))
    return [
        *(_step(part, wanted=wanted) for part in _parts(tokens[:first], words[:begin])),
        *_distributed(tokens[first:last], "".join(words[begin:end])),
        *(_step(part, wanted=wanted) for part in _parts(tokens[last:], words[end:])),
    ]


def _distributed(tokens: Sequence[Token], solid: str) -> list[Step]:
    """``主食包、蔬菜包各一份``; ``各1`` alone speaks of what came before it."""
    if not _SHARED.fullmatch(solid):
        raise Unclear
    amount = next(token for token in tokens if token.kind == "amount")
    goods = [token for token in tokens if token.kind == "good"]
    return [_step([good, amount], each=True) for good in goods] or [_step([amount], each=True)]
