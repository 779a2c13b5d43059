"""What was divided: for the desk, for the household whose order was cut, and for everybody."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, QuerySet, Subquery

from baogong.apps.ordering.enums import Channel, OnShort, ShareReason
from baogong.apps.ordering.models.order import order_number
from baogong.apps.ordering.queries import LogLine
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import covers, only_visible
from baogong.apps.people.queries.scope import Viewer
from baogong.apps.sorting.enums import Division, ShortReason
from baogong.apps.sorting.models import Cut, Share, Shortage
from baogong.engines.allocation import commitment, lot
from baogong.values.errors import NotVisible


@dataclass(frozen=True, slots=True)
class ShortageRow:
    """A division that was confirmed; pieces or grams (``sold_by``)."""

    id: int
    round_id: int
    round: str
    delivery_date: date
    estate: str
    good: str
    sku: str
    sold_by: str
    ordered: int
    came: int
    supply: int
    unit: int
    division: Division
    seed: str
    reason: str
    decided_by: str
    decided_at: datetime

    @property
    def commitment(self) -> str:
        return commitment(self.seed)


@dataclass(frozen=True, slots=True)
class CutBy:
    """The division that cut an order; ``ordered`` and ``came``: of the good in the whole round.

    ``log_number``: of the first order of its door, which stands in the log.
    """

    id: int
    division: Division
    ordered: int
    came: int
    log_number: str


@dataclass(frozen=True, slots=True)
class CutRow:
    """What an order does not get of a good, in pieces or grams, and what is done about it.

    ``by``: the division that cut it; None: it lacked when its bag was packed, for this ``reason``.
    """

    id: int
    round_id: int
    order_id: int
    channel: Channel
    door_id: int
    door: str
    good_id: int
    good: str
    sold_by: str
    quantity: int
    fen: int
    choice: OnShort
    outcome: OnShort
    other: str
    other_sold_by: str
    instead: int
    settled_by: str
    settled_at: datetime | None
    reason: ShortReason
    by: CutBy | None

    @property
    def number(self) -> str:
        return order_number(self.order_id)


def shortages_of(*, round_id: int) -> list[ShortageRow]:
    """What was divided of a round, the latest first. One query."""
    rows = _with_names(Shortage.objects.filter(wave__round=round_id))
    return [_row(row) for row in rows.order_by("-decided_at", "-pk")]


def shortage_of(pk: int) -> ShortageRow:
    """A division, for everybody. Raises NotVisible where there is none."""
    if (row := _with_names(Shortage.objects.filter(pk=pk)).first()) is None:
        raise NotVisible
    return _row(row)


def log_of(shortage: ShortageRow) -> list[LogLine]:
    """The published log of a division, in the order of the numbers. One query."""
    shares = Share.objects.filter(shortage=shortage.id).order_by("pk")
    return [
        LogLine(
            number=(number := order_number(share.order_id)),
            wanted=share.wanted,
            granted=share.granted,
            asked_at=share.asked_at,
            priority=share.priority,
            why=ShareReason(share.why),
            place=share.place,
            lot=lot(shortage.seed, number),
        )
        for share in shares
    ]


def cuts_of_order(*, order_id: int) -> list[CutRow]:
    """What an order that passed a gate did not get. One query."""
    return _cut_rows(Cut.objects.filter(order=order_id).order_by("pk"))


def cuts_of_shortage(pk: int) -> list[CutRow]:
    """What a division took from each order, as one walks. One query."""
    cuts = Cut.objects.filter(shortage=pk)
    return _cut_rows(cuts.order_by("order__household__sort_key", "order", "pk"))


def call_ids(*, round_id: int) -> list[int]:
    """Cuts of a round whose households wait for a call, in walking order. One query."""
    cuts = Cut.objects.filter(order__round=round_id, outcome=OnShort.ASK)
    ordered = cuts.order_by("order__household__sort_key", "order", "pk")
    return list(ordered.values_list("pk", flat=True))


def cut_rows(ids: Sequence[int]) -> list[CutRow]:
    """The cuts of these ids, in their order. One query."""
    rows = {row.id: row for row in _cut_rows(Cut.objects.filter(pk__in=ids))}
    return [rows[pk] for pk in ids if pk in rows]


def cut_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> CutRow:
    """Raises NotVisible."""
    cuts = Cut.objects.filter(covers(viewer=viewer, roles=roles, path="order__household__path"))
    [row] = _cut_rows(Cut.objects.filter(pk=only_visible(cuts, pk=pk).pk))
    return row


def _cut_rows(cuts: QuerySet[Cut]) -> list[CutRow]:
    beside = ("shortage", "good", "order__household", "other", "settled_by")
    share = Share.objects.filter(
        shortage=OuterRef("shortage"), household=OuterRef("order__household")
    )
    return [
        CutRow(
            id=cut.pk,
            round_id=cut.order.round_id,
            order_id=cut.order_id,
            channel=Channel(cut.order.channel),
            door_id=cut.order.household_id,
            door=cut.order.household.label,
            good_id=cut.good_id,
            good=cut.good.name,
            sold_by=cut.good.sold_by,
            quantity=cut.quantity,
            fen=cut.fen,
            choice=OnShort(cut.choice),
            outcome=OnShort(cut.outcome),
            other=cut.other.name if cut.other else "",
            other_sold_by=cut.other.sold_by if cut.other else "",
            instead=cut.instead,
            settled_by=cut.settled_by.name if cut.settled_by else "",
            settled_at=cut.settled_at,
            reason=ShortReason(cut.reason),
            by=_cut_by(cut.shortage, logged=cut.logged) if cut.shortage else None,
        )
        for cut in cuts.select_related(*beside).annotate(logged=Subquery(share.values("order")))
    ]


def _cut_by(shortage: Shortage, *, logged: int) -> CutBy:
    division = Division(shortage.strategy)
    return CutBy(shortage.pk, division, shortage.ordered, shortage.came, order_number(logged))


def _with_names(rows: QuerySet[Shortage]) -> QuerySet[Shortage]:
    return rows.select_related("good", "wave__round__estate", "decided_by")


def _row(row: Shortage) -> ShortageRow:
    round_ = row.wave.round
    return ShortageRow(
        id=row.pk,
        round_id=round_.pk,
        round=round_.title,
        delivery_date=round_.delivery_date,
        estate=round_.estate.label,
        good=row.good.name,
        sku=row.good.sku,
        sold_by=row.good.sold_by,
        ordered=row.ordered,
        came=row.came,
        supply=row.supply,
        unit=row.unit,
        division=Division(row.strategy),
        seed=row.seed,
        reason=row.reason,
        decided_by=row.decided_by.name,
        decided_at=row.decided_at,
    )
