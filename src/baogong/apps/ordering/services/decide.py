"""The only way in for an order: a group of intents is decided together, in one transaction."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import attrgetter

from django.db import transaction
from django.utils import timezone

from baogong.apps.money.enums import PostingKind
from baogong.apps.money.services import Entry, post
from baogong.apps.ordering import policies
from baogong.apps.ordering.enums import CONSENT_OF, Channel
from baogong.apps.ordering.errors import KeyReused, NotOnOffer, OrderingError
from baogong.apps.ordering.events import OrdersPlaced
from baogong.apps.ordering.intents import Decision, OrderIntent
from baogong.apps.ordering.models import Order, OrderLine
from baogong.apps.ordering.services.charge import charge_of
from baogong.apps.ordering.services.group import (
    Group,
    add_taken,
    add_taken_goods,
    lock_group,
)
from baogong.plumbing import audit, events
from baogong.plumbing.bulk import copy_rows, reserve_ids

ORDER_COLUMNS = tuple(field.attname for field in Order._meta.concrete_fields)
LINE_COLUMNS = tuple(
    field.attname for field in OrderLine._meta.concrete_fields if field.name != "id"
)


@transaction.atomic
def decide_orders(intents: Sequence[OrderIntent], *, now: datetime) -> list[Decision]:
    """Accept or refuse each intent, in the order given; return the decisions in that order.

    All intents share one set of locks and a fixed number of statements, however many they are.
    An intent whose key was decided before gets the same answer again and changes nothing.
    """
    group = lock_group(intents)
    decisions = [
        _decide(intent, group=group, order_id=order_id, now=now)
        for intent, order_id in zip(intents, reserve_ids(Order, len(intents)), strict=True)
    ]
    write_group(group, now=now)
    return decisions


def decide_order(intent: OrderIntent, *, now: datetime) -> Decision:
    """A group of one. Raises the OrderingError that refuses it."""
    decision = decide_orders([intent], now=now)[0]
    if decision.refusal:
        raise decision.refusal
    return decision


def _decide(intent: OrderIntent, *, group: Group, order_id: int, now: datetime) -> Decision:
    try:
        if known := group.known.get(intent.key):
            _check_same_request(known, intent)
            return Decision(intent, known.pk, known.total_fen, repeated=True)
        order = _accept(intent, group=group, order_id=order_id, now=now)
    except OrderingError as refusal:
        return Decision(intent, refusal=refusal)
    return Decision(intent, order.pk, order.total_fen)


def _check_same_request(known: Order, intent: OrderIntent) -> None:
    if (known.round_id, known.household_id) != (intent.round_id, intent.household_id):
        raise KeyReused


def _accept(intent: OrderIntent, *, group: Group, order_id: int, now: datetime) -> Order:
    """Take what is asked for from the shelves. Raises an OrderingError, and takes nothing."""
    state = group.rounds.get(intent.round_id)
    if state is None:
        raise NotOnOffer
    policies.check_round_takes_orders(state, now=now)
    door = group.doors.get(intent.household_id)
    policies.check_may_ask(intent, door=door, estate_path=state.estate_path)
    existing = group.live[intent.round_id, intent.household_id]
    numbers = {o.pk: o.number for o in existing if not policies.is_beside(intent, o.channel)}
    policies.check_not_ordered_yet(intent, numbers=numbers)
    replaced = [order for order in existing if policies.is_replaced(intent, order.pk)]
    check_stock(intent, group=group, replaced=replaced)
    give_back(replaced, group=group, now=now)
    return take(intent, group=group, order_id=order_id)


def check_stock(intent: OrderIntent, *, group: Group, replaced: Sequence[Order]) -> None:
    """Whether stock and limits allow it once ``replaced`` have given back what they took."""
    given_back = quantities(replaced, group=group)
    policies.check_shelves(intent, shelves=group.shelves, given_back=given_back)
    policies.check_pools(intent, pools=group.pools.values(), given_back=given_back)


def give_back(orders: Sequence[Order], *, group: Group, now: datetime) -> None:
    """Cancel orders of the group and put what they took on its shelves again."""
    for order in orders:
        given_back = quantities([order], group=group)
        group.take(order.household_id, {pk: -count for pk, count in given_back.items()})
        group.live[order.round_id, order.household_id].remove(order)
        order.canceled_at = now
    group.canceled += orders


def quantities(orders: Iterable[Order], *, group: Group) -> Counter[int]:
    """What the orders hold together, by listing."""
    sums: Counter[int] = Counter()
    for order in orders:
        for line in group.lines_of[order.pk]:
            sums[line.listing_id] += line.quantity
    return sums


def take(intent: OrderIntent, *, group: Group, order_id: int) -> Order:
    """Put an accepted order into the group, at the prices of its shelves."""
    lines = [
        OrderLine(
            order_id=order_id,
            listing_id=wish.listing_id,
            quantity=wish.quantity,
            price_fen=group.shelves[wish.listing_id].price_fen,
        )
        for wish in intent.wishes
    ]
    order = Order(
        pk=order_id,
        key=intent.key,
        round_id=intent.round_id,
        household_id=intent.household_id,
        channel=intent.channel,
        placed_by_id=intent.placed_by_id,
        consent=intent.consent or CONSENT_OF.get(intent.channel) or "",
        read_back=intent.read_back,
        waits_for_check=intent.channel == Channel.SHEET,
        over_percent=intent.over_percent,
        on_short=intent.on_short,
        total_fen=sum(line.quantity * line.price_fen for line in lines),
        occurred_at=intent.occurred_at,
    )
    group.take(intent.household_id, {line.listing_id: line.quantity for line in lines})
    group.known[intent.key] = order
    group.live[intent.round_id, intent.household_id].append(order)
    group.lines_of[order_id] = lines
    group.placed.append(order)
    return order


def write_group(group: Group, *, now: datetime) -> None:
    """Write the accepted and the replaced orders; nothing at all when all were refused."""
    if not group.placed and not group.canceled:
        return
    add_taken({pk: shelf.change for pk, shelf in group.shelves.items()})
    add_taken_goods({pk: pool.change for pk, pool in group.pools.items()})
    _write_orders(group)
    placed = {order.pk for order in group.placed}
    earlier = [order.pk for order in group.canceled if order.pk not in placed]
    Order.objects.filter(pk__in=earlier).update(canceled_at=now)
    audit.record([*_acts("order.placed", group.placed, group, now=now)])
    audit.record([*_acts("order.replaced", group.canceled, group, now=now)])
    post(_charges(group, now=now))
    events.publish(OrdersPlaced(order_ids=tuple(sorted(placed))))


def _write_orders(group: Group) -> None:
    recorded_at = timezone.now()
    for order in group.placed:
        order.recorded_at = recorded_at
    lines = [line for order in group.placed for line in group.lines_of[order.pk]]
    copy_rows(Order, ORDER_COLUMNS, map(attrgetter(*ORDER_COLUMNS), group.placed))
    copy_rows(OrderLine, LINE_COLUMNS, map(attrgetter(*LINE_COLUMNS), lines))


def _acts(
    action: str, orders: Iterable[Order], group: Group, *, now: datetime
) -> Iterable[audit.Act]:
    for order in orders:
        actor = audit.NamedActor(_actor(order, group))
        yield audit.Act(action, order, actor, now, {"fen": order.total_fen})


def _charges(group: Group, *, now: datetime) -> Iterable[Entry]:
    kinds = ((PostingKind.ORDER, group.placed), (PostingKind.CANCELED, group.canceled))
    for kind, orders in kinds:
        for order in orders:
            estate_id = group.rounds[order.round_id].estate_id
            actor = _actor(order, group)
            yield charge_of(order, kind, estate_id=estate_id, actor=actor, at=now)


def _actor(order: Order, group: Group) -> str:
    """Who asked for an order, as the audit log names them."""
    card = group.doors[order.household_id].card_id
    return f"user:{order.placed_by_id}" if order.placed_by_id else f"card:{card}"
