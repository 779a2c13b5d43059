"""Cells in which people write as in a chain: what they want in their own words, and wishes."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from baogong.readers import chains
from baogong.readers.addresses import Door, DoorTable
from baogong.readers.addresses.spelling import plain
from baogong.readers.chains.amounts import pack_of
from baogong.readers.chains.doors import DoorFinder
from baogong.readers.chains.goods import Menu
from baogong.readers.chains.lexer import Lexer
from baogong.readers.chains.orders import Book
from baogong.readers.chains.text import folded
from baogong.readers.chains.tokens import GAPS
from baogong.readers.chains.wishes import Entry, EntryReader
from baogong.readers.exports.goods import Good
from baogong.values.quantity import plain as in_digits

# The door that a row is of, whatever it is, and another one; nobody writes them.
_HERE, _THERE = Door("ZQ71-9909", "ZQ71", "1", "9909"), Door("ZQ72-9908", "ZQ72", "1", "9908")
_OF_WISHES = GAPS | {"pref", "good", "filler", "sep"}
_OF_GOODS = _OF_WISHES | {"door", "amount", "pack", "each", "want", "total", "symbol"}
_NUMBER = re.compile("[\\d一二两三四五六七八九十半]")
_DIGIT = re.compile(r"\d")

Goods = tuple[tuple[str, Decimal], ...]  # sku and quantity in the good's own unit


class InWords:
    """Reads a cell as a chain's reader reads an entry; what a clerk would ask about is nothing."""

    def __init__(self, goods: Iterable[Good]) -> None:
        self._by_sku = {good.sku: good for good in goods}
        table = chains.GoodsTable(map(_as_in_chains, self._by_sku.values()))
        self._reader = EntryReader(Lexer(DoorFinder(DoorTable([_HERE, _THERE])), table))
        self._book = Book(table)

    def listed(self, cell: str) -> list[tuple[str, str]]:
        """Name and amount of each good that a cell with a number asks for; empty where it is not
        clear."""
        if not _NUMBER.search(cell):
            return []
        wanted = self._goods_of(self._read(cell))
        return [
            (self._by_sku[sku].name, f"{in_digits(quantity)}{self._by_sku[sku].unit}")
            for sku, quantity in wanted
        ]

    def is_wish(self, remark: str, ordered: Sequence[tuple[str, Decimal]]) -> bool:
        """Whether a remark beside these goods (sku and quantity) says how they should be, and
        nothing else."""
        if _DIGIT.search(remark) or any(sku not in self._by_sku for sku, _ in ordered):
            return False
        told = " ".join(
            f"{self._by_sku[sku].name}{in_digits(quantity)}{self._by_sku[sku].unit}"
            for sku, quantity in ordered
        )
        before, both = self._read(told), self._read(f"{told}，{remark}")
        added = {token.kind for token in both.tokens[len(before.tokens) :]}
        wanted = self._goods_of(before)
        only_wishes = "pref" in added and added <= _OF_WISHES
        return only_wishes and bool(wanted) and self._goods_of(both) == wanted

    def _read(self, cell: str) -> Entry:
        return self._reader.read(f"{_HERE.code} {folded(cell)}")

    def _goods_of(self, entry: Entry) -> Goods:
        outcome = self._book.decide(entry, menu=Menu())
        for_others = any(token.text.startswith("也") for token in entry.tokens)
        if (
            for_others
            or not entry.kinds <= _OF_GOODS
            or outcome.reasons
            or outcome.kind != "order"
            or len(outcome.orders) != 1
        ):
            return ()
        return tuple((item.sku, item.quantity) for item in outcome.orders[0].items)


def _as_in_chains(good: Good) -> chains.Good:
    return chains.Good(
        sku=good.sku,
        name=plain(good.name),
        unit=good.unit,
        aliases=tuple(map(plain, good.aliases)),
        price_fen=good.price_fen,
        by_weight=good.by_weight,
        pack=pack_of(plain(good.pack)),
    )
