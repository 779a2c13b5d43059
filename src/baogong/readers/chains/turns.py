"""What somebody does not want any more, and what instead or still, said at length.

``土豆不要两斤了，要四斤`` is ``土豆改成四斤``; in ``油取消 米要的`` the rice stays as it is.
"""

from collections.abc import Iterator, Sequence

from baogong.readers.chains.binding import OPERATIONS
from baogong.readers.chains.tokens import GAPS, Token

_BETWEEN = GAPS | {"filler"}
_STAYS = frozenset({"保留", "留"})
_REFUSED = frozenset({"不要", "不要了", "不用", "不需要"})


def with_turns(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with amounts that are refused for others as changes, and goods kept as kept."""
    kinds = {token.kind for token in tokens}
    if kinds & OPERATIONS.keys():
        tokens = list(_taken_hold_of(tokens))
    if "drop" not in kinds:
        return list(tokens)
    return _left_alone(_with_kept(_with_others(tokens)))


def _taken_hold_of(tokens: Sequence[Token]) -> Iterator[Token]:
    """``把鸡蛋改成3板``, ``取消取消``: 把 ahead of a good, and what is said twice, say nothing."""
    for before, token, after in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        if token.text in {"把", "将"} and after and after.kind == "good":
            yield token.as_kind("filler")
        elif not (
            before and token.kind == before.kind == "drop" and _says_again(before.text, token.text)
        ):
            yield token


def _says_again(before: str, word: str) -> bool:
    """``退了不要了``; but ``不要取消`` is no cancel."""
    return word[:2] == before[:2] or (word.startswith("不要") and not before.startswith("不"))


def _left_alone(tokens: Sequence[Token]) -> list[Token]:
    """``鸡蛋取消，土豆保留``, ``保留土豆，鸡蛋不要了``: without an amount a good stays."""
    done = list(tokens)
    told = [n for n, token in enumerate(done) if token.kind not in {"space", "filler"}]
    for at, n in enumerate(told):
        if done[n].kind != "to" or done[n].text not in _STAYS:
            continue
        around = [done[m] for m in (*told[max(at - 1, 0) : at], *told[at + 1 : at + 3])]
        kinds = [token.kind for token in around]
        if kinds[:1] == ["good"] and "amount" not in kinds[1:2] and "good" not in kinds[1:2]:
            done[n] = done[n].as_kind("keep")
        elif at + 1 < len(told) and done[told[at + 1]].kind == "good" and kinds[-1] != "amount":
            good = told[at + 1]
            done[n], done[good] = done[good], done[n].as_kind("keep")
    return done


def _with_others(tokens: Sequence[Token]) -> list[Token]:
    done = list(tokens)
    told = [n for n, token in enumerate(done) if token.kind not in _BETWEEN]
    for position in range(len(told) - 4):
        good, drop, old, want, new = (done[n] for n in told[position : position + 5])
        kinds = [token.kind for token in (good, drop, old, want, new)]
        after = done[told[position + 5]].kind if position + 5 < len(told) else ""
        refused = kinds == ["good", "drop", "amount", "want", "amount"] and drop.text in _REFUSED
        same = old.amount and new.amount and old.amount.unit == new.amount.unit
        if refused and same and after != "good":
            first, last = told[position], told[position + 4]
            return [*done[: first + 1], Token("set", "改成"), *done[last:]]
    return done


def _with_kept(tokens: Sequence[Token]) -> list[Token]:
    """A good beside a cancel that is only wanted, with no amount, stays as it is."""
    done = list(tokens)
    kinds = ["", *(token.kind for token in tokens), "", ""]
    for n, token in enumerate(tokens):
        ends = kinds[n + 2] in {"", "sep", "space", "filler"} and kinds[n + 3] != "amount"
        if token.kind == "want" and token.text.endswith("要") and kinds[n] == "good" and ends:
            behind = next((k for k in kinds[n + 2 :] if k not in _BETWEEN), "")
            if behind not in {"amount", "good"} or kinds[n + 2] in {"sep", "filler"}:
                done[n] = Token("keep", token.text)
    return done
