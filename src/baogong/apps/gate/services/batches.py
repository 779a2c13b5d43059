"""Disinfection: while a batch is sprayed and until its rest is over, nothing of it leaves."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.gate import policies
from baogong.apps.gate.errors import LotsInBatch, ParcelsInBatch
from baogong.apps.gate.models import Parcel, SprayBatch, SprayedLot, SprayedParcel
from baogong.apps.inventory.models import Lot
from baogong.apps.inventory.policies import UNTIL_TOLD
from baogong.apps.inventory.services import change_hold, hold_lots
from baogong.apps.places.models import Place
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import REST_MINUTES
from baogong.plumbing import audit, locks


@transaction.atomic
def start_batch(
    *,
    key: UUID,
    gate_id: int,
    lot_ids: Collection[int] = (),
    parcel_ids: Collection[int] = (),
    actor: User,
    now: datetime,
) -> SprayBatch:
    """Hold lots of the gate's estate and parcels that lie at the gate while they are sprayed;
    the same key again is the same batch.

    Raises NothingToSpray where none of them lies there, LotsInBatch or ParcelsInBatch when another
    guard of the gate was quicker.
    """
    gate = locks.lock_one(Place.objects.all(), key=gate_id)
    if repeated := SprayBatch.objects.filter(key=key).first():
        return repeated
    lots = Lot.objects.filter(pk__in=lot_ids, place__parent=gate.parent_id)
    inside = sorted(lots.values_list("pk", flat=True))
    policies.check_something([*inside, *parcel_ids])
    if taken := SprayedLot.objects.filter(lot__in=inside).count():
        raise LotsInBatch(count=taken)
    parcels = _unsprayed(parcel_ids, gate=gate)
    batch = SprayBatch.objects.create(key=key, gate=gate, started_by=actor, started_at=now)
    SprayedLot.objects.bulk_create(SprayedLot(batch=batch, lot_id=pk) for pk in inside)
    SprayedParcel.objects.bulk_create(SprayedParcel(batch=batch, parcel_id=pk) for pk in parcels)
    hold_lots(inside, until=UNTIL_TOLD)
    facts = {"lots": inside, "parcels": len(parcels)}
    audit.record([audit.Act("batch.started", batch, actor, now, facts)])
    return batch


def _unsprayed(parcel_ids: Collection[int], *, gate: Place) -> list[int]:
    """The same ids, when all of them lie at the gate and were never sprayed."""
    wanted = set(parcel_ids)
    lying = Parcel.objects.lying_at(gate.pk).filter(sprayed=None, pk__in=wanted)
    found = sorted(lying.values_list("pk", flat=True))
    if missing := len(wanted) - len(found):
        raise ParcelsInBatch(count=missing)
    return found


@transaction.atomic
def end_batch(*, batch_id: int, actor: User, now: datetime) -> SprayBatch:
    """Spraying is over and the rest begins. Twice is the same as once: the clock is not reset."""
    batch = locks.lock_one(SprayBatch.objects.select_related("gate"), key=batch_id)
    if batch.ended_at is not None:
        return batch
    rest = setting(REST_MINUTES, place=batch.gate, at=now)
    batch.ended_at, batch.ended_by = now, actor
    batch.release_at = now + timedelta(minutes=rest)
    batch.save(update_fields=["ended_at", "ended_by", "release_at"])
    lot_ids = list(batch.lots.values_list("lot", flat=True))
    change_hold(lot_ids, was=UNTIL_TOLD, until=batch.release_at)
    audit.record([audit.Act("batch.ended", batch, actor, now, {"minutes": rest})])
    return batch
