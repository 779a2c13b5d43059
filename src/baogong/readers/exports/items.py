"""What an order's rows want: goods of the list in whole numbers, or reasons why not."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from baogong.readers.exports.amounts import (
    COUNTERS,
    MOST,
    NONE,
    PIECES,
    BadQuantity,
    read_fen,
    read_quantity,
)
from baogong.readers.exports.cells import goods_cell, price_of_one, weighed
from baogong.readers.exports.goods import Good, GoodsTable, asked_in, bare, fold, parted, price_in
from baogong.readers.exports.inwords import InWords
from baogong.readers.exports.lines import Line
from baogong.readers.exports.lists import (
    goods_in,
    labelled_in,
    many,
    sized_in,
    told_sum,
)
from baogong.readers.exports.rows import Item, Reason
from baogong.readers.exports.ticked import ticked_in

_SUMS = ("amount", "subtotal", "paid")
_SIZE = re.compile("[kK]?[gG克]$|公斤$|[mM]?[lL升]$")
_ELSE = re.compile("其[它他].*")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One entry of a row. ``good``: that of the list; ``each``: how many
    of its units one of the export's holds. ``price``: fen of one, where it is told. ``guessed``:
    by the end of its name alone, so that the order's sum has to confirm it."""

    item: Item
    row: int
    good: Good | None = None
    each: Decimal = Decimal(1)
    price: int | None = None
    guessed: bool = False

    @property
    def cost_each(self) -> Decimal | None:
        """Fen of one, at the list's price where none is told."""
        if self.price is not None:
            return Decimal(self.price)
        return self.good.price_fen * self.each if self.good and self.good.price_fen else None

    @property
    def cost(self) -> Decimal | None:
        """Fen of all of it."""
        return None if self.cost_each is None else self.cost_each * self.item.quantity

    @property
    def names(self) -> set[str]:
        """Folded names by which a remark may call it."""
        known = (self.good.name, *self.good.aliases) if self.good else ()
        return {fold(name) for name in (self.item.name, *known)}


@dataclass(slots=True)
class Basket:
    """``returned``: some of it came back in rows of their own, and is not wanted any more."""

    wanted: list[Wanted] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    returned: bool = False

    @property
    def items(self) -> tuple[Item, ...]:
        """A good that stands twice is summed."""
        sums: dict[tuple[str, str], Item] = {}
        for want in self.wanted:
            item = want.item
            key = (item.sku, "") if item.sku else (fold(item.name), fold(item.spec))
            before = sums.get(key)
            more = before.quantity if before else Decimal(0)
            sums[key] = replace(before or item, quantity=item.quantity * want.each + more)
        return tuple(item for item in sums.values() if item.quantity)


def specs_by_name(lines: Iterable[Line]) -> Mapping[str, set[str]]:
    """Name of a good -> the specifications with which an export has it."""
    specs: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        cell = goods_cell(line)
        listed = [labelled[:2] for labelled in labelled_in(cell)]
        listed += [] if listed else [(name, "") for name, _, _ in ticked_in(cell)]
        listed += [] if listed else [(name, "") for name, _ in goods_in(cell)]
        for told in listed or ([(cell, line.text("spec"))] if cell else []):
            name, spec = parted(*told)
            specs[fold(name)].add(fold(spec))
    return specs


