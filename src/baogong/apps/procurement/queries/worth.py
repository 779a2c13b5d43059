"""What purchase orders come to at the shop's prices, and how much of that did not come."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet, Sum

from baogong.apps.catalog.queries import costs_at
from baogong.apps.ordering.models import ListingItem, OrderLine
from baogong.apps.procurement.enums import SwapAnswer
from baogong.apps.procurement.models import PurchaseOrder, PurchaseOrderLine, ReceiptLine, Swap
from baogong.apps.procurement.policies import share_of_swap
from baogong.values.money import price_of


@dataclass(frozen=True, slots=True)
class Worth:
    """What a purchase order's live orders come to, at our prices and at the shop's.

    ``short_fen``: of the latter, what did not come of the goods ``missing``.
    """

    sold_fen: int = 0
    cost_fen: int = 0
    short_fen: int = 0
    missing: tuple[str, ...] = ()


@dataclass(slots=True)
class _Wanted:
    """Pieces or grams of a good in the live orders, and what all of it costs us."""

    quantity: int = 0
    fen: Fraction = Fraction()

    def move(self, quantity: int, other: "_Wanted", *, as_much: int) -> None:
        """``as_much`` of another good is to come for so much of this one, at the same cost."""
        fen = self.cost_of(quantity)
        self.quantity, self.fen = self.quantity - quantity, self.fen - fen
        other.quantity, other.fen = other.quantity + as_much, other.fen + fen

    def cost_of(self, quantity: int) -> Fraction:
        return self.fen * quantity / self.quantity if quantity else Fraction()


Goods = dict[int, _Wanted]  # by good


@dataclass(frozen=True, slots=True)
class _Came:
    """Pieces or grams that came of a good of a purchase order, or that the shop said it has."""

    order_id: int
    good_id: int
    good: str
    quantity: int


def worth_of(orders: Sequence[PurchaseOrder]) -> dict[int, Worth]:
    """By purchase order. Five queries, and one for each time that their rounds opened at.

    A good inside a package has no price of its own: it is its part of the package's cost, by
    weight, as for households whose money goes back. What a swap brings costs what it replaces.
    """
    key = {(order.round_id, order.supplier_id): order.pk for order in orders}
    opened = {order.round_id: order.round.opens_at for order in orders}
    rows = [
        row for row in _sold(opened) if (row["listing__round"], row["listing__supplier"]) in key
    ]
    costs = _costs(opened, packages={row["listing__package"] for row in rows})
    contents = _contents({row["listing"] for row in rows})
    sold_fen: dict[int, int] = defaultdict(int)
    cost_fen: dict[int, int] = defaultdict(int)
    wanted: dict[int, Goods] = {order.pk: defaultdict(_Wanted) for order in orders}
    for row in rows:
        order_id, count = key[row["listing__round"], row["listing__supplier"]], row["count"]
        cost = costs[row["listing__round"]].get(row["listing__package"], row["price_fen"])
        sold_fen[order_id] += count * row["price_fen"]
        cost_fen[order_id] += count * cost
        _add(wanted[order_id], contents[row["listing"]], count=count, cost_fen=cost)
    _swap(wanted)
    short = _short(wanted)
    return {pk: Worth(sold_fen[pk], cost_fen[pk], *short[pk]) for pk in wanted}


def _sold(round_ids: Collection[int]) -> QuerySet[Any]:
    lines = OrderLine.objects.filter(order__canceled_at=None, listing__round__in=round_ids)
    listing = ("listing", "listing__round", "listing__supplier", "listing__package")
    found: QuerySet[Any] = lines.values(*listing, "price_fen").annotate(count=Sum("quantity"))
    return found


def _costs(
    opened: Mapping[int, datetime], *, packages: Collection[int]
) -> dict[int, dict[int, int]]:
    """By round, the costs that held when it opened."""
    at_time = {at: costs_at(packages, at=at) for at in set(opened.values())}
    return {round_id: at_time[at] for round_id, at in opened.items()}


def _contents(listing_ids: Collection[int]) -> dict[int, list[ListingItem]]:
    contents: dict[int, list[ListingItem]] = defaultdict(list)
    items = ListingItem.objects.filter(listing__in=listing_ids)
    for item in items.select_related("good"):
        contents[item.listing_id].append(item)
    return contents


def _add(goods: Goods, items: Sequence[ListingItem], *, count: int, cost_fen: int) -> None:
    """So many packages, each of which costs so much."""
    grams = [item.good.grams(item.quantity) for item in items]
    for item, of_good in zip(items, grams, strict=True):
        wanted = goods[item.good_id]
        wanted.quantity += count * item.quantity
        wanted.fen += Fraction(count * cost_fen * of_good, sum(grams))


def _swap(wanted: Mapping[int, Goods]) -> None:
    """Let orders want what accepted swaps bring in the place of goods."""
    for swap in Swap.objects.filter(purchase_order__in=wanted, answer=SwapAnswer.ACCEPTED):
        goods = wanted[swap.purchase_order_id]
        good, other = goods[swap.good_id], goods[swap.other_id]
        part = min(swap.replaced, good.quantity)
        as_much = share_of_swap(part, replaced=swap.replaced, quantity=swap.quantity)
        good.move(part, other, as_much=as_much)


def _short(wanted: Mapping[int, Goods]) -> dict[int, tuple[int, tuple[str, ...]]]:
    """By purchase order: what did not come, rounded once, and which goods it is of."""
    fen: dict[int, Fraction] = defaultdict(Fraction)
    missing: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for came in [*_counted(wanted), *_announced(wanted)]:
        good = wanted[came.order_id][came.good_id]
        lacks = max(good.quantity - came.quantity, 0)
        if lacks:
            fen[came.order_id] += good.cost_of(lacks)
            missing[came.order_id] += (came.good,)
    return {
        pk: (price_of(fen[pk].numerator, fen=1, per=fen[pk].denominator), missing[pk])
        for pk in wanted
    }


def _counted(order_ids: Collection[int]) -> list[_Came]:
    """What the gate counted, with what was brought later."""
    lines = ReceiptLine.objects.filter(receipt__purchase_order__in=order_ids)
    order = "receipt__purchase_order"
    rows = lines.order_by("good__name").values_list(
        order, "good", "good__name", "counted", "expected", "difference__lot"
    )
    return [
        _Came(order_id, good_id, good, counted if lot is None else expected)
        for order_id, good_id, good, counted, expected, lot in rows
    ]


def _announced(order_ids: Collection[int]) -> list[_Came]:
    """What shops said they have of goods that are not counted yet, where it is not all."""
    lines = PurchaseOrderLine.objects.filter(
        purchase_order__in=order_ids, purchase_order__receipt=None, available__isnull=False
    )
    rows = lines.order_by("good__name").values_list(
        "purchase_order", "good", "good__name", "available"
    )
    return [
        _Came(order_id, good_id, good, available or 0)
        for order_id, good_id, good, available in rows
    ]
