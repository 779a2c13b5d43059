"""Household cards: issue, re-issue, and the way in with code and PIN."""

import hmac
import unicodedata
from datetime import datetime, timedelta

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.people.errors import CardLocked, UnknownCard, WrongPin
from baogong.apps.people.models import HouseholdCard
from baogong.apps.people.pins import card_pin
from baogong.apps.people.queries.cards import CardRow, cards_within
from baogong.apps.places.models import Place
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import PIN_LOCK_MINUTES, PIN_TRIES
from baogong.plumbing import audit, locks
from baogong.values.codes import BadCode, random_code, read_code

REISSUED = (
    "epoch",
    "issued_at",
    "wrong_pins",
    "next_try_at",
    "handed_out_at",
    "handed_out_by",
    "opened_at",
)


@transaction.atomic
def issue_cards(*, place: Place, actor: User, now: datetime) -> int:
    """Give every door at the place that has none a card; return how many were made.

    Two people who issue at once wait for each other, so each door is counted once.
    """
    locks.lock_name("issue cards")
    doors = Place.objects.within(place).doors().filter(card=None).order_by("sort_key")
    cards = HouseholdCard.objects.bulk_create(
        (HouseholdCard(household=door, code=random_code(), issued_at=now) for door in doors),
        batch_size=2000,
    )
    audit.record([audit.Act("cards.issued", place, actor, now, {"cards": len(cards)})])
    return len(cards)


@transaction.atomic
def reissue_card(*, card_id: int, actor: User, now: datetime) -> HouseholdCard:
    """Replace a card: another PIN, old sessions end at once, and it waits to be handed out."""
    card = locks.lock_one(HouseholdCard.objects.all(), key=card_id)
    card.epoch += 1
    card.issued_at = now
    card.wrong_pins = 0
    card.next_try_at = None
    card.handed_out_at = card.handed_out_by = card.opened_at = None
    card.save(update_fields=REISSUED)
    audit.record([audit.Act("card.reissued", card, actor, now, {"epoch": card.epoch})])
    return card


@transaction.atomic
def cards_to_print(*, place: Place, actor: User, now: datetime) -> list[CardRow]:
    """The cards of a place with their PINs; the audit log says who got to see them."""
    cards = cards_within(place)
    audit.record([audit.Act("cards.printed", place, actor, now, {"cards": len(cards)})])
    return cards


def sign_in_with_card(*, code: str, pin: str, now: datetime) -> HouseholdCard:
    """The card of this code, when the PIN is its own.

    Raises UnknownCard, WrongPin or CardLocked. Each wrong PIN doubles the wait before the next
    try, and too many lock the card; that is written down before the answer is given.
    """
    try:
        found = HouseholdCard.objects.filter(code=read_code(code)).values_list("pk", flat=True)
    except BadCode:
        raise UnknownCard from None
    if not found:
        raise UnknownCard
    card, refusal = _try_pin(found[0], pin=pin, now=now)
    if refusal:
        raise refusal
    return card


@transaction.atomic
def _try_pin(
    card_id: int, *, pin: str, now: datetime
) -> tuple[HouseholdCard, CardLocked | WrongPin | None]:
    card = locks.lock_one(HouseholdCard.objects.select_related("household"), key=card_id)
    if card.next_try_at is not None and now < card.next_try_at:
        return card, CardLocked(until=card.next_try_at)
    typed = "".join(unicodedata.normalize("NFKC", pin).split())
    if hmac.compare_digest(card_pin(card).encode(), typed.encode()):
        if card.wrong_pins or card.opened_at is None:
            card.wrong_pins, card.next_try_at = 0, None
            card.opened_at = card.opened_at or now
            card.save(update_fields=["wrong_pins", "next_try_at", "opened_at"])
        return card, None
    tries = setting(PIN_TRIES, place=card.household, at=now)
    card.wrong_pins += 1
    left = tries - card.wrong_pins
    if left > 0:
        card.next_try_at = now + timedelta(seconds=2 ** (card.wrong_pins - 1))
    else:
        card.next_try_at = now + timedelta(
            minutes=setting(PIN_LOCK_MINUTES, place=card.household, at=now)
        )
        card.wrong_pins = 0
    card.save(update_fields=["wrong_pins", "next_try_at"])
    audit.record([audit.Act("card.wrong_pin", card, card, now)])
    if left > 0:
        return card, WrongPin(left=left)
    return card, CardLocked(until=card.next_try_at)