class Shelf:
    """Reads rows' goods. ``specs``: those of the whole export, by name. ``counts_apart``: it has a
    column for quantities, so that goods without one are not simply one each."""

    def __init__(
        self, goods: GoodsTable | None, specs: Mapping[str, set[str]], *, counts_apart: bool
    ) -> None:
        self._goods, self._specs, self._counts_apart = goods, specs, counts_apart
        self.names = goods.names if goods else frozenset()
        self.words = InWords(goods) if goods else None

    def fill(self, lines: Sequence[Line]) -> Basket:
        basket = Basket()
        for line in lines:
            for name, why in line.faults.items():
                basket.reasons.append(Reason(why, line.row, name))
            for name, spec, quantity, price in self._entries(line, basket):
                self._add(basket, line, (name, spec), quantity, read_fen(price))
        self._confirm(basket, lines)
        if not (basket.wanted or basket.reasons or basket.returned):
            basket.reasons.append(Reason("no_goods", lines[0].row, "goods"))
        return basket

    def _confirm(self, basket: Basket, lines: Sequence[Line]) -> None:
        """Keep goods that were guessed if the list's prices come to what the order says."""
        if not any(want.guessed for want in basket.wanted):
            return
        costs = total([want.cost for want in basket.wanted])
        stated = {
            read_fen(text) for name in _SUMS for line in lines for text in line.said.get(name, ())
        }
        if costs is not None and not basket.reasons and costs in stated:
            return
        guessed = [want for want in basket.wanted if want.guessed]
        basket.wanted = [want for want in basket.wanted if not want.guessed]
        basket.reasons += [
            Reason("unknown_good", w.row, "goods", f"{w.item.name} {w.item.spec}".strip())
            for w in guessed
        ]

    def _entries(self, line: Line, basket: Basket) -> Iterator[tuple[str, str, str, str]]:
        """Name, specification, quantity and price of one ("" if it is not told) of each good."""
        yield from self._of_more(line)
        if line.counts:
            for heading, count in line.counts:
                if count not in NONE:
                    yield *asked_in(heading), count, price_in(heading)
            return
        cell, quantity = goods_cell(line), weighed(line)
        if labelled := labelled_in(cell):
            yield from labelled
            return
        if not quantity and (ticked := ticked_in(cell)):
            yield from self._of_ticked(ticked)
            return
        told = many(quantity or line.text("total_quantity"))
        listed = self._listed(cell, quantity=quantity) or sized_in(cell, told)
        listed = listed or self._as_paid(line, cell)
        if not listed or (
            len(listed) == 1
            and quantity
            and many(listed[0][1]) != many(quantity)
            and not self._known(*parted(listed[0][0], ""))
        ):
            yield from self._of_one(line, cell, quantity)
            return
        total = quantity or line.text("total_quantity")
        counted = sum(many(count) for _, count in listed)
        if (total and many(total) != counted) or told_sum(cell) not in {0, counted, len(listed)}:
            basket.reasons.append(Reason("quantities_differ", line.row, "quantity", total or cell))
        for name, count in listed:
            yield *parted(name, ""), count or self._unsaid(name), ""

    def _as_paid(self, line: Line, cell: str) -> list[tuple[str, str]]:
        """Goods with numbers behind sizes that come to just what the row says they cost."""
        entries = sized_in(cell, None)
        costs: list[Decimal | None] = []
        for name, count in entries:
            found = self._goods.find(*parted(name, "")) if self._goods else []
            each = found[0].units_in_one(*parted(name, "")) if len(found) == 1 else None
            price = found[0].price_fen if each else None
            costs.append(price * each * Decimal(count) if price and each else None)
        stated = {read_fen(text) for name in _SUMS for text in line.said.get(name, ())}
        return entries if entries and total(costs) in stated - {None} else []

    def _of_one(self, line: Line, cell: str, quantity: str) -> Iterator[tuple[str, str, str, str]]:
        """A cell that is no list of known goods: one of them, or what somebody wrote in words."""
        told = "" if quantity or line.text("spec") else cell
        if told and (said := self._in_words(told)):
            yield from ((name, "", count, "") for name, count in said)
        elif cell or quantity:
            count = quantity or self._unsaid_in(line)
            yield *parted(cell, line.text("spec")), count, price_of_one(line)

    def _unsaid(self, name: str, price: str = "") -> str:
        """How many are wanted of a good without a number: one, if it is counted."""
        if self._goods is None or self._counts_apart:
            return ""
        found = self._goods.find(*parted(name, ""))
        if price and not found:
            found = self._goods.described(name, "", read_fen(price))
        return "1" if len(found) == 1 and not found[0].by_weight else ""

    def _unsaid_in(self, line: Line) -> str:
        """How many are wanted of the only good of a row, in which no cell holds a number."""
        is_sized = re.search(r"\d", goods_cell(line) + line.text("spec"))
        if is_sized or line.text("total_quantity") not in {"", "1"}:
            return ""
        return self._unsaid(goods_cell(line))

    def _of_ticked(
        self, ticked: Sequence[tuple[str, str, str]]
    ) -> Iterator[tuple[str, str, str, str]]:
        """The choices of a form; what is written beside its last one, 其他, is a list."""
        for name, written, price in ticked:
            if _ELSE.fullmatch(name) and written:
                yield from self._of_list(written)
            else:
                yield *parted(name, ""), written or self._unsaid(name, price), price

    def _of_more(self, line: Line) -> Iterator[tuple[str, str, str, str]]:
        """What stands in a column for goods that have none of their own."""
        for cell in line.said.get("more_goods", ()) if "more_goods" in line.own else ():
            if cell not in NONE:
                ticked = ticked_in(cell)
                yield from self._of_ticked(ticked) if ticked else self._of_list(cell)

    def _of_list(self, cell: str) -> Iterator[tuple[str, str, str, str]]:
        for name, count in self._listed(cell, quantity="") or self._in_words(cell) or [(cell, "")]:
            yield *parted(name, ""), count or self._unsaid(name), ""

    def _listed(self, cell: str, *, quantity: str) -> list[tuple[str, str]]:
        """The goods of a cell that lists them; in words where each of them is known. One good with
        a number in a column of its own may be none: ``鸡蛋30枚`` is a pack, ``洗衣液2kg`` a size.
        """
        if self._goods and (self._goods.has(cell) or self._is_a_set(cell)):
            return []
        words = goods_in(cell, in_words=True)
        counted = {many(count) for _, count in words if not _SIZE.search(count)}
        is_list = len(words) > 1 or not quantity or many(quantity) in counted
        if words and is_list and all(self._known(*parted(name, "")) for name, _ in words):
            return words
        return goods_in(cell)

    def _in_words(self, cell: str) -> list[tuple[str, str]]:
        """As ``_listed``, in whatever words people have for goods and amounts."""
        if self.words is None or self._known(*parted(cell, "")):
            return []
        return self.words.listed(cell)

    def _is_a_set(self, cell: str) -> bool:
        """``【鲜肉包】五花2斤+排骨1斤``: one good with what is in it, and no list."""
        name, spec = parted(cell, "")
        found = self._goods.find(name, spec) if self._goods and "+" in cell else []
        return len(found) == 1 and found[0].units_in_one(name, spec) is not None

    def _known(self, name: str, spec: str) -> bool:
        return bool(self._goods and self._goods.find(name, spec))

    def _add(
        self,
        basket: Basket,
        line: Line,
        told: tuple[str, str],
        quantity: str,
        price: int | None,
    ) -> None:
        name, spec = told
        if not name:
            basket.reasons.append(Reason("no_goods", line.row, "goods", quantity))
            return
        found = self._goods.find(name, spec) if self._goods else []
        described = [] if found or not self._goods else self._goods.described(name, spec, price)
        by_piece = [good.unit for good in found or described] == ["枚"]
        try:
            count, unit = read_quantity(quantity, most=None if by_piece else MOST)
        except BadQuantity as bad:
            if bad.why != "not_positive" or not self._takes_back(basket, told, quantity):
                is_known = bool(self._goods is None or found or price)
                basket.reasons.append(_uncounted(line, name, quantity, bad.why, is_known=is_known))
            return
        good, each, guessed = None, Decimal(1), False
        if self._goods is not None:
            if described:
                found, guessed = described, price is None
                name, spec = bare(name, spec)
            if len(found) != 1 or self._is_one_of_several(found[0], told):
                why = "ambiguous_good" if found else "unknown_good"
                basket.reasons.append(Reason(why, line.row, "goods", f"{name} {spec}".strip()))
                return
            good = found[0]
            each = _each_of(good, name, spec, count, price)
            if not each:
                basket.reasons.append(Reason("unknown_good", line.row, "goods", f"{name} {spec}"))
            count, each, why = _in_own_units(good, count, unit, each)
            if why:
                basket.reasons.append(Reason(why, line.row, "quantity", quantity))
        if count * each % 1 and not (good and good.by_weight):
            basket.reasons.append(Reason("not_whole", line.row, "quantity", quantity))
            return
        item = Item(name, spec, count, good.sku if good else "")
        basket.wanted.append(Wanted(item, line.row, good, each, price, guessed))

    def _takes_back(self, basket: Basket, told: tuple[str, str], quantity: str) -> bool:
        """Take so many of a good that the order had off it again; False where it had fewer."""
        back, words = many(quantity), tuple(map(fold, told))
        for n, want in enumerate(basket.wanted):
            same = words == (fold(want.item.name), fold(want.item.spec))
            if same and quantity.startswith("-") and 0 < back <= want.item.quantity:
                left = replace(want.item, quantity=want.item.quantity - back)
                basket.wanted[n : n + 1] = [replace(want, item=left)] if left.quantity else []
                basket.returned = True
                return True
        return False

    def _is_one_of_several(self, good: Good, told: tuple[str, str]) -> bool:
        """Whether the export parts this name by specification, and this is not the good's."""
        if self._goods is None or self._goods.find(told[0]) != [good] or good.is_sized(told[1]):
            return False
        name, spec = map(fold, told)
        others = self._specs.get(name, set()) - {spec}
        return (
            bool(others)
            and fold(good.pack) != spec
            and not fold(good.pack).startswith(spec or "?")
        )


