"""Taking back what an ask still waits for."""

from datetime import datetime

from django.db import transaction

from baogong.apps.ordering.errors import AskEnded, OrderClosed
from baogong.apps.ordering.models import Ask, Listing, Round
from baogong.apps.ordering.services.group import add_waiting
from baogong.apps.places.models import Place
from baogong.plumbing import audit, locks


@transaction.atomic
def withdraw_ask(*, ask_id: int, actor: audit.Actor, now: datetime) -> None:
    """End what an ask still waits for; what came of it stays. Raises AskEnded or OrderClosed."""
    ask = Ask.objects.get(pk=ask_id)
    round_ = locks.lock_rows(Round.objects.all(), keys=[ask.round_id], shared=True)[ask.round_id]
    locks.lock_rows(Place.objects.all(), keys=[ask.household_id])
    if round_.closed_at is not None:
        raise OrderClosed(number=ask.number)
    waiting = dict(ask.lines.filter(waiting__gt=0).values_list("listing", "waiting"))
    ended = Ask.objects.standing().filter(pk=ask_id).update(withdrawn_at=now)
    if not ended or not waiting:
        raise AskEnded(number=ask.number)
    locks.lock_rows(Listing.objects.all(), keys=waiting)
    add_waiting({pk: -count for pk, count in waiting.items()})
    ask.lines.update(waiting=0)
    audit.record([audit.Act("ask.withdrawn", ask, actor, now)])
