"""Everything that changes who holds what."""

from baogong.apps.custody.services.discrepancies import settle_discrepancy
from baogong.apps.custody.services.handoffs import Exchange, Label, hand_over, open_units
from baogong.apps.custody.services.holders import door, person, returns_shelf, site

__all__ = [
    "Exchange",
    "Label",
    "door",
    "hand_over",
    "open_units",
    "person",
    "returns_shelf",
    "settle_discrepancy",
    "site",
]
