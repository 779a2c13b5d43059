"""Printed cards reach their doors, or not."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.people.models import HouseholdCard
from baogong.apps.places.models import Place
from baogong.plumbing import audit, locks


@transaction.atomic
def hand_out_cards(
    *, place: Place, kept: Collection[int], seen_at: datetime, actor: User, now: datetime
) -> int:
    """Note that every card of the place was handed out except the ``kept`` ones (ids of cards).

    A card that was issued after ``seen_at``, when the giver looked at the list, is another piece
    of paper and still waits. Returns how many were handed out; twice is the same as once.
    """
    waiting = HouseholdCard.objects.filter(
        household__path__startswith=place.path, handed_out_at=None, issued_at__lte=seen_at
    ).exclude(pk__in=kept)
    cards = locks.lock_rows(HouseholdCard.objects.all(), keys=waiting.values_list("pk", flat=True))
    given = HouseholdCard.objects.filter(
        pk__in=cards, handed_out_at=None, issued_at__lte=seen_at
    ).update(handed_out_at=now, handed_out_by=actor)
    if given:
        audit.record([audit.Act("cards.handed_out", place, actor, now, {"cards": given})])
    return given


@transaction.atomic
def take_card_back(*, card_id: int, actor: User, now: datetime) -> None:
    """Note that a card was not handed out after all. Twice is the same as once."""
    card = locks.lock_one(HouseholdCard.objects.all(), key=card_id)
    if card.handed_out_at is not None:
        card.handed_out_at = card.handed_out_by = None
        card.save(update_fields=["handed_out_at", "handed_out_by"])
        audit.record([audit.Act("card.taken_back", card, actor, now)])
