"""Who holds which role where, and whose card is whose."""

from baogong.apps.people.queries.cards import CardRow, card_in_session, cards_within
from baogong.apps.people.queries.places import estate_for, place_for, towns_of
from baogong.apps.people.queries.scope import Viewer, covers, estates_of, only_visible, roles_of

__all__ = [
    "CardRow",
    "Viewer",
    "card_in_session",
    "cards_within",
    "covers",
    "estate_for",
    "estates_of",
    "only_visible",
    "place_for",
    "roles_of",
    "towns_of",
]
