"""A clerk puts an order right, also after the round has closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.ordering import policies
from baogong.apps.ordering.enums import Channel, Consent, OnShort
from baogong.apps.ordering.errors import AlreadyChanged
from baogong.apps.ordering.events import OrderCorrected
from baogong.apps.ordering.intents import OrderIntent, Wish
from baogong.apps.ordering.models import Correction, Order, OrderLine, Round
from baogong.apps.ordering.services.decide import (
    check_stock,
    give_back,
    quantities,
    take,
    write_group,
)
from baogong.apps.ordering.services.group import Group, lock_group
from baogong.plumbing import audit, events, locks
from baogong.plumbing.bulk import reserve_ids


@dataclass(frozen=True, slots=True)
class Change:
    """What an order is to hold from now on, and why; without ``wishes`` nothing comes at all."""

    key: UUID
    wishes: tuple[Wish, ...]
    reason: str
    shop_agreed: bool = False


@transaction.atomic
def correct_order(*, order_id: int, change: Change, actor: User, now: datetime) -> Correction:
    """Put an order with other quantities in the place of one; the old one stays readable.

    Lines keep their prices. The apps above follow in the same transaction, so what they refuse
    (a bag is made up) moves nothing here. The same key again is the same correction. Raises an
    OrderingError.
    """
    order = Order.objects.get(pk=order_id)
    # Alone in the round: neither closing nor planning may run between the check and the writes.
    round_ = locks.lock_one(Round.objects.all(), key=order.round_id)
    if known := Correction.objects.filter(order=order_id, key=change.key).first():
        return known
    intent = _intent(order, change, actor=actor, now=now)
    group = lock_group([intent])
    if round_.closed_at is not None:
        group.keep_nothing()
    old = _live_one(group, order)
    _check(old, change, intent=intent, group=group)
    closed = round_.closed_at is not None or round_.cutoff_at <= now
    if closed and not change.shop_agreed:
        names = {pk: shelf.name for pk, shelf in group.shelves.items()}
        policies.check_no_more(intent, had=quantities([old], group=group), names=names)
    correction = _write(old, change, intent=intent, group=group, actor=actor)
    audit.record([audit.Act("order.corrected", old, actor, now)])
    events.publish(OrderCorrected(order.round_id, old.pk, correction.new_order_id))
    return correction


def _intent(order: Order, change: Change, *, actor: User, now: datetime) -> OrderIntent:
    return OrderIntent(
        key=change.key,
        round_id=order.round_id,
        household_id=order.household_id,
        wishes=change.wishes,
        occurred_at=now,
        channel=Channel(order.channel),
        placed_by_id=actor.pk,
        read_back=order.read_back,
        over_percent=order.over_percent,
        on_short=OnShort(order.on_short),
        consent=Consent(order.consent) if order.consent else None,
        by_door_id=order.by_door_id,
    )


def _live_one(group: Group, order: Order) -> Order:
    for live in group.live[order.round_id, order.household_id]:
        if live.pk == order.pk:
            return live
    raise AlreadyChanged(number=order.number)


def _check(old: Order, change: Change, *, intent: OrderIntent, group: Group) -> None:
    had = quantities([old], group=group)
    policies.check_correction(intent, had=had, reason=change.reason)
    check_stock(intent, group=group, replaced=[old])
    policies.check_not_divided(intent.wishes, shelves=group.shelves)


def _write(
    old: Order, change: Change, *, intent: OrderIntent, group: Group, actor: User
) -> Correction:
    prices = {line.listing_id: line.price_fen for line in group.lines_of[old.pk]}
    new, new_id = None, reserve_ids(Order, 1)[0] if change.wishes else None
    give_back([old], by=new_id, group=group, now=intent.occurred_at)
    if new_id is not None:
        new = take(intent, change.wishes, group=group, order_id=new_id)
        new.waits_for_check = old.waits_for_check
        _keep_prices(new, group.lines_of[new_id], prices=prices)
    write_group(group, now=intent.occurred_at)
    return Correction.objects.create(
        key=intent.key,
        order=old,
        new_order=new,
        reason=change.reason,
        shop_agreed=change.shop_agreed,
        corrected_by=actor,
        occurred_at=intent.occurred_at,
    )


def _keep_prices(order: Order, lines: list[OrderLine], *, prices: Mapping[int, int]) -> None:
    for line in lines:
        line.price_fen = prices.get(line.listing_id, line.price_fen)
    order.total_fen = sum(line.quantity * line.price_fen for line in lines)
