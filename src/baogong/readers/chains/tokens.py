"""What an entry is made of: its tokens, and which of them only part the others."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from baogong.readers.chains.amounts import Amount
from baogong.readers.chains.said import Said

OPENING = "([【{<《「"
GAP_OF = {
    " ": "space",
    **dict.fromkeys(",;。!，；！\n|.", "sep"),
    **dict.fromkeys("、+&/\\:~-—–_=\"'“”‘’…·^`@#%", "soft"),
    **dict.fromkeys(OPENING, "open"),
    **dict.fromkeys(")]】}>》」", "close"),
}
GAPS = frozenset({"space", "sep", "soft", "open", "close", "symbol"})


class Token(NamedTuple):
    """A named tuple, which is quick to make: a long chain has tens of thousands."""

    kind: str
    text: str
    amount: Amount | None = None
    skus: frozenset[str] = frozenset()
    said: Said | None = None
    money: Decimal | None = None
    is_code: bool = False

    def as_kind(self, kind: str) -> "Token":
        return self._replace(kind=kind)

    def meaning(self, skus: frozenset[str]) -> "Token":
        return self._replace(skus=skus)


def begins_with_door(tokens: Sequence[Token]) -> bool:
    """Whether the first of them is an address that some door has."""
    said = tokens[0].said if tokens and tokens[0].kind == "door" else None
    return bool(said and said.doors)


def lists_a_good(tokens: Sequence[Token], kinds: set[str]) -> bool:
    """Whether a line begins with a good or an amount of one: the next of the entry's list."""
    told = (token.kind for token in tokens if token.kind not in GAPS)
    return {*islice(told, 2)} == {"good", "amount"} and "notice" not in kinds


def first_kind(tokens: Sequence[Token]) -> str:
    """The kind of the first that is no gap; "" for none."""
    return next((token.kind for token in tokens if token.kind not in GAPS), "")


def kinds_of(tokens: Sequence[Token]) -> set[str]:
    """The kinds of all of them."""
    return {token.kind for token in tokens}
