"""Everything that gives and takes roles and cards."""

from baogong.apps.people.pins import card_pin
from baogong.apps.people.services.cards import (
    cards_to_print,
    issue_cards,
    reissue_card,
    sign_in_with_card,
)
from baogong.apps.people.services.exports import log_export
from baogong.apps.people.services.founding import Founding, found_town
from baogong.apps.people.services.hand_out import hand_out_cards, take_card_back
from baogong.apps.people.services.newcomers import Newcomer, take_on
from baogong.apps.people.services.reads import log_read
from baogong.apps.people.services.staff import assign, end_assignment, hire

__all__ = [
    "Founding",
    "Newcomer",
    "assign",
    "card_pin",
    "cards_to_print",
    "end_assignment",
    "found_town",
    "hand_out_cards",
    "hire",
    "issue_cards",
    "log_export",
    "log_read",
    "reissue_card",
    "sign_in_with_card",
    "take_card_back",
    "take_on",
]
