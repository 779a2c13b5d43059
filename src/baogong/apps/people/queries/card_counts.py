"""Which doors have their card."""

from dataclasses import dataclass

from django.db.models import Count, F

from baogong.apps.places.models import Place


@dataclass(frozen=True, slots=True)
class EntranceCards:
    """An entrance with its doors, and how many of them have a card."""

    entrance_id: int
    label: str
    doors: int
    cards: int

    @property
    def missing(self) -> int:
        return self.doors - self.cards


def cards_by_entrance(place: Place) -> list[EntranceCards]:
    """The entrances at a place in walking order. One query."""
    rows = (
        Place.objects.within(place)
        .doors()
        .values("parent_id", "parent__label", key=F("parent__sort_key"))
        .annotate(doors=Count("pk"), cards=Count("card"))
        .order_by("key", "parent_id")
    )
    return [
        EntranceCards(row["parent_id"], row["parent__label"], row["doors"], row["cards"])
        for row in rows
    ]


def doors_without_card(place: Place, *, limit: int) -> list[str]:
    """Names of doors that have no card yet, in walking order. One query."""
    doors = Place.objects.within(place).doors().filter(card=None).order_by("sort_key")
    return list(doors.values_list("label", flat=True)[:limit])
