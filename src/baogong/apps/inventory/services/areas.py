"""Who sees to which part of a depot."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from baogong.apps.catalog.enums import GoodCategory
from baogong.apps.inventory.models import StorageArea
from baogong.apps.places.models import Place
from baogong.plumbing import audit, locks


@transaction.atomic
def name_owners(
    owners: Mapping[GoodCategory, int | None], *, depot: Place, actor: audit.Actor, now: datetime
) -> None:
    """Give each kind of goods at a depot its owner (a user's id); None: nobody sees to it."""
    locks.lock_one(Place.objects.all(), key=depot.pk)
    StorageArea.objects.filter(depot=depot, category__in=owners).delete()
    StorageArea.objects.bulk_create(
        StorageArea(depot=depot, category=category, owner_id=owner_id)
        for category, owner_id in owners.items()
        if owner_id is not None
    )
    named = {str(category): owner_id for category, owner_id in owners.items()}
    audit.record([audit.Act("areas.owned", depot, actor, now, named)])
