"""Shops and apps that serve buildings, and the households that were told of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.ordering.enums import Channel
from baogong.apps.ordering.models import Outlet, OutletTold
from baogong.apps.ordering.queries.outlets import served_doors, served_places
from baogong.apps.places.models import Place
from baogong.plumbing import audit, locks


@dataclass(frozen=True, slots=True)
class NewOutlet:
    """A shop or app and what is pasted of it. ``channel``: whose orders prove that it is known."""

    key: UUID
    name: str
    how: str
    channel: Channel | None
    building_ids: frozenset[int]


@transaction.atomic
def announce_outlet(new: NewOutlet, *, estate: Place, actor: User, now: datetime) -> Outlet:
    """Say which buildings of the estate an outlet serves; others are left out. The same key again
    is the same outlet."""
    said = {
        "estate": estate,
        "name": new.name,
        "how": new.how,
        "channel": new.channel or "",
        "announced_at": now,
        "announced_by": actor,
    }
    outlet, made = Outlet.objects.get_or_create(key=new.key, defaults=said)
    if made:
        served = [row for row in served_places(estate) if row.pk in new.building_ids]
        outlet.buildings.set(served)
        audit.record(
            [audit.Act("outlet.announced", outlet, actor, now, {"buildings": len(served)})]
        )
    return outlet


@transaction.atomic
def end_outlet(*, outlet_id: int, actor: User, now: datetime) -> None:
    """It serves nobody any more. Twice is the same as once."""
    outlet = locks.lock_one(Outlet.objects.all(), key=outlet_id)
    if outlet.ended_at is None:
        outlet.ended_at, outlet.ended_by = now, actor
        outlet.save(update_fields=["ended_at", "ended_by"])
        audit.record([audit.Act("outlet.ended", outlet, actor, now)])


@transaction.atomic
def tell_households(
    *, outlet_id: int, household_ids: Collection[int], actor: User, now: datetime
) -> int:
    """These were told of the outlet; return how many had not been. Doors that it does not serve
    are left out."""
    outlet = locks.lock_one(Outlet.objects.all(), key=outlet_id)
    served = served_doors(outlet_id=outlet.pk).filter(pk__in=household_ids)
    fresh = served.exclude(pk__in=outlet.told.values("household"))
    rows = OutletTold.objects.bulk_create(
        OutletTold(outlet=outlet, household=door, told_at=now, told_by=actor) for door in fresh
    )
    audit.record([audit.Act("outlet.told", outlet, actor, now, {"doors": len(rows)})])
    return len(rows)
