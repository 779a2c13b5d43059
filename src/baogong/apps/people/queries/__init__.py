"""Who holds which role where, and whose card is whose."""

from baogong.apps.people.queries.cards import CardRow, card_in_session, cards_within
from baogong.apps.people.queries.scope import covers, estates_of, only_visible, roles_of

__all__ = ["CardRow", "card_in_session", "cards_within", "covers", "estates_of", "only_visible", "roles_of"]
