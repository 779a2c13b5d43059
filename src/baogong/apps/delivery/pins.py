"""The code by which a household shows that a bag is its own; derived, so nothing keeps it."""

import hashlib
import hmac

from django.conf import settings

PIN_DIGITS = 4


def order_pin(order_id: int) -> str:
    """Four digits that stand on the order's page. They open nothing: a card's PIN is another."""
    digest = hmac.digest(
        settings.SECRET_KEY.encode(), f"order-pin:{order_id}".encode(), hashlib.sha256
    )
    return f"{int.from_bytes(digest[:8], 'big') % 10**PIN_DIGITS:0{PIN_DIGITS}d}"
