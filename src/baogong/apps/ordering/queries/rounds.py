"""Rounds in a viewer's care, with how many orders came and how."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet, Sum

from baogong.apps.ordering.enums import Channel
from baogong.apps.ordering.models import Order, Round
from baogong.apps.ordering.policies import stopped_at
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round and its live orders so far; ``by_phone`` is the part that the desk took."""

    id: int
    title: str
    estate_id: int
    estate: str
    opens_at: datetime
    cutoff_at: datetime
    delivery_date: date
    closed: bool
    orders: int
    by_phone: int
    doors: int
    fen: int


def round_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> Round:
    """The gate to a round of an estate in the viewer's care. Raises NotVisible."""
    return only_visible(_visible(viewer, roles).select_related("estate"), pk=pk)


def round_rows(
    *, viewer: Viewer, roles: Collection[Role], now: datetime, most: int = 30
) -> list[RoundRow]:
    """The viewer's rounds, the latest delivery day first. One query."""
    live = Q(orders__canceled_at=None, orders__isnull=False)
    rounds = (
        _visible(viewer, roles)
        .select_related("estate")
        .annotate(
            live=Count("orders", filter=live),
            by_phone=Count("orders", filter=live & Q(orders__channel=Channel.PHONE)),
            doors=Count("orders__household", filter=live, distinct=True),
            fen=Sum("orders__total_fen", filter=live, default=0),
        )
        .order_by("-delivery_date", "-cutoff_at", "-pk")
    )
    return [
        RoundRow(
            id=row.pk,
            title=row.title,
            estate_id=row.estate_id,
            estate=row.estate.label,
            opens_at=row.opens_at,
            cutoff_at=row.cutoff_at,
            delivery_date=row.delivery_date,
            closed=closed_since(row, now=now) is not None,
            orders=row.live,
            by_phone=row.by_phone,
            doors=row.doors,
            fen=row.fen,
        )
        for row in rounds[:most]
    ]


def closed_since(round_: Round, *, now: datetime) -> datetime | None:
    """Since when the round takes no more orders; None while it is to take some."""
    if round_.closed_at or round_.cutoff_at <= now:
        return stopped_at(round_.cutoff_at, closed_at=round_.closed_at)
    return None


def orders_by_channel(*, round_ids: Collection[int]) -> dict[int, dict[Channel, int]]:
    """Live orders of each round by the way they came, the usual ways first. One query."""
    orders = Order.objects.live().filter(round__in=round_ids)
    counts = orders.values_list("round", "channel").annotate(n=Count("pk"))
    found: dict[int, dict[Channel, int]] = defaultdict(dict)
    for round_id, channel, count in counts.order_by("-n", "channel"):
        found[round_id][Channel(channel)] = count
    return found


def _visible(viewer: Viewer, roles: Collection[Role]) -> QuerySet[Round]:
    return Round.objects.filter(covers(viewer=viewer, roles=roles, path="estate__path"))
