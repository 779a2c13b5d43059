"""The only way in for an order: a group of intents is decided together, in one transaction."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from operator import attrgetter

from django.db import connection, transaction
from django.utils import timezone

from baogong.apps.money.enums import PostingKind
from baogong.apps.money.services import Entry, post
from baogong.apps.ordering import policies
from baogong.apps.ordering.enums import CONSENT_OF, Channel
from baogong.apps.ordering.errors import KeyReused, NotOnOffer, OrderingError
from baogong.apps.ordering.events import OrdersPlaced
from baogong.apps.ordering.intents import Decision, OrderIntent, Wish
from baogong.apps.ordering.models import Ask, AskLine, Order, OrderLine
from baogong.apps.ordering.services.charge import charge_of
from baogong.apps.ordering.services.group import (
    Group,
    add_taken,
    add_taken_goods,
    add_waiting,
    lock_group,
)
from baogong.plumbing import audit, events
from baogong.plumbing.bulk import copy_rows, reserve_ids

ORDER_COLUMNS = tuple(field.attname for field in Order._meta.concrete_fields)
LINE_COLUMNS = tuple(
    field.attname for field in OrderLine._meta.concrete_fields if field.name != "id"
)
ASK_COLUMNS = tuple(field.attname for field in Ask._meta.concrete_fields)
ASK_LINE_COLUMNS = tuple(
    field.attname for field in AskLine._meta.concrete_fields if field.name != "id"
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
        order, ask = group.known.get(intent.key), group.known_asks.get(intent.key)
        known = order or ask
        if known:
            _check_same_request(known, intent)
        else:
            order, ask = _accept(intent, group=group, order_id=order_id, now=now)
    except OrderingError as refusal:
        return Decision(intent, refusal=refusal)
    return Decision(
        intent,
        order_id=order.pk if order else None,
        ask_id=ask.pk if ask else None,
        total_fen=order.total_fen if order else 0,
        repeated=known is not None,
    )


def _check_same_request(known: Order | Ask, intent: OrderIntent) -> None:
    if (known.round_id, known.household_id) != (intent.round_id, intent.household_id):
        raise KeyReused


def _accept(
    intent: OrderIntent, *, group: Group, order_id: int, now: datetime
) -> tuple[Order | None, Ask | None]:
    """Take what can be had at once from the shelves, and write down what is asked for.

    Raises an OrderingError, and takes nothing.
    """
    state = group.rounds.get(intent.round_id)
    if state is None:
        raise NotOnOffer
    policies.check_round_takes_orders(state, now=now, may_wait=True)
    door = group.doors.get(intent.household_id)
    policies.check_may_ask(intent, door=door, estate_path=state.estate_path)
    existing = group.live[intent.round_id, intent.household_id]
    standing = group.standing[intent.round_id, intent.household_id]
    before: list[Order | Ask] = [*existing, *standing]
    numbers = {o.pk: o.number for o in before if not policies.is_beside(intent, o)}
    policies.check_not_ordered_yet(intent, numbers=numbers)
    policies.check_on_offer(intent, shelves=group.shelves)
    replaced = [order for order in existing if policies.is_replaced(intent, order.pk)]
    ended = [ask for ask in standing if policies.is_replaced(intent, ask.pk)]
    given_back = quantities(replaced, group=group)
    pools = group.pools.values()
    at_once, later = policies.split_wishes(
        intent, state=state, shelves=group.shelves, pools=pools, given_back=given_back, now=now
    )
    asks_for = intent
    if later:
        goes_on = [ask for ask in standing if ask not in ended]
        asks_for = replace(intent, wishes=at_once + later + _waiting(goes_on, group=group))
    policies.check_left(at_once, shelves=group.shelves, pools=pools, given_back=given_back)
    policies.check_limits(asks_for, shelves=group.shelves, pools=pools, given_back=given_back)
    give_back(replaced, by=order_id, group=group, now=now)
    for ask in ended:
        withdraw(ask, group=group, now=now)
    order = take(intent, at_once, group=group, order_id=order_id) if at_once else None
    asked = wait(intent, later, group=group, ask_id=order_id, now=now) if later else None
    return order, asked


def _waiting(asks: Iterable[Ask], *, group: Group) -> tuple[Wish, ...]:
    """What asks still wait for."""
    lines = (line for ask in asks for line in group.ask_lines[ask.pk])
    return tuple(Wish(line.listing_id, line.waiting) for line in lines if line.waiting)


def check_stock(intent: OrderIntent, *, group: Group, replaced: Sequence[Order] = ()) -> None:
    """Whether stock and limits allow it once ``replaced`` have given back what they took."""
    back, pools = quantities(replaced, group=group), group.pools.values()
    policies.check_on_offer(intent, shelves=group.shelves)
    policies.check_left(intent.wishes, shelves=group.shelves, pools=pools, given_back=back)
    policies.check_limits(intent, shelves=group.shelves, pools=pools, given_back=back)


def give_back(orders: Sequence[Order], *, by: int | None, group: Group, now: datetime) -> None:
    """Cancel orders of the group, ``by`` what takes their place, and put what they took on its
    shelves again."""
    for order in orders:
        given_back = quantities([order], group=group)
        group.take(order.household_id, {pk: -count for pk, count in given_back.items()})
        group.live[order.round_id, order.household_id].remove(order)
        order.canceled_at, order.replaced_by = now, by
    group.canceled += orders


def quantities(orders: Iterable[Order], *, group: Group) -> Counter[int]:
    """What the orders hold together, by listing."""
    sums: Counter[int] = Counter()
    for order in orders:
        for line in group.lines_of[order.pk]:
            sums[line.listing_id] += line.quantity
    return sums


def take(intent: OrderIntent, wishes: Iterable[Wish], *, group: Group, order_id: int) -> Order:
    """Put an accepted order of ``wishes`` into the group, at the prices of its shelves."""
    lines = [
        OrderLine(
            order_id=order_id,
            listing_id=wish.listing_id,
            quantity=wish.quantity,
            price_fen=group.shelves[wish.listing_id].price_fen,
        )
        for wish in wishes
    ]
    order = Order(
        pk=order_id,
        key=intent.key,
        round_id=intent.round_id,
        household_id=intent.household_id,
        channel=intent.channel,
        placed_by_id=intent.placed_by_id,
        consent=intent.consent or CONSENT_OF.get(intent.channel) or "",
        by_door_id=intent.by_door_id,
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


def wait(
    intent: OrderIntent, wishes: Iterable[Wish], *, group: Group, ask_id: int, now: datetime
) -> Ask:
    """Put into the group the ``wishes`` that a household cannot have at once.

    What stood on paper or in the chat before is asked for now, so that nobody comes in before a
    draw of which the lots are known already.
    """
    lines = [
        AskLine(
            ask_id=ask_id,
            listing_id=wish.listing_id,
            quantity=wish.quantity,
            waiting=wish.quantity,
        )
        for wish in wishes
    ]
    ask = Ask(
        pk=ask_id,
        key=intent.key,
        round_id=intent.round_id,
        household_id=intent.household_id,
        channel=intent.channel,
        placed_by_id=intent.placed_by_id,
        consent=intent.consent or CONSENT_OF.get(intent.channel) or "",
        by_door_id=intent.by_door_id,
        read_back=intent.read_back,
        waits_for_check=intent.channel == Channel.SHEET,
        over_percent=intent.over_percent,
        on_short=intent.on_short,
        occurred_at=now if intent.channel in policies.WRITTEN else intent.occurred_at,
    )
    for line in lines:
        group.shelves[line.listing_id].waiting_change += line.waiting
    group.known_asks[intent.key] = ask
    group.standing[intent.round_id, intent.household_id].append(ask)
    group.ask_lines[ask_id] = lines
    group.asked.append(ask)
    return ask


def withdraw(ask: Ask, *, group: Group, now: datetime) -> None:
    """End an ask of the group: what it waits for goes to others."""
    for line in group.ask_lines[ask.pk]:
        group.shelves[line.listing_id].waiting_change -= line.waiting
        line.waiting = 0
    group.standing[ask.round_id, ask.household_id].remove(ask)
    ask.withdrawn_at = now
    group.withdrawn.append(ask)


def write_group(group: Group, *, now: datetime) -> None:
    """Write what was accepted and what it replaced; nothing at all when all were refused."""
    if group.asked or group.withdrawn:
        _write_asks(group, now=now)
    if not group.placed and not group.canceled:
        return
    add_taken({pk: shelf.change for pk, shelf in group.shelves.items()})
    add_taken_goods({pk: pool.change for pk, pool in group.pools.items()})
    _write_orders(group)
    placed = {order.pk for order in group.placed}
    _cancel([order for order in group.canceled if order.pk not in placed], now=now)
    audit.record([*_acts("order.placed", group.placed, group, now=now)])
    audit.record([*_acts("order.replaced", group.canceled, group, now=now)])
    post(_charges(group, now=now))
    events.publish(OrdersPlaced(order_ids=tuple(sorted(placed))))


def _cancel(orders: Sequence[Order], *, now: datetime) -> None:
    """One statement, or none."""
    if not orders:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ordering_order SET canceled_at = %s, replaced_by = gone.by"
            " FROM unnest(%s::bigint[], %s::bigint[]) AS gone(id, by)"
            " WHERE ordering_order.id = gone.id",
            [now, [order.pk for order in orders], [order.replaced_by for order in orders]],
        )


def _write_asks(group: Group, *, now: datetime) -> None:
    add_waiting({pk: shelf.waiting_change for pk, shelf in group.shelves.items()})
    recorded_at = timezone.now()
    for ask in group.asked:
        ask.recorded_at = recorded_at
    asked = {ask.pk for ask in group.asked}
    earlier = [ask.pk for ask in group.withdrawn if ask.pk not in asked]
    AskLine.objects.filter(ask__in=earlier).update(waiting=0)
    Ask.objects.filter(pk__in=earlier).update(withdrawn_at=now)
    lines = [line for ask in group.asked for line in group.ask_lines[ask.pk]]
    copy_rows(Ask, ASK_COLUMNS, map(attrgetter(*ASK_COLUMNS), group.asked))
    copy_rows(AskLine, ASK_LINE_COLUMNS, map(attrgetter(*ASK_LINE_COLUMNS), lines))
    audit.record([*_acts("ask.placed", group.asked, group, now=now)])
    audit.record([*_acts("ask.withdrawn", group.withdrawn, group, now=now)])


def _write_orders(group: Group) -> None:
    recorded_at = timezone.now()
    for order in group.placed:
        order.recorded_at = recorded_at
    lines = [line for order in group.placed for line in group.lines_of[order.pk]]
    copy_rows(Order, ORDER_COLUMNS, map(attrgetter(*ORDER_COLUMNS), group.placed))
    copy_rows(OrderLine, LINE_COLUMNS, map(attrgetter(*LINE_COLUMNS), lines))


def _acts(
    action: str, rows: Iterable[Order | Ask], group: Group, *, now: datetime
) -> Iterable[audit.Act]:
    for row in rows:
        actor = audit.NamedActor(_actor(row, group))
        facts = {"fen": row.total_fen} if isinstance(row, Order) else {}
        yield audit.Act(action, row, actor, now, facts)


def _charges(group: Group, *, now: datetime) -> Iterable[Entry]:
    kinds = ((PostingKind.ORDER, group.placed), (PostingKind.CANCELED, group.canceled))
    for kind, orders in kinds:
        for order in orders:
            estate_id = group.rounds[order.round_id].estate_id
            actor = _actor(order, group)
            yield charge_of(order, kind, estate_id=estate_id, actor=actor, at=now)


def _actor(row: Order | Ask, group: Group) -> str:
    """Who asked for it, as the audit log names them."""
    card = group.doors[row.household_id].card_id
    return f"user:{row.placed_by_id}" if row.placed_by_id else f"card:{card}"
