"""Bags that came back go out again with the next run."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.custody.enums import Evidence
from baogong.apps.custody.models import Unit
from baogong.apps.custody.services import Exchange, hand_over, returns_shelf, site
from baogong.apps.delivery.enums import ReturnReason
from baogong.apps.delivery.errors import BagNotBack, NothingToOffer
from baogong.apps.delivery.models import Reoffer, UnitReturn
from baogong.apps.sorting.models import Wave
from baogong.apps.sorting.queries.recalled import holds_recalled
from baogong.apps.sorting.services import open_crate_of, put_in_crate
from baogong.plumbing import audit, locks


@transaction.atomic
def offer_again(
    *, wave: Wave, bag_ids: Iterable[int] | None = None, actor: User | None, now: datetime
) -> int:
    """Put returned bags of the wave's depot into the wave's crates; return how many.

    All but damaged, recalled and paid ones, or those of ``bag_ids``. Raises NothingToOffer.
    """
    waiting = UnitReturn.objects.filter(reoffer=None, run__crate__wave__depot=wave.depot_id)
    waiting = waiting.exclude(reason=ReturnReason.DAMAGED).exclude(holds_recalled("unit"))
    if bag_ids is not None:
        waiting = waiting.filter(unit__bag__in=list(bag_ids))
    locked = locks.lock_rows(
        UnitReturn.objects.select_related("unit__destination"),
        keys=waiting.values_list("pk", flat=True),
    )
    taken = Reoffer.objects.filter(unit_return__in=locked).values_list("unit_return", flat=True)
    gone = set(taken)
    returns = [row for pk, row in locked.items() if pk not in gone and row.kept_back_at is None]
    if not returns:
        raise NothingToOffer
    _to_crates(returns, wave=wave, now=now)
    _off_the_shelf(returns, wave=wave, actor=actor, now=now)
    by = actor or audit.SYSTEM
    audit.record([audit.Act("bags.offered_again", wave, by, now, {"bags": len(returns)})])
    return len(returns)


def keep_back(*, unit_id: int, now: datetime) -> None:
    """Let a returned unit go out no more, as its goods are paid back. Twice is once.

    Must run inside a transaction. Raises BagNotBack.
    """
    waiting = UnitReturn.objects.filter(unit=unit_id, reoffer=None)
    keys = waiting.values_list("pk", flat=True)
    locked = locks.lock_rows(UnitReturn.objects.all(), keys=keys)
    if not waiting.filter(pk__in=locked).update(kept_back_at=now):
        raise BagNotBack(code=Unit.objects.get(pk=unit_id).code)


def _to_crates(returns: Iterable[UnitReturn], *, wave: Wave, now: datetime) -> None:
    by_entrance: dict[int, list[UnitReturn]] = defaultdict(list)
    for row in returns:
        by_entrance[row.unit.destination.entrance_id].append(row)
    for entrance_id, rows in by_entrance.items():
        crate = open_crate_of(wave=wave, entrance_id=entrance_id)
        put_in_crate([row.unit for row in rows], crate=crate, now=now)
        Reoffer.objects.bulk_create(
            Reoffer(unit_return=row, crate=crate, offered_at=now) for row in rows
        )


def _off_the_shelf(
    returns: Iterable[UnitReturn], *, wave: Wave, actor: User | None, now: datetime
) -> None:
    unit_ids = [row.unit_id for row in returns]
    exchange = Exchange(
        key=uuid4(),
        giver=returns_shelf(wave.depot_id),
        receiver=site(wave.depot_id),
        place_id=wave.depot_id,
        evidence=Evidence.COUNT,
        recorded_by=actor,
        occurred_at=now,
    )
    hand_over(unit_ids, exchange=exchange, counted=len(unit_ids), now=now)
