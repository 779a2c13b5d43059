from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from baogong.apps.gate.enums import BatchState
from baogong.apps.gate.models import Parcel, SprayBatch
from baogong.apps.gate.policies import batch_state
from baogong.apps.gate.queries.gates import GATE_ROLES, GateRow
from baogong.apps.inventory.models import Lot
from baogong.apps.people.queries import covers, only_visible
from baogong.apps.people.queries.scope import Viewer
from baogong.readers.manifests import read_tracking
from baogong.values.codes import read_code

SHOWN_FOR = timedelta(hours=24)
MOST_LOTS = 100


@dataclass(frozen=True, slots=True)
class SprayableLot:
    """Pieces or grams of a good as it came; ``supplier`` brought it."""

    id: int
    good: str
    sold_by: str
    on_hand: int
    supplier: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch with what is in it; ``release_at`` is None while it is being sprayed."""

    id: int
    gate_id: int
    gate: str
    gate_path: str
    started_by: str
    started_at: datetime
    ended_at: datetime | None
    release_at: datetime | None
    state: BatchState
    lots: tuple[SprayableLot, ...]
    parcel_count: int


@dataclass(frozen=True, slots=True)
class UnsprayedParcels:
    """How many parcels lie at a gate and were never sprayed; since when the first of them."""

    count: int
    since: datetime | None


def batches_of(gate: GateRow, *, now: datetime) -> list[BatchRow]:
    """Batches of the last day and all that are not ended, those that wait first.

    Five queries, however many batches.
    """
    shown = Q(started_at__gte=now - SHOWN_FOR) | Q(ended_at=None)
    found = _batches().filter(shown, gate=gate.id).order_by("-started_at")
    rows = [_row(batch, now=now) for batch in found]
    return sorted(rows, key=_waiting_first)


def batch_for(*, viewer: Viewer, pk: int, now: datetime) -> BatchRow:
    """Raises NotVisible."""
    inside = covers(viewer=viewer, roles=GATE_ROLES, path="gate__path")
    return _row(only_visible(_batches().filter(inside), pk=pk), now=now)


def unsprayed_parcels(gate: GateRow) -> UnsprayedParcels:
    """One query."""
    found = _unsprayed(gate).aggregate(count=Count("pk"), since=Min("received_at"))
    return UnsprayedParcels(**found)


def was_started(gate: GateRow, *, key: str) -> bool:
    """Whether an earlier send of the same page started a batch; ``key`` as it was sent."""
    try:
        return SprayBatch.objects.filter(gate=gate.id, key=UUID(key)).exists()
    except ValueError:
        return False


def parcels_since(gate: GateRow, *, since: datetime) -> list[int]:
    """Ids of all unsprayed parcels that came since a moment. One query."""
    rows = _unsprayed(gate).filter(received_at__gte=since)
    return list(rows.values_list("pk", flat=True))


def parcels_scanned(gate: GateRow, texts: Sequence[str]) -> tuple[list[int], list[str]]:
    """Ids of the unsprayed parcels whose label or waybill was scanned, and what is none of them.

    Every piece under a waybill number is meant. One query.
    """
    names = {text: _names(text) for text in texts}
    wanted = set().union(*names.values())
    rows = _unsprayed(gate).filter(Q(unit__code__in=wanted) | Q(tracking__in=wanted))
    found = list(rows.values_list("pk", "unit__code", "tracking"))
    known = {name for _, *both in found for name in both}
    return [pk for pk, *_ in found], [text for text in texts if not names[text] & known]


def _names(text: str) -> set[str]:
    """What a scan may be: a label's code, alone or at the end of its address, or a waybill."""
    names = set()
    for read, what in ((read_code, text.rpartition("/")[2]), (read_tracking, text)):
        with suppress(ValueError):
            names.add(read(what))
    return names


def _unsprayed(gate: GateRow) -> QuerySet[Parcel]:
    return Parcel.objects.lying_at(gate.id).filter(sprayed=None)


def lots_to_spray(gate: GateRow) -> list[SprayableLot]:
    """What lies in the gate's estate and was never sprayed, the latest first. One query."""
    lots = Lot.objects.filter(place__parent=gate.estate_id, on_hand__gt=0, sprayed=None)
    rows = lots.select_related("good", "supplier").order_by("-received_at", "good__name")
    return [_lot(lot) for lot in rows[:MOST_LOTS]]


def _batches() -> QuerySet[SprayBatch]:
    rows = SprayBatch.objects.select_related("gate", "started_by")
    counted = rows.annotate(parcel_count=Count("parcels"))
    return counted.prefetch_related("lots__lot__good", "lots__lot__supplier")


def _waiting_first(row: BatchRow) -> tuple[int, float]:
    """Being sprayed, then what is free soonest, then the free ones, the latest first."""
    at = row.release_at.timestamp() if row.release_at else 0.0
    return list(BatchState).index(row.state), -at if row.state is BatchState.FREE else at


def _row(batch: SprayBatch, *, now: datetime) -> BatchRow:
    return BatchRow(
        id=batch.pk,
        gate_id=batch.gate_id,
        gate=batch.gate.label,
        gate_path=batch.gate.path,
        started_by=batch.started_by.name,
        started_at=batch.started_at,
        ended_at=batch.ended_at,
        release_at=batch.release_at,
        state=batch_state(batch, now=now),
        lots=tuple(_lot(row.lot) for row in batch.lots.all()),
        parcel_count=batch.parcel_count,  # type: ignore[attr-defined]
    )


def _lot(lot: Lot) -> SprayableLot:
    return SprayableLot(
        id=lot.pk,
        good=lot.good.name,
        sold_by=lot.good.sold_by,
        on_hand=lot.on_hand,
        supplier=lot.supplier.name,
        received_at=lot.received_at,
    )
