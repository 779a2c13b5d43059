"""Steps become goods of the chain and quantities in their own units, or a reason to ask."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from baogong.readers.chains.amounts import (
    WEIGHTS,
    Amount,
    Pack,
    fits_pack,
    in_unit,
    is_piece,
    several_in,
)
from baogong.readers.chains.binding import Step
from baogong.readers.chains.goods import Good, GoodsTable, Menu, price_of
from baogong.readers.chains.result import Reason
from baogong.readers.chains.tokens import Token

_MANY = 30
_LIKELY = 10  # below this, a mere number is how many


@dataclass(frozen=True, slots=True)
class Portion:
    """A step with its good; ``quantity`` None: no amount was said."""

    good: Good
    quantity: Decimal | None
    operation: str = ""
    wanted: bool = False
    unsaid: bool = False  # one, since no amount is said


def portion(step: Step, *, goods: GoodsTable, menu: Menu, alone: str | None) -> Portion | Reason:
    """``alone``: the good that an amount without one means."""
    if step.good is None:
        if alone is None:
            return Reason("no_good", _text(step.amounts))
        good = goods[alone]
    else:
        skus = step.good.skus
        if menu.skus:
            offered = skus & frozenset(menu.skus)
            if not offered and step.operation != "drop":
                return Reason("off_menu", step.good.text, tuple(sorted(skus)))
            skus = offered or skus
        skus = _in_pack(skus, step, goods, among=menu.skus or goods.skus)
        if len(skus) != 1:
            return Reason("ambiguous_good", step.good.text, tuple(sorted(skus)))
        good = goods[next(iter(skus))]
    if step.good and (step.good.is_code or step.each):
        step = _by_code(step, good)
    step = _without_cost(step, good, menu)
    if any(_is_price(amount, good, menu) for amount in step.amounts):
        return Reason("unit_unclear", _text(step.amounts), (good.sku,))
    return _measured(step, good)


def _by_code(step: Step, good: Good) -> Step:
    """``B两份``, ``鸡蛋、牛奶各一份``: a 份 is one, whatever it is sold in."""
    if good.by_weight:
        return step
    amounts = tuple(replace(a, unit="") if a.unit == "份" else a for a in step.amounts)
    return replace(step, amounts=amounts)


def _without_cost(step: Step, good: Good, menu: Menu) -> Step:
    """``鸡蛋2板56``: a mere number behind an amount that is just what it costs orders nothing."""
    priced = _beside_price(step, good, menu)
    if priced:
        return replace(step, amounts=priced)
    in_money = good.unit != "块" and len(step.amounts) == 2 and step.amounts[1].unit == "块"
    if len(step.amounts) != 2 or step.amounts[1].times:
        return step
    if step.amounts[1].unit and not in_money:
        return step
    count = _quantity(step.amounts[:1], good)
    costs = {price * (count or 0) for price in price_of(good, menu)}
    told = (step.amounts[0].unit or in_money) and step.amounts[1].value in costs
    return replace(step, amounts=step.amounts[:1]) if told else step


def _beside_price(step: Step, good: Good, menu: Menu) -> tuple[Amount, ...]:
    """``鸡蛋2板*28``, ``鸡蛋28*2``: how many, beside what one costs."""
    if (
        len(step.amounts) != 2
        or step.amounts[1].times not in {"x", "*", "×"}
        or step.amounts[1].unit
    ):
        return ()
    count, cost = step.amounts
    prices = price_of(good, menu)
    if cost.value in prices and count.unit:
        return (count,)
    is_cost = count.value in prices and not (count.unit or count.times)
    return (cost,) if is_cost else ()


def _is_price(amount: Amount, good: Good, menu: Menu) -> bool:
    """``猪肉26``, which costs 26: a mere number that is large or broken, and the good's price."""
    bare = not (amount.unit or amount.times)
    unlikely = amount.value >= _LIKELY or amount.value % 1 != 0
    return bare and unlikely and amount.value in price_of(good, menu)


