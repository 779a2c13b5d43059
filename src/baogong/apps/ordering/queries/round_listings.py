"""What a round offers, as those who plan it see it."""

from collections import defaultdict
from dataclasses import dataclass

from baogong.apps.ordering.models import Listing, ListingItem


@dataclass(frozen=True, slots=True)
class ListedGood:
    """``quantity`` pieces or grams of a good in one package."""

    name: str
    sold_by: str
    quantity: int


@dataclass(frozen=True, slots=True)
class RoundListing:
    """A package in a round; ``stock`` and ``limit`` None mean no bound."""

    id: int
    name: str
    supplier: str
    price_fen: int
    stock: int | None
    limit: int | None
    taken: int
    contents: tuple[ListedGood, ...]


def listings_of(*, round_id: int) -> list[RoundListing]:
    """The packages of a round, the cheapest first. Two queries."""
    contents: dict[int, list[ListedGood]] = defaultdict(list)
    items = ListingItem.objects.filter(listing__round=round_id).select_related("good")
    for item in items.order_by("pk"):
        good = ListedGood(item.good.name, item.good.sold_by, item.quantity)
        contents[item.listing_id].append(good)
    listings = Listing.objects.filter(round=round_id).select_related("package", "supplier")
    return [
        RoundListing(
            id=row.pk,
            name=row.package.name,
            supplier=row.supplier.name,
            price_fen=row.price_fen,
            stock=row.stock,
            limit=row.household_limit,
            taken=row.taken,
            contents=tuple(contents[row.pk]),
        )
        for row in listings.order_by("price_fen", "pk")
    ]
