"""What the live orders of a round need, and how that differs from what was bought."""

from collections import Counter

from django.db.models import F, Sum

from baogong.apps.catalog.models import Good
from baogong.apps.ordering.models import OrderLine
from baogong.apps.procurement.enums import SwapAnswer
from baogong.apps.procurement.models import PurchaseOrder
from baogong.values.quantity import Amount


def wanted_goods(*, round_id: int) -> Counter[tuple[int, int]]:
    """Pieces or grams by (supplier, good), from the live orders of the round. One query."""
    rows = (
        OrderLine.objects.filter(order__round=round_id, order__canceled_at=None)
        .values_list("listing__supplier", "listing__items__good")
        .annotate(sum=Sum(F("quantity") * F("listing__items__quantity")))
    )
    return Counter({(supplier_id, good_id): total for supplier_id, good_id, total in rows})


def changed_goods(*, purchase_order_id: int) -> list[tuple[str, Amount]]:
    """Goods by name with how much more (or, negative, less) the orders need than was bought.

    Orders are corrected after a shop has confirmed; what a swap brings is as good as what it
    replaces. Five queries.
    """
    order = PurchaseOrder.objects.get(pk=purchase_order_id)
    needed = wanted_goods(round_id=order.round_id)
    more = Counter(
        {good: n for (supplier, good), n in needed.items() if supplier == order.supplier_id}
    )
    more.subtract(dict(order.lines.values_list("good", "quantity")))
    for swap in order.swaps.filter(answer=SwapAnswer.ACCEPTED):
        more.update({swap.other_id: swap.quantity})
        more.subtract({swap.good_id: swap.replaced})
    goods = Good.objects.filter(pk__in=[pk for pk, quantity in more.items() if quantity])
    return [(good.name, Amount(more[good.pk], good.sold_by)) for good in goods.order_by("name")]
