from baogong.apps.people.models import HouseholdCard
from baogong.values.errors import NotVisible


def card_in_session(*, card_id: int, epoch: int) -> HouseholdCard:
    """The card that a household's session names. Raises NotVisible once it was re-issued."""
    cards = HouseholdCard.objects.select_related("household")
    if card := cards.filter(pk=card_id, epoch=epoch).first():
        return card
    raise NotVisible