def _uncounted(line: Line, name: str, quantity: str, why: str, *, is_known: bool) -> Reason:
    """Without a number there is first the question what it is."""
    if is_known or quantity:
        return Reason(why, line.row, "quantity", quantity)
    return Reason("unknown_good", line.row, "goods", name)


def _each_of(good: Good, name: str, spec: str, count: Decimal, price: int | None) -> Decimal:
    """How many of its units one of an export's is; 0 where that is not sure.

    ``大米5kg×2`` with a number of 2 is twice two, or two said twice, as its price tells.
    """
    found = good.units_in_one(name, spec) or good.units_in_one(*bare(name, spec)) or Decimal(0)
    twice = found == count > 1 and re.search(rf"[x×*]\s*{count}\s*[^\W\d]?$", name)
    if not twice:
        return found
    costs = {good.price_fen: Decimal(1), (good.price_fen or 0) * count: count}
    return costs.get(price, Decimal(0)) if price else Decimal(0)


def _in_own_units(
    good: Good, count: Decimal, unit: str, each: Decimal
) -> tuple[Decimal, Decimal, str]:
    """How many of an export's, how many of the good's units each of them is, and what is doubtful
    about the unit; "" for nothing."""
    unit = "枚" if unit == "个" and "枚" in good.pack else unit
    own = good.units_of(count, unit) if unit != good.unit else None
    if own:
        count, each = own, Decimal(1)
    if count >= MOST and unit in PIECES and good.unit != "枚":
        return count, each, "many"
    fits = unit in COUNTERS | {good.unit, good.name[-1]}  # 主食包 1包
    loose = good.by_weight and unit == "个" and each == 1
    return count, each, "" if own or (fits and not loose) else "other_unit"


def line_total(want: Wanted) -> Decimal | None:
    return None if want.price is None else want.price * want.item.quantity


def total(each: Sequence[Decimal | None]) -> Decimal | None:
    """The sum of what each costs; None for nothing, and where one of them is not known."""
    return None if None in each or not each else sum(filter(None, each), Decimal(0))
