"""Taking an order back before the cut-off."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from baogong.apps.money.enums import PostingKind
from baogong.apps.money.services import post
from baogong.apps.ordering import policies
from baogong.apps.ordering.errors import CutoffPassed, OrderClosed
from baogong.apps.ordering.models import Listing, Order, Round
from baogong.apps.ordering.policies import RoundState
from baogong.apps.ordering.services.charge import charge_of
from baogong.apps.ordering.services.group import add_taken, add_taken_goods, goods_in, lock_goods
from baogong.apps.places.models import Place
from baogong.plumbing import audit, locks


@transaction.atomic
def cancel_order(*, order_id: int, actor: audit.Actor, now: datetime) -> None:
    """Cancel an order and give back what it took. Twice is the same as once.

    Takes the locks of ``decide_orders`` in their order, so that it never meets a replacement.
    Raises OrderClosed when the round takes no more changes.
    """
    order = Order.objects.get(pk=order_id)
    round_ = locks.lock_rows(Round.objects.all(), keys=[order.round_id], shared=True)[
        order.round_id
    ]
    locks.lock_rows(Place.objects.all(), keys=[order.household_id])
    lines = dict(order.lines.values_list("listing").annotate(Sum("quantity")))
    locks.lock_rows(Listing.objects.all(), keys=lines)
    pools = lock_goods(goods_in(lines))
    order = locks.lock_one(Order.objects.all(), key=order_id)
    if order.canceled_at is not None:
        return
    state = RoundState(
        estate_id=round_.estate_id,
        estate_path=round_.estate.path,
        opens_at=round_.opens_at,
        cutoff_at=round_.cutoff_at,
        closed_at=round_.closed_at,
    )
    try:
        policies.check_round_takes_orders(state, now=now)
    except CutoffPassed:
        raise OrderClosed(number=order.number) from None
    add_taken({listing_id: -quantity for listing_id, quantity in lines.items()})
    add_taken_goods({pk: -pool.quantity(lines.items()) for pk, pool in pools.items()})
    order.canceled_at = now
    order.save(update_fields=["canceled_at"])
    audit.record([audit.Act("order.canceled", order, actor, now)])
    by = actor.audit_name
    post([charge_of(order, PostingKind.CANCELED, estate_id=round_.estate_id, actor=by, at=now)])
