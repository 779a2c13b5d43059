"""What a round knows of each of its goods, every figure from a ledger of its own."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from baogong.apps.catalog.models import Good
from baogong.apps.inventory.enums import StockReason
from baogong.apps.inventory.models import Lot, StockEntry
from baogong.apps.ordering.models import OrderLine
from baogong.apps.procurement.enums import PurchaseState, SwapAnswer
from baogong.apps.procurement.models import PurchaseOrder, PurchaseOrderLine, Receipt, Swap
from baogong.apps.sorting.models import BagLine, Shortage, Wave

LEFT = F("planned") - Coalesce("short__quantity", 0)


@dataclass(frozen=True, slots=True)
class GoodBalance:
    """A good of a round, in pieces or grams (``sold_by``).

    ``ordered``: by households, and planned in the place of something else; ``came``: counted at
    the gate or brought later, but for what was called back; ``packed``: taken into bags;
    ``short``: known to lack; ``open``: bags that are not packed need it; ``shelf``: so much of it
    lies at the depot, whatever it came for. ``awaited``: a truck that may bring it has not been
    counted. ``divided``: how often it was divided.
    """

    good_id: int
    sku: str
    name: str
    sold_by: str
    ordered: int
    came: int
    packed: int
    short: int
    open: int
    shelf: int
    awaited: bool
    divided: int

    @property
    def supply(self) -> int:
        """What is there for the bags that are not packed."""
        return max(min(self.came - self.packed, self.shelf), 0)

    @property
    def missing(self) -> int:
        """What these bags will not get."""
        return max(self.open - self.supply, 0)

    @property
    def spare(self) -> int:
        """What no bag needs."""
        return 0 if self.awaited else max(self.supply - self.open, 0)


def balances_of(wave: Wave, *, now: datetime) -> dict[int, GoodBalance]:
    """The goods of a wave's round by id, in the order of their names. Nine queries."""
    asked, in_bags = _asked(wave), _in_bags(wave)
    came, packed, shelf = _came(wave), _packed(wave), _shelf(wave, now)
    awaited = _awaited(wave)
    divided = dict(Shortage.objects.filter(wave=wave).values_list("good").annotate(n=Count("pk")))
    goods = Good.objects.filter(pk__in={*asked, *in_bags, *came}).order_by("name", "pk")
    return {
        good.pk: GoodBalance(
            good_id=good.pk,
            sku=good.sku,
            name=good.name,
            sold_by=good.sold_by,
            ordered=asked[good.pk],
            came=came.get(good.pk, 0),
            packed=packed.get(good.pk, 0),
            short=in_bags.get(good.pk, (0, 0))[0],
            open=in_bags.get(good.pk, (0, 0))[1],
            shelf=shelf.get(good.pk, 0),
            awaited=good.pk in awaited,
            divided=divided.get(good.pk, 0),
        )
        for good in goods
    }


def _asked(wave: Wave) -> Counter[int]:
    """What the live orders hold, and what was put in the place of something else. Two queries."""
    lines = OrderLine.objects.filter(order__round=wave.round_id, order__canceled_at=None)
    ordered = lines.values_list("listing__items__good").annotate(
        sum=Sum(F("quantity") * F("listing__items__quantity"))
    )
    stood_in = BagLine.objects.filter(bag__wave=wave, in_place_of__isnull=False)
    return Counter(dict(ordered)) + Counter(
        dict(stood_in.values_list("good").annotate(sum=Sum("planned")))
    )


def _in_bags(wave: Wave) -> dict[int, tuple[int, int]]:
    """(known to lack, still to be packed) by good."""
    lines = BagLine.objects.filter(bag__wave=wave).values_list("good")
    sums = lines.annotate(
        short_sum=Sum("short__quantity", default=0),
        open_sum=Sum(LEFT, filter=Q(bag__done_at=None), default=0),
    )
    return {good_id: (short, left) for good_id, short, left in sums}


def _came(wave: Wave) -> Mapping[int, int]:
    receipts = Receipt.objects.filter(purchase_order__round=wave.round_id)
    return _sums(
        reason=StockReason.RECEIVED,
        source_type=Receipt._meta.label_lower,
        source_id__in=receipts.values("pk"),
    )


def _packed(wave: Wave) -> Mapping[int, int]:
    lines = BagLine.objects.filter(bag__wave=wave)
    found = _sums(source_type=BagLine._meta.label_lower, source_id__in=lines.values("pk"))
    return {good_id: -sum_ for good_id, sum_ in found.items()}


def _sums(**which: Any) -> Mapping[int, int]:
    entries = StockEntry.objects.filter(lot__recall=None, **which)
    return dict(entries.values_list("lot__good").annotate(sum=Sum("quantity")))


def _shelf(wave: Wave, now: datetime) -> Mapping[int, int]:
    """What may go into bags, and what still rests; not what was called back or is too old."""
    fresh = Q(expires_on=None) | Q(expires_on__gte=timezone.localdate(now))
    lots = Lot.objects.filter(fresh, place=wave.depot_id, recall=None, on_hand__gt=0)
    return dict(lots.values_list("good").annotate(sum=Sum("on_hand")))


def _awaited(wave: Wave) -> set[int]:
    """Goods of trucks that nobody has counted, also those that a swap took off. Two queries."""
    orders = PurchaseOrder.objects.filter(round=wave.round_id)
    waiting = orders.exclude(state=PurchaseState.RECEIVED).values("pk")
    lines = PurchaseOrderLine.objects.filter(purchase_order__in=waiting)
    swaps = Swap.objects.filter(purchase_order__in=waiting, answer=SwapAnswer.ACCEPTED)
    return {*lines.values_list("good", flat=True), *swaps.values_list("good", flat=True)}
