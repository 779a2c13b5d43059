"""Which doors have their card, issued and in hand."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F

from baogong.apps.places.models import Place


@dataclass(frozen=True, slots=True)
class EntranceCards:
    """An entrance with its doors, how many have a card, and how many of these were handed out."""

    entrance_id: int
    label: str
    doors: int
    cards: int
    handed_out: int

    @property
    def waiting(self) -> int:
        return self.cards - self.handed_out

    @property
    def missing(self) -> int:
        return self.doors - self.cards


def cards_by_entrance(place: Place) -> list[EntranceCards]:
    """The entrances at a place in walking order. One query."""
    rows = (
        Place.objects.within(place)
        .doors()
        .values("parent_id", "parent__label", key=F("parent__sort_key"))
        .annotate(doors=Count("pk"), cards=Count("card"), handed_out=Count("card__handed_out_at"))
        .order_by("key", "parent_id")
    )
    return [
        EntranceCards(
            entrance_id=row["parent_id"],
            label=row["parent__label"],
            doors=row["doors"],
            cards=row["cards"],
            handed_out=row["handed_out"],
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class WaitingDoor:
    """A door without a card in hand; ``issued_at`` is empty while it has none at all."""

    door: str
    entrance_id: int
    entrance: str
    issued_at: datetime | None


def doors_without_card_in_hand(place: Place) -> list[WaitingDoor]:
    """The doors whose card was not handed out, in walking order. One query."""
    doors = Place.objects.within(place).doors().filter(card__handed_out_at=None)
    rows = doors.order_by("sort_key", "pk").values_list(
        "label", "parent_id", "parent__label", "card__issued_at"
    )
    return [WaitingDoor(*row) for row in rows]


def doors_without_card(place: Place, *, limit: int) -> list[str]:
    """Names of doors that have no card yet, in walking order. One query."""
    doors = Place.objects.within(place).doors().filter(card=None).order_by("sort_key")
    return list(doors.values_list("label", flat=True)[:limit])