def _in_pack(
    skus: frozenset[str], step: Step, goods: GoodsTable, *, among: tuple[str, ...]
) -> frozenset[str]:
    """``鸡蛋一箱``: of several that it may be the one that is sold in the unit or pack said."""
    unit = step.amounts[0].unit if len(step.amounts) == 1 else ""
    if len(skus) > 1 and step.packs:
        sold = [s for s in skus if all(fits_pack(text, goods[s].pack) for text in step.packs)]
        if len(sold) == 1:
            return frozenset(sold)
    if not unit:
        return skus
    if len(skus) > 1 and unit in WEIGHTS:  # 米50斤, in bags of 20 and of 50
        sold = [s for s in skus if _quantity(step.amounts, goods[s]) is not None]
        return frozenset(sold) if len(sold) == 1 else skus
    packs = goods.packs_of(skus, among)
    if len(packs) < 2:  # 豆腐2块, where 干豆腐 is sold by weight
        counted = frozenset(sku for sku in skus if not goods[sku].by_weight)
        packages = any(goods[sku].is_package for sku in counted)  # 水果2份 beside 苹果
        packs = counted if len(counted) == 1 and not packages else packs
    fitting = frozenset(sku for sku in packs if _is_sold_in(unit, goods[sku]))
    return fitting if len(fitting) == 1 else skus


def _is_sold_in(unit: str, good: Good) -> bool:
    one = Amount(Decimal(1), unit)
    return in_unit(one, unit=good.unit, by_weight=good.by_weight, pack=Pack(), name="") == 1


def _measured(step: Step, good: Good) -> Portion | Reason:
    if len(step.packs) == 1 and not step.amounts:
        several = several_in(step.packs[0], unit=good.unit, pack=good.pack)
        step = replace(step, packs=(), amounts=(several,)) if several else step
    if not all(fits_pack(text, good.pack) for text in step.packs):
        return Reason("pack_unclear", " ".join(step.packs), (good.sku,))
    if step.amounts:
        quantity = _quantity(step.amounts, good)
        if quantity is None or quantity <= 0:
            return Reason("unit_unclear", _text(step.amounts), (good.sku,))
    elif step.operation in {"drop", "swap", "keep", "still", "instead"}:
        quantity = None
    elif _may_be_one(step, good):
        quantity = Decimal(1)
    else:
        return Reason("no_amount", good.name, (good.sku,))
    if quantity is not None and quantity >= _MANY and good.unit != "枚":
        return Reason("many", _text(step.amounts), (good.sku,))
    unsaid = quantity is not None and not step.amounts
    return Portion(good, quantity, step.operation, step.wanted, unsaid)


def _may_be_one(step: Step, good: Good) -> bool:
    """Without a number: one, if it is counted, and no number ends its name (``主食包20``)."""
    priced = step.good is not None and step.good.text[-1].isdigit()
    return not (good.by_weight or priced) and step.operation in {"", "add"}


def _quantity(amounts: Sequence[Amount], good: Good) -> Decimal | None:
    values = [
        in_unit(a, unit=good.unit, by_weight=good.by_weight, pack=good.pack, name=good.name)
        for a in amounts
    ]
    if len(values) == 1:
        return values[0]
    first, second = amounts
    if second.times == "+":  # 1+1板: their sum, or the sender's count of orders?
        return None
    if good.by_weight:  # 一颗三斤: the weight counts
        if is_piece(first) and values[1] is not None:
            return values[1]
        return values[0] if is_piece(second) else None
    if values[0] == 1 and first.unit not in {"", good.unit}:  # 30枚一板: what a pack holds
        return values[1]
    said = f"{second.value}{second.unit}"
    weighs_one = second.unit in WEIGHTS and (  # 两袋10kg, 鸡2只 2.5斤左右
        values[1] == 1 or fits_pack(said, good.pack)
    )
    return values[0] if weighs_one or values[0] == values[1] else None


def _text(amounts: Sequence[Amount]) -> str:
    return " ".join(f"{amount.value}{amount.unit}" for amount in amounts)


def sum_doubts(
    tokens: Sequence[Token], portions: Sequence[Portion], *, menu: Menu
) -> list[Reason]:
    """A stated sum or price that contradicts goods x price; a stated count that differs."""
    totals = {Decimal(0)}
    for p in portions:
        prices = price_of(p.good, menu) or {Decimal(-1)}
        totals = {t + price * (p.quantity or 0) for t, price in product(totals, prices)}
    each = {
        price * count
        for p in portions
        for price in price_of(p.good, menu)
        for count in (Decimal(1), p.quantity or Decimal(1))
    }
    doubts = []
    for token in tokens:
        allowed = totals if token.kind == "sum" else totals | each
        if token.kind in {"sum", "money"} and token.money not in allowed:
            doubts.append(Reason("sum_differs", token.text))
        elif token.kind == "total" and token.amount:
            counted = sum((p.quantity or Decimal(0) for p in portions), Decimal(0))
            in_money = token.amount.unit == "块" and token.amount.value in totals
            if counted != token.amount.value and not in_money:
                doubts.append(Reason("sum_differs", token.text))
    return doubts
