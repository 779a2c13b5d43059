"""An order was corrected: its bags are planned again, as long as none is made up or cut."""

from django.db import transaction

from baogong.apps.ordering.models import Order
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import BAG_GRAMS
from baogong.apps.sorting.errors import BagsMadeUp, OrderDivided
from baogong.apps.sorting.models import Bag, BagLine, ShortLine, Wave
from baogong.apps.sorting.services.plan import plan_bags
from baogong.plumbing import locks


@transaction.atomic
def replan_order(*, order_id: int, new_order_id: int | None) -> None:
    """Take the bags of an order back and plan those of the order in its place, and of the door's
    other orders that were in them.

    New bags have new codes, so that an old label is refused. Nothing to do before the wave is
    planned. Raises BagsMadeUp or OrderDivided.
    """
    order = Order.objects.get(pk=order_id)
    wave = Wave.objects.filter(round=order.round_id).first()
    if wave is None:
        return
    ids = Bag.objects.filter(orders=order_id).values_list("pk", flat=True)
    bags = locks.lock_rows(Bag.objects.all(), keys=ids)
    for bag in bags.values():
        if bag.done_at is not None:
            raise BagsMadeUp(code=bag.code, number=order.number)
    if ShortLine.objects.filter(bag_line__bag__in=bags).exists():
        raise OrderDivided(number=order.number)
    beside = Order.objects.filter(bags__in=bags).exclude(pk=order_id)
    wanted = {*beside.values_list("pk", flat=True)} | {new_order_id or order_id} - {order_id}
    BagLine.objects.filter(bag__in=bags).delete()
    Bag.objects.filter(pk__in=bags).delete()
    if wanted:
        limit = setting(BAG_GRAMS, place=wave.depot, at=wave.planned_at)
        plan_bags(wave, orders=Order.objects.filter(pk__in=wanted), limit=limit)
