"""Whose household wrote an entry: its own door, or one that orders for another."""

from collections.abc import Sequence

from baogong.readers.chains.grouping import different
from baogong.readers.chains.neighbours import helping
from baogong.readers.chains.said import Said
from baogong.readers.chains.tokens import GAPS, Token

_BETWEEN = GAPS | {"where"}  # 帮楼上401


def writer_of(tokens: Sequence[Token], doors: Sequence[Said]) -> str:
    """The code of the door; "" where the entry does not tell it for certain.

    That is one that only orders for another (``5-302小王代接``), or else the first door that
    nobody orders for: ``帮302带鸡蛋1板，自己3-301 2板``. ``doors``: as ``tokens`` name them, each
    once, with what the entry says of them elsewhere.
    """
    helpers = [t.said for n, t in enumerate(tokens) if t.kind == "comment" and _orders(tokens, n)]
    named = [t.said for t in tokens if t.kind == "door"]
    own = [t.said for n, t in enumerate(tokens) if t.kind == "door" and not _is_for(tokens, n)]
    said = next(filter(None, (*helpers, *own)), None)
    if said and said in named:
        once = different(each for each in named if each)
        said = doors[[each.doors or each.text for each in once].index(said.doors or said.text)]
    return said.door.code if said and said.door else ""


def _orders(tokens: Sequence[Token], at: int) -> bool:
    """Whether it orders for another door, and does not only pay for it."""
    found = helping(tokens, at)
    return found is not None and "付" not in found[0]


def _is_for(tokens: Sequence[Token], at: int) -> bool:
    """Whether somebody orders for it."""
    before = (token.kind for token in reversed(tokens[:at]) if token.kind not in _BETWEEN)
    return next(before, "") == "for"
