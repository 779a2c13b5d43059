"""PINs are derived, not stored: a stolen database opens no card, a sheet prints again."""

import hashlib
import hmac

from django.conf import settings

from baogong.apps.people.models import HouseholdCard

PIN_DIGITS = 6


def card_pin(card: HouseholdCard) -> str:
    """The PIN that is printed on this card; it changes with the card's epoch."""
    text = f"card-pin:{card.code}:{card.epoch}"
    digest = hmac.digest(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256)
    return f"{int.from_bytes(digest[:8], 'big') % 10**PIN_DIGITS:0{PIN_DIGITS}d}"
