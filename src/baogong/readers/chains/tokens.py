"""What an entry is made of: its tokens, and which of them only part the others."""

from decimal import Decimal
from typing import NamedTuple

from baogong.readers.chains.amounts import Amount
from baogong.readers.chains.doors import Said

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
