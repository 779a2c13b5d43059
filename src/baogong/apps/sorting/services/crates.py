"""Crates are filled unit by unit and closed by count."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.custody.enums import Evidence, UnitKind
from baogong.apps.custody.models import Unit
from baogong.apps.custody.services import Exchange, Label, open_units, site
from baogong.apps.sorting import policies
from baogong.apps.sorting.errors import CrateClosed, NotInCrate, OtherEntrance
from baogong.apps.sorting.models import Bag, Crate, CrateUnit, Wave
from baogong.apps.sorting.queries.recalled import recalled_codes
from baogong.plumbing import audit, locks
from baogong.values.codes import random_code, read_code


def open_crate_of(*, wave: Wave, entrance_id: int) -> Crate:
    """The entrance's crate that still takes bags, locked; the next one when the last was closed.

    Must run inside a transaction. Two callers meet on the wave's row, so there is one open crate.
    """
    locks.lock_one(Wave.objects.all(), key=wave.pk)
    crates = Crate.objects.filter(wave=wave, entrance=entrance_id)
    for crate_id in crates.filter(closed_at=None).values_list("pk", flat=True):
        crate = locks.lock_one(Crate.objects.all(), key=crate_id)
        if crate.closed_at is None:  # else it was closed while this waited for its lock
            return crate
    return Crate.objects.create(
        wave=wave, entrance_id=entrance_id, number=crates.count() + 1, code=random_code()
    )


def put_in_crate(units: Sequence[Unit], *, crate: Crate, now: datetime) -> None:
    """Put units into a locked, open crate."""
    CrateUnit.objects.bulk_create(CrateUnit(crate=crate, unit=unit, put_at=now) for unit in units)


def scan_into_crate(*, crate_id: int, code: str, now: datetime) -> CrateUnit:
    """A label was read at an open crate: what it stands on lies in it. Twice is once, as told by
    the returned ``scanned_at``, which is ``now`` only at the first time.

    Raises BadCode, OtherEntrance, NotInCrate or CrateClosed. That scanning began is on record
    after a refusal too: what was refused still has to be found and swapped.
    """
    read = read_code(code)
    unread = Crate.objects.filter(pk=crate_id, closed_at=None, scanning_since=None)
    unread.update(scanning_since=now)
    return _scanned(crate_id, code=read, now=now)


@transaction.atomic
def _scanned(crate_id: int, *, code: str, now: datetime) -> CrateUnit:
    crate = locks.lock_one(Crate.objects.all(), key=crate_id)
    if crate.closed_at is not None:
        raise CrateClosed
    inside = crate.contents.select_related("unit__destination").filter(unit__code=code).first()
    if inside is None:
        raise _why_not(crate, code=code)
    if inside.scanned_at is None:
        inside.scanned_at = now
        inside.save(update_fields=["scanned_at"])
    return inside


def _why_not(crate: Crate, *, code: str) -> OtherEntrance | NotInCrate:
    """Why a label does not belong into a crate. Only where it goes to, never who lives there."""
    unit = Unit.objects.filter(code=code).select_related("destination__parent").first()
    bag = Bag.objects.filter(code=code).select_related("household__parent").first()
    door = unit.destination if unit else bag.household if bag else None
    if door is not None and door.parent is not None and door.parent_id != crate.entrance_id:
        return OtherEntrance(entrance=door.parent.label)
    return NotInCrate()


@transaction.atomic
def close_crate(*, key: UUID, crate_id: int, counted: int, actor: User, now: datetime) -> Crate:
    """Close a crate whose bags were counted; its label is stuck on. Twice is the same as once.

    Raises CrateEmpty, CrateCountDiffers or CrateHalfScanned: a crate leaves only when count and
    scans agree; or GoodsRecalled.
    """
    crate = locks.lock_one(Crate.objects.select_related("wave"), key=crate_id)
    if crate.closed_at is not None:
        return crate
    contents = list(crate.contents.select_related("unit").order_by("unit__code"))
    policies.check_crate_count(counted=counted, expected=len(contents))
    policies.check_crate_scans(crate, contents)
    policies.check_not_recalled(recalled_codes(row.unit_id for row in contents))
    was_scanned = all(row.scanned_at for row in contents)
    exchange = Exchange(
        key=key,
        giver=None,
        receiver=site(crate.wave.depot_id),
        place_id=crate.wave.depot_id,
        evidence=Evidence.SCAN if was_scanned else Evidence.COUNT,
        recorded_by=actor,
        occurred_at=now,
    )
    label = Label(kind=UnitKind.CRATE, code=crate.code, destination_id=crate.entrance_id)
    [crate.unit] = open_units([label], exchange=exchange)
    crate.closed_at = now
    crate.save(update_fields=["unit", "closed_at"])
    audit.record([audit.Act("crate.closed", crate, actor, now, {"counted": counted})])
    return crate
