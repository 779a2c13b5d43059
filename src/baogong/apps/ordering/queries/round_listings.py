"""What a round offers, as those who plan it see it."""

from collections import defaultdict
from dataclasses import dataclass

from baogong.apps.ordering.enums import Rule
from baogong.apps.ordering.models import Listing, ListingItem, RoundGood


@dataclass(frozen=True, slots=True)
class ListedGood:
    """``quantity`` pieces or grams of a good in one package."""

    name: str
    sold_by: str
    quantity: int


@dataclass(frozen=True, slots=True)
class RoundListing:
    """A package in a round; ``stock`` and ``limit`` None mean no bound, ``limit_days`` None that
    the limit counts over this round only. ``left``: for whoever comes now, below 0 where more wait
    than there are; ``is_divided``: its draw is still to come."""

    id: int
    package_id: int
    name: str
    supplier_id: int
    supplier: str
    price_fen: int
    stock: int | None
    limit: int | None
    limit_days: int | None
    taken: int
    left: int | None
    rule: Rule
    is_divided: bool
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
            package_id=row.package_id,
            name=row.package.name,
            supplier_id=row.supplier_id,
            supplier=row.supplier.name,
            price_fen=row.price_fen,
            stock=row.stock,
            limit=row.household_limit,
            limit_days=row.limit_days,
            taken=row.taken,
            left=row.free,
            rule=Rule(row.rule),
            is_divided=row.is_divided,
            contents=tuple(contents[row.pk]),
        )
        for row in listings.order_by("price_fen", "pk")
    ]


@dataclass(frozen=True, slots=True)
class BoundedGood:
    """A good of which a round has only so much: pieces or grams (``sold_by``)."""

    id: int
    sku: str
    name: str
    sold_by: str
    stock: int | None
    limit: int | None
    taken: int


def bounded_goods(*, round_id: int) -> list[BoundedGood]:
    """The goods of a round that are bounded over all its packages, by name. One query."""
    rows = RoundGood.objects.filter(round=round_id).select_related("good").order_by("good__name")
    return [
        BoundedGood(
            row.pk,
            row.good.sku,
            row.good.name,
            row.good.sold_by,
            row.stock,
            row.household_limit,
            row.taken,
        )
        for row in rows
    ]
