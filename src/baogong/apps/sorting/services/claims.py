"""A bag on one sorter's table is not offered to another."""

from datetime import datetime

from django.db import transaction
from django.db.models import Case, Q, Value, When

from baogong.apps.accounts.models import User
from baogong.apps.sorting import policies
from baogong.apps.sorting.models import Bag
from baogong.plumbing import locks


@transaction.atomic
def claim_next_bag(*, wave_id: int, entrance_id: int, actor: User, now: datetime) -> int | None:
    """Put the entrance's first free bag on the sorter's table; None when none is free.

    The bag that they have on it already comes first, one whose slip nobody has checked last, as it
    cannot be packed yet. Another's bag is free once it is packed, laid
    back, or ``policies.CLAIM`` old. A bag that somebody takes meanwhile is passed over.
    """
    mine = Q(claimed_by=actor)
    free = Bag.objects.filter(
        mine | Q(claimed_at=None) | Q(claimed_at__lte=now - policies.CLAIM),
        wave=wave_id,
        household__parent=entrance_id,
        done_at=None,
    )
    mine_first = Case(When(mine, then=Value(0)), default=Value(1))
    in_turn = free.order_by("order__waits_for_check", mine_first, "household__sort_key", "part")
    for bag_id in in_turn.values_list("pk", flat=True):
        if locks.lock_rows(free, keys=[bag_id]):
            Bag.objects.filter(pk=bag_id).update(claimed_by=actor, claimed_at=now)
            return bag_id
    return None


def lay_back(*, bag_id: int, actor: User) -> None:
    """Leave a bag unpacked: others are offered it at once. Nothing to do for another's bag."""
    Bag.objects.filter(pk=bag_id, claimed_by=actor).update(claimed_by=None, claimed_at=None)
