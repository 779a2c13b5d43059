"""What a round divides, and the published logs of how it was divided."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Sum

from baogong.apps.ordering.enums import Rule, ShareReason
from baogong.apps.ordering.models import (
    AskLine,
    Deal,
    DealShare,
    Listing,
    ListingItem,
    Round,
    order_number,
)
from baogong.apps.places.enums import CareKind
from baogong.engines.allocation import commitment, lot
from baogong.values.errors import NotVisible


@dataclass(frozen=True, slots=True)
class LogLine:
    """A door's line of a published log. No place and no name stands in it."""

    number: str
    wanted: int
    granted: int
    asked_at: datetime
    priority: int
    why: ShareReason
    place: int
    lot: str


@dataclass(frozen=True, slots=True)
class DealRow:
    """``supply`` was dealt out among ``doors`` that wanted ``wanted`` in all.

    ``late``: among those who asked after the moment of the draw.
    """

    id: int
    rule: Rule
    late: bool
    supply: int
    doors: int
    wanted: int
    granted: int
    dealt_at: datetime


@dataclass(frozen=True, slots=True)
class DividedListing:
    """A package that has a rule, or that somebody asked for: ``doors`` ask for ``asked`` and still
    wait for ``waiting``. The word for its lots is no part of it, only what commits to it."""

    id: int
    name: str
    supplier: str
    rule: Rule
    stock: int | None
    commitment: str
    dealt_at: datetime | None
    doors: int
    asked: int
    waiting: int
    deals: tuple[DealRow, ...]


@dataclass(frozen=True, slots=True)
class GoodLots:
    """What commits to the word for a good's lots, should too little of it come."""

    sku: str
    name: str
    commitment: str


@dataclass(frozen=True, slots=True)
class DrawnRound:
    """What a round divides and might have to, for everybody. Doors with care of a kind in
    ``first_care``, or without a delivery for ``first_days`` days, are priority doors."""

    id: int
    title: str
    estate: str
    delivery_date: date
    cutoff_at: datetime
    draws_at: datetime | None
    first_care: tuple[CareKind, ...]
    first_days: int | None
    listings: tuple[DividedListing, ...]
    goods: tuple[GoodLots, ...]

    @property
    def has_priority(self) -> bool:
        return any(row.rule is Rule.PRIORITY for row in self.listings)


@dataclass(frozen=True, slots=True)
class PublishedDeal:
    """All terms of a deal, for everybody. It is over, so the word for its lots is told."""

    id: int
    round_id: int
    round: str
    estate: str
    delivery_date: date
    package: str
    rule: Rule
    is_drawn: bool
    late: bool
    draws_at: datetime | None
    dealt_at: datetime
    supply: int
    seed: str

    @property
    def commitment(self) -> str:
        return commitment(self.seed)


def divided_listings(*, round_id: int) -> list[DividedListing]:
    """What of a round has a rule or was asked for, the cheapest first. Three queries."""
    listings = Listing.objects.filter(round=round_id).select_related("package", "supplier")
    standing = AskLine.objects.filter(listing__round=round_id, ask__withdrawn_at=None)
    doors = Count("ask__household", distinct=True)
    sums = standing.values("listing").annotate(doors=doors, asked=Sum("quantity"))
    asked = {row["listing"]: row for row in sums}
    deals = _deals(round_id=round_id)
    return [
        DividedListing(
            id=row.pk,
            name=row.package.name,
            supplier=row.supplier.name,
            rule=Rule(row.rule),
            stock=row.stock,
            commitment=commitment(row.seed),
            dealt_at=row.dealt_at,
            doors=asked[row.pk]["doors"] if row.pk in asked else 0,
            asked=asked[row.pk]["asked"] if row.pk in asked else 0,
            waiting=row.waiting,
            deals=tuple(deals[row.pk]),
        )
        for row in listings.order_by("price_fen", "pk")
        if row.rule != Rule.FIRST_COME or row.pk in asked or row.pk in deals
    ]


def drawn_round(pk: int) -> DrawnRound:
    """What commits to a round's words. Raises NotVisible where there is none. Five queries."""
    if (round_ := Round.objects.filter(pk=pk).select_related("estate").first()) is None:
        raise NotVisible
    listings = divided_listings(round_id=pk)
    items = ListingItem.objects.filter(listing__round=pk)
    goods = items.order_by("good__sku").values_list("good__sku", "good__name").distinct()
    return DrawnRound(
        id=round_.pk,
        title=round_.title,
        estate=round_.estate.label,
        delivery_date=round_.delivery_date,
        cutoff_at=round_.cutoff_at,
        draws_at=round_.draws_at,
        first_care=tuple(CareKind(kind) for kind in round_.first_care),
        first_days=round_.first_days,
        listings=tuple(row for row in listings if row.rule is not Rule.FIRST_COME),
        goods=tuple(GoodLots(sku, name, commitment(round_.word(sku))) for sku, name in goods),
    )


def deal_of(pk: int) -> PublishedDeal:
    """A deal, for everybody. Raises NotVisible where there is none. One query."""
    beside = ("listing__package", "listing__round__estate")
    if (deal := Deal.objects.filter(pk=pk).select_related(*beside).first()) is None:
        raise NotVisible
    listing, round_ = deal.listing, deal.listing.round
    return PublishedDeal(
        id=deal.pk,
        round_id=round_.pk,
        round=round_.title,
        estate=round_.estate.label,
        delivery_date=round_.delivery_date,
        package=listing.package.name,
        rule=Rule(deal.rule),
        is_drawn=listing.rule != Rule.FIRST_COME,
        late=deal.late,
        draws_at=round_.draws_at,
        dealt_at=deal.dealt_at,
        supply=deal.supply,
        seed=listing.seed,
    )


def log_of_deal(deal: PublishedDeal) -> list[LogLine]:
    """The published log of a deal, in the order of the numbers. One query."""
    same = ("lot_of", "asked_at", "priority", "why", "place")
    shares = DealShare.objects.filter(deal=deal.id).values_list(*same)
    sums = shares.annotate(of_door=Sum("wanted"), to_door=Sum("granted")).order_by("lot_of")
    return [
        LogLine(
            number=(number := order_number(ask_id)),
            wanted=wanted,
            granted=granted,
            asked_at=asked_at,
            priority=priority,
            why=ShareReason(why),
            place=place,
            lot=lot(deal.seed, number),
        )
        for ask_id, asked_at, priority, why, place, wanted, granted in sums
    ]


def _deals(*, round_id: int) -> dict[int, list[DealRow]]:
    """By listing, the first one in front. One query."""
    deals = Deal.objects.filter(listing__round=round_id).annotate(
        doors=Count("shares__lot_of", distinct=True),
        wanted=Sum("shares__wanted"),
        granted=Sum("shares__granted"),
    )
    found: dict[int, list[DealRow]] = defaultdict(list)
    for deal in deals.order_by("pk"):
        found[deal.listing_id].append(
            DealRow(
                id=deal.pk,
                rule=Rule(deal.rule),
                late=deal.late,
                supply=deal.supply,
                doors=deal.doors,
                wanted=deal.wanted,
                granted=deal.granted,
                dealt_at=deal.dealt_at,
            )
        )
    return found
