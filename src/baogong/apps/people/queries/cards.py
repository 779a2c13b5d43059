from dataclasses import dataclass

from baogong.apps.people.models import HouseholdCard
from baogong.apps.people.pins import card_pin
from baogong.apps.places.models import Place
from baogong.values.errors import NotVisible


def card_in_session(*, card_id: int, epoch: int) -> HouseholdCard:
    """The card that a household's session names. Raises NotVisible once it was re-issued."""
    cards = HouseholdCard.objects.select_related("household")
    if card := cards.filter(pk=card_id, epoch=epoch).first():
        return card
    raise NotVisible


@dataclass(frozen=True, slots=True)
class CardRow:
    """A door's live card; ``pin`` is what is printed on it."""

    id: int
    code: str
    epoch: int
    pin: str
    household_id: int
    door: str


def cards_within(place: Place) -> list[CardRow]:
    """The cards of all doors at a place, in the order in which one walks. One query."""
    cards = HouseholdCard.objects.filter(household__path__startswith=place.path)
    return [
        CardRow(
            id=card.pk,
            code=card.code,
            epoch=card.epoch,
            pin=card_pin(card),
            household_id=card.household_id,
            door=card.household.label,
        )
        for card in cards.select_related("household").order_by("household__sort_key")
    ]
