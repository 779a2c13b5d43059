"""Helpers are paired with households and buildings (R47)."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import Role
from baogong.apps.people.errors import NobodyChosen, NotAHelper
from baogong.apps.people.models import BuddyPair
from baogong.apps.people.queries.pairs import PAIRED_KINDS
from baogong.apps.people.queries.staff import holders_of
from baogong.apps.places.models import Place
from baogong.plumbing import audit, locks


@transaction.atomic
def pair_up(
    *, helper_id: int, place_ids: Collection[int], estate: Place, actor: User, now: datetime
) -> int:
    """Name one helper for doors and buildings of an estate; who was named before is so no more.

    Return how many places got this helper newly. Raises NotAHelper or NobodyChosen.
    """
    here = Place.objects.within(estate).filter(kind__in=PAIRED_KINDS)
    places = locks.lock_rows(here, keys=place_ids)
    if not places:
        raise NobodyChosen
    if helper_id not in {holder.user_id for holder in holders_of(Role.OFFICER, estate=estate)}:
        raise NotAHelper
    live = BuddyPair.objects.filter(place__in=places, ended_at=None)
    kept = set(live.filter(user=helper_id).values_list("place", flat=True))
    ended = list(live.exclude(user=helper_id))
    live.exclude(user=helper_id).update(ended_at=now)
    made = BuddyPair.objects.bulk_create(
        BuddyPair(user_id=helper_id, place_id=pk, since=now) for pk in sorted(places.keys() - kept)
    )
    audit.record(audit.Act("pair.ended", pair, actor, now) for pair in ended)
    audit.record(audit.Act("pair.made", pair, actor, now) for pair in made)
    return len(made)


@transaction.atomic
def end_pair(*, pair_id: int, actor: User, now: datetime) -> None:
    """The helper looks after this place no more. Twice is the same as once."""
    place_id = BuddyPair.objects.values_list("place", flat=True).get(pk=pair_id)
    locks.lock_one(Place.objects.all(), key=place_id)
    pair = BuddyPair.objects.get(pk=pair_id)
    if pair.ended_at is None:
        pair.ended_at = now
        pair.save(update_fields=["ended_at"])
        audit.record([audit.Act("pair.ended", pair, actor, now)])
