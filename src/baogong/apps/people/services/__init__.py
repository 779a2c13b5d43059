"""Everything that gives and takes roles and cards."""

from baogong.apps.people.pins import card_pin
from baogong.apps.people.services.cards import issue_cards, reissue_card, sign_in_with_card
from baogong.apps.people.services.staff import assign, end_assignment, hire

__all__ = [
    "assign",
    "card_pin",
    "end_assignment",
    "hire",
    "issue_cards",
    "reissue_card",
    "sign_in_with_card",
]
