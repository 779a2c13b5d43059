"""A door's own orders."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from baogong.apps.ordering.enums import Channel, Consent, OnShort, ordered_by
from baogong.apps.ordering.intents import Wish
from baogong.apps.ordering.models import Order, OrderLine
from baogong.apps.ordering.models.order import order_number
from baogong.values.codes import BadCode, decode_number
from baogong.values.errors import NotVisible

BY_ORDER = Exists(Order.objects.filter(pk=OuterRef("replaced_by")))


@dataclass(frozen=True, slots=True)
class LineRow:
    """``quantity`` of a package at the price that held; ``at_scale``: it is paid for by weight."""

    listing_id: int
    name: str
    quantity: int
    price_fen: int
    at_scale: bool

    @property
    def total_fen(self) -> int:
        return self.quantity * self.price_fen


@dataclass(frozen=True, slots=True)
class Successor:
    """What took an order's place. Without ``is_order`` it only waits: it is an ask."""

    id: int
    is_order: bool

    @property
    def number(self) -> str:
        return order_number(self.id)


@dataclass(frozen=True, slots=True)
class DoorOrderRow:
    """An order as its household or the phone desk sees it; ``open`` while it can be canceled."""

    id: int
    number: str
    round_id: int
    round: str
    door: str
    delivery_date: date
    cutoff_at: datetime
    channel: Channel
    placed_by: str
    consent: Consent | None
    by_door: str
    total_fen: int
    occurred_at: datetime
    canceled_at: datetime | None
    replaced_by: Successor | None
    open: bool
    waits_for_check: bool
    over_percent: int
    on_short: OnShort
    lines: tuple[LineRow, ...]

    @property
    def ordered_by(self) -> str:
        """Who placed it, as its household reads it."""
        return ordered_by(self.channel, by_door=self.by_door)

    def is_coming(self, today: date) -> bool:
        """Whether it is bound for today or later and takes no changes any more."""
        return not self.open and self.canceled_at is None and self.delivery_date >= today

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """What was asked for, as it would be asked for again."""
        return tuple(Wish(line.listing_id, line.quantity) for line in self.lines)


def orders_of_door(
    *, household_id: int, now: datetime, round_ids: Sequence[int] | None = None, most: int = 50
) -> list[DoorOrderRow]:
    """The door's orders, the newest first; those of some rounds only, if given. Two queries."""
    orders = Order.objects.filter(household=household_id).order_by("-occurred_at", "-pk")
    if round_ids is not None:
        orders = orders.live().filter(round__in=round_ids)
    return _rows(orders[:most], now=now)


def order_of_door(*, household_id: int, number: str, now: datetime) -> DoorOrderRow:
    """One of the door's orders by the number that people read. Raises NotVisible."""
    return _one(Order.objects.filter(household=household_id, pk=order_id_of(number)), now=now)


def order_of_key(*, household_id: int, key: str, now: datetime) -> DoorOrderRow | None:
    """The door's order that a page's key made, if it made one; ``key`` as it was sent."""
    try:
        orders = Order.objects.filter(household=household_id, key=UUID(key))
    except ValueError:
        return None
    return next(iter(_rows(orders, now=now)), None)


def replaced_orders(*, household_id: int, by: int) -> list[tuple[int, str]]:
    """Ids and numbers of the door's orders whose place was taken ``by`` what has this id. One
    query."""
    replaced = Order.objects.filter(household=household_id, replaced_by=by).order_by("pk")
    return [(pk, order_number(pk)) for pk in replaced.values_list("pk", flat=True)]


def successor_of(pk: int | None, *, is_order: bool) -> Successor | None:
    """``is_order``: as ``BY_ORDER`` says it."""
    return None if pk is None else Successor(pk, is_order)


def order_row(*, order_id: int, now: datetime) -> DoorOrderRow:
    """An order that has passed a gate. Raises NotVisible."""
    return _one(Order.objects.filter(pk=order_id), now=now)


def order_id_of(number: str) -> int:
    """The id behind a number, as typed or read aloud. Raises NotVisible for a misread one."""
    try:
        return decode_number(number)
    except BadCode:
        raise NotVisible from None


def _one(orders: QuerySet[Order], *, now: datetime) -> DoorOrderRow:
    rows = _rows(orders, now=now)
    if not rows:
        raise NotVisible
    return rows[0]


def _rows(orders: QuerySet[Order], *, now: datetime) -> list[DoorOrderRow]:
    among = orders.select_related("round", "household", "placed_by", "by_door")
    found = list(among.annotate(by_order=BY_ORDER))
    lines: dict[int, list[LineRow]] = defaultdict(list)
    rows = OrderLine.objects.filter(order__in=[order.pk for order in found])
    for line in rows.select_related("listing__package").order_by("price_fen", "pk"):
        lines[line.order_id].append(
            LineRow(
                line.listing_id,
                line.listing.package.name,
                line.quantity,
                line.price_fen,
                line.listing.at_scale,
            )
        )
    return [
        _row(
            order,
            successor=successor_of(order.replaced_by, is_order=order.by_order),
            lines=tuple(lines[order.pk]),
            now=now,
        )
        for order in found
    ]


def _row(
    order: Order, *, successor: Successor | None, lines: tuple[LineRow, ...], now: datetime
) -> DoorOrderRow:
    round_ = order.round
    takes_changes = round_.closed_at is None and round_.opens_at <= now < round_.cutoff_at
    return DoorOrderRow(
        id=order.pk,
        number=order.number,
        round_id=order.round_id,
        round=round_.title,
        door=order.household.label,
        delivery_date=round_.delivery_date,
        cutoff_at=round_.cutoff_at,
        channel=Channel(order.channel),
        placed_by=order.placed_by.name if order.placed_by else "",
        consent=Consent(order.consent) if order.consent else None,
        by_door=order.by_door.label if order.by_door else "",
        total_fen=order.total_fen,
        occurred_at=order.occurred_at,
        canceled_at=order.canceled_at,
        replaced_by=successor,
        open=takes_changes and order.canceled_at is None,
        waits_for_check=order.waits_for_check,
        over_percent=order.over_percent,
        on_short=OnShort(order.on_short),
        lines=lines,
    )
