"""Who orders, in brackets behind a door in brackets: ``[3][301][小周]``, ``[3-301](7仔)1×2``."""

import re
from collections.abc import Callable, Iterable

from baogong.readers.chains.smoothing import ORDERS, smoothed
from baogong.readers.chains.tokens import Token

_SLOT = re.compile(r"\s?[\[【]([^\]】*]{0,24})[\]】]")
_ROUND = re.compile(r"\s?\(([\u4e00-\u9fffA-Za-z\d]{1,6})\)(?=\s?[\d\u4e00-\u9fffA-Z])")
_ROOM = re.compile(r"\d{3,4}")  # [9][801][802], of two homes
_TWICE = re.compile(r"(.)\1")


def name_in_brackets(
    text: str, at: int, tokens: Callable[[str], Iterable[Token]]
) -> tuple[str, int]:
    """The name in the brackets that begin here, and where they end; "" for none."""
    if (slot := _SLOT.match(text, at)) and _is_name(slot[1], tokens):
        return slot[1], slot.end()
    if (slot := _ROUND.match(text, at)) and _is_nickname(slot[1], tokens):
        return slot[1], slot.end()
    return "", at


def _is_name(slot: str, tokens: Callable[[str], Iterable[Token]]) -> bool:
    """Whether what a third pair of brackets holds is a nickname, not an order or its end."""
    told = list(tokens(slot))
    if _ROOM.fullmatch(slot) or any(t.kind in ORDERS for t in smoothed(told)):
        return False
    bare = "".join(token.text for token in told if token.kind != "phone")
    has_good = any(token.kind == "good" for token in tokens(bare))
    return not (has_good and re.search(r"[\d一二两三]", bare))


def _is_nickname(slot: str, tokens: Callable[[str], Iterable[Token]]) -> bool:
    """As ``_is_name``, of round brackets, which mostly hold what is ordered."""
    kinds = {token.kind for token in tokens(slot)}
    return bool(_TWICE.fullmatch(slot)) or ("other" in kinds and kinds <= {"other", "amount"})
