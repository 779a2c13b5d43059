"""The orders of a chain as they grow, entry by entry, and what an entry does to them.

Only what is ready changes them. A door whose entry waits for a person is remembered, so that a
change of it waits too.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from baogong.readers.addresses import Door
from baogong.readers.chains.binding import Step
from baogong.readers.chains.goods import GoodsTable, Menu
from baogong.readers.chains.quantities import Portion, portion, sum_doubts
from baogong.readers.chains.result import DoorOrder, Item, Kind, Reason
from baogong.readers.chains.wishes import Entry, Wish

Quantities = dict[str, Decimal]
_AND = frozenset({"加", "加上", "再加", "再来", "再要", "另加", "外加", "还要"})
_LATE = re.compile("晚了|没接上|[刚才]看[到见]|错过|忘|漏|迟")
# With one of these nobody knows yet how many of anything.
_AMOUNTS = frozenset(
    {"vague_amount", "no_amount", "unclear_amount", "unit_unclear", "pack_unclear", "many"}
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an entry comes to: ready where there is no reason against it."""

    kind: Kind
    orders: tuple[DoorOrder, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(slots=True)
class Book:
    """Quantities by door. ``waiting``: doors that an entry for review speaks of."""

    goods: GoodsTable
    held: dict[str, Quantities] = field(default_factory=dict)
    waiting: dict[str, set[str]] = field(default_factory=dict)

    def decide(self, entry: Entry, *, menu: Menu) -> Outcome:
        """What the entry does to the orders so far; nothing is changed yet."""
        if entry.copied and not entry.reasons:
            return self._copied(entry, menu)
        kind = _kind(entry, self.held)
        reasons = list(entry.reasons)
        orders: list[DoorOrder] = []
        seen: list[tuple[Wish, list[Portion]]] = []
        portions: list[Portion] = []
        for wish in self._wanted(entry):
            read = self._portions(wish, menu)
            reasons += [r for r in read if isinstance(r, Reason)]
            clear = [p for p in read if isinstance(p, Portion)]
            portions += clear
            seen.append((wish, clear))
            if wish.door and not reasons:
                outcome = self._on_door(wish.door, clear, entry, whole=_is_whole_cancel(wish))
                reasons += outcome.reasons
                orders += outcome.orders
                kind = outcome.kind if kind == "order" else kind
        if not entry.wishes or not any(wish.steps for wish in entry.wishes):
            reasons += [] if reasons and not entry.wishes else [Reason("no_goods")]
        if kind == "order":
            reasons += sum_doubts(entry.tokens, portions, menu=menu)
        elif {"money", "sum", "total"} & entry.kinds and (
            any(p.quantity is None for p in portions)
            or sum_doubts(entry.tokens, portions, menu=menu)
        ):
            reasons.append(Reason("sum_differs"))
        if reasons:
            vague = not _AMOUNTS.isdisjoint(reason.code for reason in reasons)
            orders = [_seen(wish, [] if vague else clear) for wish, clear in seen]
        return Outcome(kind, tuple(orders), tuple(dict.fromkeys(reasons)))

    def take(self, outcome: Outcome) -> None:
        """Enter what is ready. Raises nothing: the outcome has been decided on these orders."""
        for order in outcome.orders:
            if outcome.kind == "cancel" and not order.items:
                self.held[order.door] = {}
                continue
            held = self.held.setdefault(order.door, {})
            for item in order.items:
                if outcome.kind == "order":
                    held[item.sku] = held.get(item.sku, Decimal(0)) + item.quantity
                else:
                    held[item.sku] = item.quantity
            self.held[order.door] = {sku: q for sku, q in held.items() if q}

    def holds(self, order: DoorOrder) -> bool:
        """Whether its door has just what it asked for: nothing has changed it since."""
        return self.held.get(order.door) == {item.sku: item.quantity for item in order.items}

    def wait(self, entry: Entry, *, menu: Menu) -> None:
        """Remember the doors and goods of an entry that waits."""
        skus = {sku for token in entry.tokens if token.kind == "good" for sku in token.skus}
        skus |= {menu.single} if menu.single and not skus else set()
        for said in entry.doors:
            if said.door:
                self.waiting.setdefault(said.door.code, set()).update(skus)

    def forgive(self, entry: Entry) -> None:
        """The doors of an entry no longer wait: it has been written anew."""
        for said in entry.doors:
            if said.door:
                self.waiting.pop(said.door.code, None)

    def _copied(self, entry: Entry, menu: Menu) -> Outcome:
        """The goods of another entry, for this one's door."""
        [said] = entry.doors
        code = said.door.code if said.door else ""
        if self.held.get(code) or code in self.waiting:
            return Outcome("order", reasons=(Reason("duplicate", code),))
        items: Quantities = {item.sku: item.quantity for item in entry.copied}
        for wish in entry.wishes:
            if _is_whole_cancel(wish):
                return Outcome("order", reasons=(Reason("reference_unclear"),))
            for step, p in zip(wish.steps, self._portions(wish, menu), strict=True):
                new = p if isinstance(p, Reason) else _beside(p, items, said="and" in entry.kinds)
                if isinstance(p, Reason) or isinstance(new, Reason) or step.good is None:
                    reason = new if isinstance(new, Reason) else Reason("reference_unclear")
                    return Outcome("order", reasons=(reason,))
                items[p.good.sku] = new
        items = {sku: quantity for sku, quantity in items.items() if quantity}
        portions = [Portion(self.goods[sku], quantity) for sku, quantity in items.items()]
        doubts = sum_doubts(entry.tokens, portions, menu=menu)
        return Outcome("order", (DoorOrder(code, items_of(items)),), tuple(doubts))

    def _wanted(self, entry: Entry) -> Iterator[Wish]:
        """The wishes, but not ``我自己不要`` of somebody who orders for another door only."""
        others = any(not _is_whole_cancel(wish) for wish in entry.wishes)
        for wish in entry.wishes:
            code = wish.door.code if wish.door else ""
            if not (others and _is_whole_cancel(wish) and self._has_nothing(code)):
                yield wish

    def _has_nothing(self, code: str) -> bool:
        return bool(code) and not self.held.get(code) and code not in self.waiting

    def _portions(self, wish: Wish, menu: Menu) -> list[Portion | Reason]:
        alone = menu.single
        held = self.held.get(wish.door.code, {}) if wish.door else {}
        if alone is None and len(held) == 1 and any(s.operation for s in wish.steps):
            alone = next(iter(held))
        return [
            portion(_of_held(step, held), goods=self.goods, menu=menu, alone=alone)
            for step in wish.steps
            if step.good or step.amounts or step.operation != "drop"
        ]

    def _on_door(
        self, door: Door, portions: Sequence[Portion], entry: Entry, *, whole: bool
    ) -> Outcome:
        held = self.held.get(door.code, {})
        portions = _absolute(portions, entry, held)
        operations = {p.operation for p in portions} - {""}
        joined = not held and operations == {"add"} and _joins(entry)
        if joined or not (operations or whole):
            return self._ordered(door, portions, held)
        if not held and _is_only_a_preference(portions, entry):
            kept = [p for p in portions if p.operation != "drop"]
            return self._ordered(door, kept, held)
        if not held or door.code in self.waiting:
            return Outcome("change", reasons=(Reason("no_order_to_change", door.code),))
        gone = {p.good.sku for p in portions if p.operation == "drop" and p.quantity is None}
        if whole and gone == held.keys() and len(portions) == len(gone):
            portions = []  # 鸡蛋不要了，取消
        if whole and not portions:
            return Outcome("cancel", (DoorOrder(door.code),))
        of_many = "that" in entry.kinds and any(held.get(p.good.sku, 0) > 1 for p in portions)
        if whole or of_many:
            return Outcome("change", reasons=(Reason("unclear_change", door.code),))
        return _changed(door, portions, held, rest_stays=entry.rest_stays)

    def _ordered(
        self, door: Door, portions: Sequence[Portion], held: Mapping[str, Decimal]
    ) -> Outcome:
        items: Quantities = {}
        for p in portions:
            if p.good.sku in items:
                return Outcome("order", reasons=(Reason("same_good_twice", p.good.name),))
            items[p.good.sku] = p.quantity or Decimal(1)
        again = items.keys() & (held.keys() | self.waiting.get(door.code, set()))
        if again:
            return Outcome(
                "order", reasons=(Reason("duplicate", door.code, tuple(sorted(again))),)
            )
        return Outcome("order", (DoorOrder(door.code, items_of(items)),))


def _of_held(step: Step, held: Container[str]) -> Step:
    """A step that takes from an order or keeps some of it, of a good that the order has: a mere 蛋
    of several is the one that was ordered."""
    good = step.good
    own = frozenset(sku for sku in good.skus if sku in held) if good else frozenset()
    if good is None or step.operation not in {"drop", "keep", "less"} or len(own) != 1:
        return step
    return replace(step, good=good.meaning(own))


def _beside(p: Portion, copied: Mapping[str, Decimal], *, said: bool) -> Decimal | Reason:
    """What ``跟302一样`` and this comes to: more of a good, another good, or one less.

    ``said``: the entry has a word for "and".
    """
    old = copied.get(p.good.sku)
    if p.operation == "drop" and old and p.quantity is None:
        return Decimal(0)
    if p.operation == "add" or (said and not p.operation and old is None):
        return (old or Decimal(0)) + (p.quantity or Decimal(1))
    return Reason("reference_unclear", p.good.name)


def items_of(quantities: Mapping[str, Decimal]) -> tuple[Item, ...]:
    return tuple(Item(sku, quantity) for sku, quantity in quantities.items())


def _seen(wish: Wish, portions: Sequence[Portion]) -> DoorOrder:
    """What is certain of a wish that is not: its door, else "", and plain amounts of goods."""
    items = [Item(p.good.sku, p.quantity) for p in portions if p.quantity and not p.operation]
    return DoorOrder(wish.door.code if wish.door else "", tuple(items))


def _kind(entry: Entry, held: Mapping[str, Quantities]) -> Kind:
    steps = [step for wish in entry.wishes for step in wish.steps]
    operations = {step.operation for step in steps} - {""}
    known = any(wish.door and held.get(wish.door.code) for wish in entry.wishes)
    if not operations:
        return "order"
    if operations == {"drop"} and all(step.operation for step in steps):
        return "cancel"
    if not known and (operations == {"drop"} or (operations == {"add"} and _joins(entry))):
        return "order"
    return "change"


def _joins(entry: Entry) -> bool:
    """``蔬菜包2加主食包1``: 加 between goods that are counted is no more than "and".

    Nor is ``补蔬菜包1`` of somebody who comes late: 补 fills in what the chain lacks.
    """
    if all(t.text[0] == "补" for t in entry.tokens if t.kind == "add"):
        return True
    if _asks_ahead_of_door(entry) or _asks_to_be_added(entry):
        return True
    kinds = [t.kind for t in entry.tokens if t.kind in {"good", "amount", "add"}]
    if "add" not in kinds[2:-1]:
        return False
    first = kinds[: kinds.index("add")]
    adds = [t.text for t in entry.tokens if t.kind == "add"]
    more = all(add in _AND or add[0] in "再另仲" for add in adds)
    return "good" in first and more and (first[0] == "good" or "amount" in first)


def _asks_ahead_of_door(entry: Entry) -> bool:
    """``麻烦给加上 3-301 鸡蛋1板``: who was late asks to be added to the list."""
    kinds = [t.kind for t in entry.tokens if t.kind in {"good", "amount", "add", "door"}]
    late = any(_LATE.search(t.text) for t in entry.tokens)
    return late and kinds[:2] == ["add", "door"] and kinds.count("add") == 1


def _asks_to_be_added(entry: Entry) -> bool:
    """``3-301 麻烦加一下 鸡蛋1板``: to the list, by somebody who is not on it."""
    told = [t for t in entry.tokens if t.kind in {"good", "amount", "add", "door"}]
    at = [n for n, token in enumerate(entry.tokens) if token.kind == "add"]
    behind = "".join(token.text for token in entry.tokens[at[0] + 1 : at[0] + 2]) if at else ""
    return [t.kind for t in told[:2]] == ["door", "add"] and len(at) == 1 and behind == "一下"


def _is_whole_cancel(wish: Wish) -> bool:
    return any(s.operation == "drop" and s.good is None and not s.amounts for s in wish.steps)


def _is_only_a_preference(portions: Sequence[Portion], entry: Entry) -> bool:
    """``不要鸡蛋 普通蔬菜包一份`` of somebody who has no order yet."""
    kinds = [token.kind for token in entry.tokens]
    at = kinds.index("drop") if "drop" in kinds else -1
    if at < 0 or entry.tokens[at].text != "不要" or "amount" in kinds[:at]:
        return False
    if "good" in kinds[:at] and kinds[at + 1 : at + 2] != ["good"]:
        return False  # 蔬菜包不要 肉类包1
    unwanted = {p.good.sku for p in portions if p.operation == "drop"}
    kept = {p.good.sku for p in portions if not p.operation}
    return len(unwanted) + len(kept) == len(portions) and bool(kept) and not unwanted & kept


def _absolute(
    portions: Sequence[Portion], entry: Entry, held: Mapping[str, Decimal]
) -> Sequence[Portion]:
    """``鸡蛋一板就够``, ``鸡蛋只要1板，其余照旧``: how much in all of what was ordered before.

    ``换成2板鸡蛋`` of somebody who has nothing but eggs is no other good either.
    """
    portions = _as_many(portions, held)
    if [p.operation for p in portions] == ["come"] and held.keys() == {portions[0].good.sku}:
        return [replace(portions[0], operation="set")]
    says = entry.kinds & {"enough", "rest"}
    if says:  # 取消A 只要B, of which two were ordered
        portions = [_kept(p) if p.unsaid and p.good.sku in held else p for p in portions]
    portions = [_still(p, portions, held) if p.operation == "still" else p for p in portions]
    plain = [p for p in portions if not p.operation]
    if not (says and plain and all(p.good.sku in held and p.quantity for p in plain)):
        return portions
    only = any(t.kind == "enough" and t.text.startswith("只") for t in entry.tokens)
    operation = "set" if only else "to"
    return [p if p.operation else replace(p, operation=operation) for p in portions]


def _as_many(portions: Sequence[Portion], held: Mapping[str, Decimal]) -> Sequence[Portion]:
    """``A改B`` of somebody who has one A means one B, where both are counted alike. Of more than
    one a person has to say how many of B."""
    if [p.operation for p in portions] != ["swap", "instead"]:
        return portions
    gone, come = portions
    alike = gone.good.unit == come.good.unit and come.good.sku not in held
    quantity = Decimal(1) if alike and held.get(gone.good.sku) == 1 else None
    return [gone, replace(come, operation="come", quantity=quantity)]


def _kept(p: Portion) -> Portion:
    return p if p.operation else replace(p, quantity=None, operation="keep")


def _still(p: Portion, beside: Sequence[Portion], held: Mapping[str, Decimal]) -> Portion:
    """``米不要了，油还要``: the oil as it is; ``油还要`` of somebody who has none: one."""
    old = held.get(p.good.sku)
    if p.quantity is None and old:
        return replace(p, operation="keep")
    kept = any(other.operation == "drop" for other in beside) and p.quantity == old
    unclear = kept or (p.quantity is None and p.good.by_weight)
    return replace(p, operation="to", quantity=None) if unclear else replace(p, operation="add")


def _changed(
    door: Door, portions: Sequence[Portion], held: Mapping[str, Decimal], *, rest_stays: bool
) -> Outcome:
    new: Quantities = {}
    kept = {p.good.sku for p in portions if p.operation == "keep" and p.good.sku in held}
    for p in portions:
        sku, old = p.good.sku, held.get(p.good.sku, Decimal(0))
        if sku in kept and p.operation == "keep" and p.quantity in {None, old}:
            continue
        value = _new_quantity(p, new.get(sku, old), known=sku in held)
        if value is None or (sku in new and p.operation in {"set", "to"} and new[sku] != value):
            return Outcome("change", reasons=(Reason("unclear_change", p.good.name, (sku,)),))
        new[sku] = value
    sets = any(p.operation == "set" for p in portions)
    others = tuple(sorted(held.keys() - new.keys() - kept))
    if sets and not rest_stays and others:
        return Outcome("change", reasons=(Reason("rest_unclear", door.code, others),))
    if not new or not _comes_for_another(portions):
        return Outcome("change", reasons=(Reason("unclear_change", door.code),))
    gone = all(p.operation == "drop" for p in portions)
    return Outcome("cancel" if gone else "change", (DoorOrder(door.code, items_of(new)),))


def _comes_for_another(portions: Sequence[Portion]) -> bool:
    """``换土豆2斤`` needs a good that goes for it."""
    operations = {p.operation for p in portions}
    return "come" not in operations or bool(operations & {"drop", "swap"})


def _new_quantity(p: Portion, old: Decimal, *, known: bool) -> Decimal | None:
    """The absolute quantity after a step; None where it is not clear."""
    quantity = p.quantity
    if p.operation == "add":
        return old + (quantity or 1)
    if p.operation in {"drop", "swap"}:
        whole = quantity is None or quantity == old
        return Decimal(0) if known and whole else None
    if p.operation == "less":
        return old - quantity if known and quantity is not None and quantity <= old else None
    if p.operation == "come":  # on top of what is held of it, or instead?
        return None if known else quantity
    if p.operation == "to" and not known:
        return None
    absolute = p.operation in {"set", "to"} or (p.wanted and known) or not known
    return quantity if absolute and p.operation != "keep" else None
