"""What an order's rows want: goods of the list in whole numbers, or reasons why not."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from baogong.readers.exports.amounts import COUNTERS, BadQuantity, read_fen, read_quantity
from baogong.readers.exports.goods import Good, GoodsTable, fold, parted
from baogong.readers.exports.lines import Line
from baogong.readers.exports.lists import goods_in
from baogong.readers.exports.rows import Item, Reason

_NONE = frozenset({"0", "-", "/", "无"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """One entry of a row. ``good``: that of the list; ``price``: fen of one, where it is told."""

    item: Item
    row: int
    good: Good | None = None
    price: int | None = None

    @property
    def names(self) -> set[str]:
        """Folded names by which a remark may call it."""
        known = (self.good.name, *self.good.aliases) if self.good else ()
        return {fold(name) for name in (self.item.name, *known)}


@dataclass(slots=True)
class Basket:
    wanted: list[Wanted] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)

    @property
    def items(self) -> tuple[Item, ...]:
        """A good that stands twice is summed."""
        sums: dict[tuple[str, str], Item] = {}
        for want in self.wanted:
            item = want.item
            key = (item.sku, "") if item.sku else (fold(item.name), fold(item.spec))
            before = sums.get(key)
            more = before.quantity if before else 0
            sums[key] = replace(before or item, quantity=item.quantity + more)
        return tuple(item for item in sums.values() if item.quantity)


def specs_by_name(lines: Iterable[Line]) -> Mapping[str, set[str]]:
    """Name of a good -> the specifications with which an export has it."""
    specs: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        if line.text("goods"):
            name, spec = parted(*line.goods)
            specs[fold(name)].add(fold(spec))
    return specs


class Shelf:
    """Reads rows' goods. ``specs``: those of the whole export, by name."""

    def __init__(self, goods: GoodsTable | None, specs: Mapping[str, set[str]]) -> None:
        self._goods, self._specs = goods, specs
        self.names = goods.names if goods else frozenset()

    def fill(self, lines: Sequence[Line]) -> Basket:
        basket = Basket()
        for line in lines:
            for name, why in line.faults.items():
                basket.reasons.append(Reason(why, line.row, name))
            for name, spec, quantity in self._entries(line, basket):
                self._add(basket, line, (name, spec), quantity)
        if not basket.wanted and not basket.reasons:
            basket.reasons.append(Reason("no_goods", lines[0].row, "goods"))
        return basket

    def _entries(self, line: Line, basket: Basket) -> Iterator[tuple[str, str, str]]:
        """Name, specification and quantity of each good in a row."""
        if line.counts:
            for heading, count in line.counts:
                if count not in _NONE:
                    yield *parted(heading.removesuffix("数量"), ""), count
            return
        cell, quantity = line.text("goods"), line.text("quantity")
        listed = [] if self._known(*parted(*line.goods)) else goods_in(cell)
        if not listed or (
            quantity and len(listed) == 1 and not self._known(*parted(listed[0][0], ""))
        ):
            if cell or quantity:
                yield *parted(cell, line.text("spec")), quantity
            return
        total = quantity or line.text("total_quantity")
        if total and total != str(sum(int(count) for _, count in listed)):
            basket.reasons.append(Reason("quantities_differ", line.row, "quantity", total))
        for name, count in listed:
            yield *parted(name, ""), count

    def _known(self, name: str, spec: str) -> bool:
        return bool(self._goods and self._goods.find(name, spec))

    def _add(self, basket: Basket, line: Line, told: tuple[str, str], quantity: str) -> None:
        name, spec = told
        if not name:
            basket.reasons.append(Reason("no_goods", line.row, "goods", quantity))
            return
        try:
            count, unit = read_quantity(quantity)
        except BadQuantity as bad:
            basket.reasons.append(Reason(bad.why, line.row, "quantity", quantity))
            return
        good = None
        if self._goods is not None:
            found = self._goods.find(name, spec)
            if len(found) != 1 or self._is_one_of_several(found[0], told):
                why = "ambiguous_good" if found else "unknown_good"
                basket.reasons.append(Reason(why, line.row, "goods", f"{name} {spec}".strip()))
                return
            good = found[0]
            if unit not in COUNTERS | {good.unit}:
                basket.reasons.append(Reason("other_unit", line.row, "quantity", quantity))
        item = Item(name, spec, count, good.sku if good else "")
        basket.wanted.append(Wanted(item, line.row, good, read_fen(line.text("price"))))

    def _is_one_of_several(self, good: Good, told: tuple[str, str]) -> bool:
        """Whether the export parts this name by specification, and this is not the good's."""
        if self._goods is None or self._goods.find(told[0]) != [good]:
            return False
        name, spec = map(fold, told)
        others = self._specs.get(name, set()) - {spec}
        return (
            bool(others)
            and fold(good.pack) != spec
            and not fold(good.pack).startswith(spec or "?")
        )


def line_total(want: Wanted) -> int | None:
    return None if want.price is None else want.price * want.item.quantity


def totals(wanted: Sequence[Wanted]) -> int | None:
    """The sum of an order by its rows' own prices; None where one has none."""
    each = [line_total(want) for want in wanted]
    return None if None in each or not each else sum(total or 0 for total in each)
