"""Doors that no message reaches hear what they do not get."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.sorting.models import Share
from baogong.apps.sorting.queries.short_doors import TO_TELL
from baogong.plumbing import audit, locks


@transaction.atomic
def tell_doors(*, shortage_id: int, share_ids: Collection[int], actor: User, now: datetime) -> int:
    """These doors of a division know it; return how many had not been told before."""
    theirs = Share.objects.filter(TO_TELL, shortage=shortage_id)
    rows = locks.lock_rows(theirs, keys=share_ids)
    fresh = [share for share in rows.values() if share.told_at is None]
    Share.objects.filter(pk__in=[share.pk for share in fresh]).update(told_at=now, told_by=actor)
    audit.record([audit.Act("share.told", share, actor, now) for share in fresh])
    return len(fresh)
