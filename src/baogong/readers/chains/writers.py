"""Whose household wrote an entry: its own door, or one that orders for another."""

from collections.abc import Sequence

from baogong.readers.chains.grouping import different
from baogong.readers.chains.neighbours import helping
from baogong.readers.chains.said import Said
from baogong.readers.chains.tokens import GAPS, Token, kinds_of

_BETWEEN = GAPS | {"where"}  # 帮楼上401


def writer_of(tokens: Sequence[Token], doors: Sequence[Said]) -> str:
    """The code of the door; "" where the entry does not tell it for certain.

    That is one that only orders for another (``5-302小王代接``), or else the first door that
    nobody orders for, where it is the only one, orders for those behind it or says that it is
    meant itself: ``帮302带鸡蛋1板，自己3-301 2板``. The first of a collected list wrote nothing:
    ``3号楼：301鸡蛋1板，302牛奶1箱``. ``doors``: as ``tokens`` name them, each once, with what the
    entry says of them elsewhere.
    """
    helpers = [t.said for n, t in enumerate(tokens) if t.kind == "comment" and _orders(tokens, n)]
    named = [t.said for t in tokens if t.kind == "door"]
    own = [
        t.said
        for n, t in enumerate(tokens)
        if t.kind == "door" and not _is_for(tokens, n) and (len(doors) < 2 or _speaks(tokens, n))
    ]
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
    return _ahead(tokens, at) == "for"


def _speaks(tokens: Sequence[Token], at: int) -> bool:
    """Whether it orders for a door behind it, or is the writer's ``自己``."""
    return _ahead(tokens, at) == "own" or "for" in kinds_of(tokens[at:])


def _ahead(tokens: Sequence[Token], at: int) -> str:
    """The kind of what stands ahead of it; "" for nothing."""
    before = (token.kind for token in reversed(tokens[:at]) if token.kind not in _BETWEEN)
    return next(before, "")
