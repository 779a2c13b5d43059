from dataclasses import dataclass
from datetime import datetime

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
    """A door's live card; ``pin`` is what is printed on it, ``handed_out_by`` a name."""

    id: int
    code: str
    epoch: int
    pin: str
    household_id: int
    door: str
    entrance: str
    handed_out_at: datetime | None
    handed_out_by: str


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
            entrance=card.household.parent.label if card.household.parent else "",
            handed_out_at=card.handed_out_at,
            handed_out_by=card.handed_out_by.name if card.handed_out_by else "",
        )
        for card in cards.select_related("household__parent", "handed_out_by").order_by(
            "household__sort_key"
        )
    ]
