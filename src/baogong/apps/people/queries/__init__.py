"""Who holds which role where, and whose card is whose."""

from baogong.apps.people.queries.cards import card_in_session
from baogong.apps.people.queries.scope import covers, estates_of, only_visible, roles_of

__all__ = ["card_in_session", "covers", "estates_of", "only_visible", "roles_of"]
