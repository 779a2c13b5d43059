"""Where the goods of a lot are: on the shelf, in bags, on the way, behind which doors."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Q, QuerySet, Sum

from baogong.apps.custody.enums import HolderKind
from baogong.apps.inventory.enums import RecallOutcome, StockReason
from baogong.apps.inventory.models import Lot, Recall
from baogong.apps.ordering.models.order import order_number
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import covers, only_visible
from baogong.apps.people.queries.scope import Viewer
from baogong.apps.reporting.queries.lots_sql import BAGS_OF_LOT, RECALLS_OF_DOOR
from baogong.apps.tickets.queries import stale_doors

AT_DEPOT = frozenset({HolderKind.SITE, HolderKind.RETURNS})


@dataclass(frozen=True, slots=True)
class LotRow:
    """A lot, with pieces or grams (``sold_by``) received and left.

    ``stale_doors``: doors that said something of it was not fresh.
    """

    id: int
    good: str
    sold_by: str
    supplier: str
    depot_id: int
    depot: str
    depot_path: str
    received_at: datetime
    received: int
    left: int
    recall: Recall | None
    stale_doors: int


@dataclass(frozen=True, slots=True)
class TracedBag:
    """A bag with ``quantity`` pieces or grams of a lot. ``outcome``: what the door said."""

    id: int
    code: str
    part: int
    parts: int
    door_id: int
    door: str
    entrance: str
    quantity: int
    holder_kind: str
    holder: str
    outcome: str

    @property
    def is_out(self) -> bool:
        """Whether it has left the depot."""
        return self.holder_kind not in AT_DEPOT

    @property
    def outcome_label(self) -> str:
        return str(RecallOutcome(self.outcome).label) if self.outcome else ""


@dataclass(frozen=True, slots=True)
class LotTrace:
    """A lot and every bag with goods of it, in walking order; quantities in pieces or grams."""

    lot: LotRow
    bags: tuple[TracedBag, ...]

    @property
    def at_depot(self) -> int:
        return sum(bag.quantity for bag in self.bags if not bag.is_out)

    @property
    def on_the_way(self) -> int:
        return sum(bag.quantity for bag in self.bags if bag.holder_kind == HolderKind.PERSON)

    @property
    def out(self) -> int:
        return sum(bag.quantity for bag in self.bags if bag.is_out)

    @property
    def doors(self) -> int:
        """Doors whose goods have left the depot."""
        return len({bag.door_id for bag in self.bags if bag.is_out})

    @property
    def doors_asked(self) -> int:
        return len({bag.door_id for bag in self.bags if bag.is_out and bag.outcome})

    @property
    def gone_otherwise(self) -> int:
        """What left the shelf without a bag: spoiled, or counted away."""
        return self.lot.received - self.lot.left - self.at_depot - self.out


@dataclass(frozen=True, slots=True)
class DoorRecall:
    """A good of a door's order that nobody may eat. ``outcome``: what the door said."""

    order_id: int
    good: str
    reason: str
    called_at: datetime
    outcome: str

    @property
    def order_number(self) -> str:
        return order_number(self.order_id)

    @property
    def is_open(self) -> bool:
        """Whether the household may still have it, for all that is known."""
        return self.outcome in {"", RecallOutcome.NOBODY}


def lot_ids(*, viewer: Viewer, roles: Collection[Role], text: str = "") -> list[int]:
    """Lots in the viewer's hands whose good or supplier has the text, the newest first."""
    lots = _visible(viewer, roles)
    if text:
        named = Q(good__name__icontains=text) | Q(good__sku__iexact=text)
        lots = lots.filter(named | Q(supplier__name__icontains=text))
    return list(lots.order_by("-received_at", "-pk").values_list("pk", flat=True))


def lot_rows(ids: Collection[int]) -> list[LotRow]:
    """The lots of these ids, the newest first. Two queries."""
    stale = stale_doors(lot_ids=ids)
    return [_row(lot, stale) for lot in _with_names(Lot.objects.filter(pk__in=ids))]


def lot_trace(*, viewer: Viewer, roles: Collection[Role], pk: int) -> LotTrace:
    """One lot and its bags. Three queries. Raises NotVisible."""
    lot = only_visible(_with_names(_visible(viewer, roles)), pk=pk)
    row = _row(lot, stale_doors(lot_ids=[pk]))
    with connection.cursor() as cursor:
        cursor.execute(BAGS_OF_LOT, {"lot": pk})
        return LotTrace(row, tuple(TracedBag(*row) for row in cursor.fetchall()))


def recalls_of_door(*, household_id: int) -> list[DoorRecall]:
    """What was called back of all that was packed for a door, the newest first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(RECALLS_OF_DOOR, {"door": household_id})
        return [DoorRecall(*row) for row in cursor.fetchall()]


def _visible(viewer: Viewer, roles: Collection[Role]) -> QuerySet[Lot]:
    return Lot.objects.filter(covers(viewer=viewer, roles=roles, path="place__path"))


def _with_names(lots: QuerySet[Lot]) -> QuerySet[Lot]:
    arrived = Sum("entries__quantity", filter=Q(entries__reason=StockReason.RECEIVED))
    named = lots.select_related("good", "supplier", "place", "recall__called_by")
    return named.annotate(received=arrived).order_by("-received_at", "-pk")


def _row(lot: Lot, stale: Mapping[int, int]) -> LotRow:
    return LotRow(
        id=lot.pk,
        good=lot.good.name,
        sold_by=lot.good.sold_by,
        supplier=lot.supplier.name,
        depot_id=lot.place_id,
        depot=lot.place.label,
        depot_path=lot.place.path,
        received_at=lot.received_at,
        received=getattr(lot, "received", 0) or 0,
        left=lot.on_hand,
        recall=getattr(lot, "recall", None),
        stale_doors=stale.get(lot.pk, 0),
    )
