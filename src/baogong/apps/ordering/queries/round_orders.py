"""The orders of a round, as a list to look through, export and print."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Count, F, Func, Q, Sum, Value

from baogong.apps.ordering.enums import Channel
from baogong.apps.ordering.models import Order, OrderLine, Round
from baogong.apps.ordering.models.order import OrderQuerySet, order_number
from baogong.apps.ordering.queries.door_orders import BY_ORDER, Successor, successor_of
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible
from baogong.values.codes import BadCode, decode_number
from baogong.values.sort_keys import natural_key


class _IsAnyOf(Func):
    """``column = ANY(array)``: one parameter, where IN would take thousands."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """What to look for; empty fields let everything through. ``text``: door or order number."""

    entrance_id: int | None = None
    channel: Channel | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order of the list; ``contents`` is (package, quantity)."""

    id: int
    number: str
    door: str
    entrance_id: int
    entrance: str
    channel: Channel
    placed_by: str
    occurred_at: datetime
    total_fen: int
    canceled: bool
    replaced_by: Successor | None
    contents: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class OrderTotals:
    """Live orders of a filtered list, and what they cost together."""

    orders: int
    fen: int
    packages: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class EntranceChoice:
    """An entrance from which the round has orders."""

    id: int
    label: str


def order_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> Order:
    """The gate to an order of a door in the viewer's care. Raises NotVisible."""
    orders = Order.objects.filter(covers(viewer=viewer, roles=roles, path="household__path"))
    return only_visible(orders, pk=pk)


def order_ids(*, round_id: int, where: OrderFilter) -> list[int]:
    """Ids of the orders that the filter lets through, in the order of their doors. One query."""
    orders = _filtered(round_id, where).order_by("household__sort_key", "pk")
    return list(orders.values_list("pk", flat=True))


def order_rows(ids: Sequence[int]) -> list[OrderRow]:
    """The orders of these ids, in their order. Two queries."""
    orders = Order.objects.filter(_IsAnyOf("pk", Value(list(ids)))).values(
        "pk",
        "channel",
        "occurred_at",
        "total_fen",
        "canceled_at",
        "replaced_by",
        by_order=BY_ORDER,
        door=F("household__label"),
        entrance_id=F("household__parent"),
        entrance=F("household__parent__label"),
        taken_by=F("placed_by__name"),
    )
    contents = _contents(ids)
    rows = {order["pk"]: _row(order, contents[order["pk"]]) for order in orders}
    return [rows[pk] for pk in ids if pk in rows]


def order_totals(*, round_id: int, where: OrderFilter) -> OrderTotals:
    """What the filtered live orders come to. Two queries."""
    live = _filtered(round_id, where).live()
    sums = live.aggregate(orders=Count("pk"), fen=Sum("total_fen"))
    packages = (
        OrderLine.objects.filter(order__in=live)
        .values_list("listing__package__name")
        .annotate(sum=Sum("quantity"))
        .order_by("listing__package__name")
    )
    return OrderTotals(orders=sums["orders"], fen=sums["fen"] or 0, packages=tuple(packages))


def entrances_of_orders(*, round_id: int) -> list[EntranceChoice]:
    """Entrances to filter by, in walking order. One query."""
    rows = (
        Round.objects.filter(pk=round_id)
        .values_list("orders__household__parent", "orders__household__parent__label")
        .annotate(key=F("orders__household__parent__sort_key"))
        .exclude(orders=None)
        .order_by("key")
        .distinct()
    )
    return [EntranceChoice(id=pk, label=label) for pk, label, _ in rows]


def _filtered(round_id: int, where: OrderFilter) -> OrderQuerySet:
    orders = Order.objects.filter(round=round_id)
    if where.entrance_id is not None:
        orders = orders.filter(household__parent=where.entrance_id)
    if where.channel is not None:
        orders = orders.filter(channel=where.channel)
    if where.text.strip():
        orders = orders.filter(_named(where.text))
    return orders


def _named(text: str) -> Q:
    """Doors whose name holds every word, or the order of this number."""
    doors = Q()
    for word in text.replace("-", " ").split():
        doors &= Q(household__sort_key__contains=natural_key(word))
    try:
        return doors | Q(pk=decode_number(text))
    except BadCode:
        return doors


def _contents(ids: Iterable[int]) -> dict[int, list[tuple[str, int]]]:
    contents: dict[int, list[tuple[str, int]]] = defaultdict(list)
    lines = OrderLine.objects.filter(_IsAnyOf("order", Value(list(ids))))
    for order_id, name, quantity in lines.order_by("price_fen", "pk").values_list(
        "order", "listing__package__name", "quantity"
    ):
        contents[order_id].append((name, quantity))
    return contents


def _row(order: Mapping[str, Any], contents: Iterable[tuple[str, int]]) -> OrderRow:
    return OrderRow(
        id=order["pk"],
        number=order_number(order["pk"]),
        door=order["door"],
        entrance_id=order["entrance_id"],
        entrance=order["entrance"],
        channel=Channel(order["channel"]),
        placed_by=order["taken_by"] or "",
        occurred_at=order["occurred_at"],
        total_fen=order["total_fen"],
        canceled=order["canceled_at"] is not None,
        replaced_by=successor_of(order["replaced_by"], is_order=order["by_order"]),
        contents=tuple(contents),
    )
