"""What a door can order now: open rounds with their packages, contents and what is left."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Self

from django.db.models import F, QuerySet, Value

from baogong.apps.catalog.enums import Family
from baogong.apps.catalog.queries import family_order
from baogong.apps.ordering.enums import Moment, OnShort, Rule
from baogong.apps.ordering.models import Listing, ListingItem, Round
from baogong.apps.ordering.queries.door_limits import DoorLimit, door_limits
from baogong.apps.ordering.queries.short_choice import usual_by_estate
from baogong.apps.places.functions import StartsWith


@dataclass(frozen=True, slots=True)
class ContentRow:
    """``quantity`` pieces or grams (``sold_by``) of a good."""

    good: str
    sold_by: str
    quantity: int


@dataclass(frozen=True, slots=True)
class ListingRow:
    """A package on offer. ``left`` and ``limit`` are None where there is no bound.

    ``left``: for whoever comes now; where one asks for a ``moment`` that is still to come, at
    ``moment_at``, how many there are to give out then. ``waiting``: how many are asked for that
    nobody has yet.

    ``limit`` counts over ``limit_days`` days in a row, 1: over this round. Of the door that asks:
    ``more``, what it was let have above it; ``had``, the most it has in other rounds of such days.

    It says that it weighs ``stated_grams``, at most ``tolerance_percent`` less;
    ``weight_reason`` says why even less, where it does. ``at_scale``: it is paid for by weight.
    """

    id: int
    package_id: int
    name: str
    family: str
    price_fen: int
    stated_grams: int
    tolerance_percent: int
    weight_reason: str
    at_scale: bool
    left: int | None
    limit: int | None
    contents: tuple[ContentRow, ...]
    rule: Rule = Rule.FIRST_COME
    moment: Moment | None = None
    moment_at: datetime | None = None
    waiting: int = 0
    limit_days: int = 1
    more: int = 0
    had: int = 0

    @property
    def family_label(self) -> str:
        return str(Family(self.family).label)

    @property
    def sold_out(self) -> bool:
        return self.left == 0 and self.moment is None

    @property
    def most(self) -> int | None:
        """How many the door may have of it in this round."""
        return None if self.limit is None else max(self.limit + self.more - self.had, 0)

    @property
    def may_run_out(self) -> bool:
        """Whether one may come too late for it."""
        return self.left is not None and self.moment is None

    def at_once(self, quantity: int) -> int:
        """How many of ``quantity`` there are for whoever comes now."""
        if self.moment:
            return 0
        return quantity if self.left is None else min(quantity, self.left)


@dataclass(frozen=True, slots=True)
class OfferRow:
    """A round with its packages. ``usual_on_short``: what is done where a good comes short, unless
    a household says otherwise. ``ahead``: it takes what is asked for and deals it out when it
    opens."""

    id: int
    title: str
    estate: str
    opens_at: datetime
    cutoff_at: datetime
    delivery_date: date
    ahead: bool
    usual_on_short: OnShort
    listings: tuple[ListingRow, ...]

    @property
    def may_run_out(self) -> bool:
        """Whether something may be sold out before a form comes in."""
        return any(listing.may_run_out for listing in self.listings)

    @property
    def is_divided(self) -> bool:
        """Whether some of it is divided at a draw that is to come."""
        return any(listing.moment == Moment.DRAW for listing in self.listings)

    def has_elsewhere(self, listing: ListingRow) -> bool:
        """Whether a package is offered by another shop: where some is left, by the one that took
        it over last."""
        return any(
            other.package_id == listing.package_id
            and other.left != 0
            and (listing.left == 0 or other.id > listing.id)
            for other in self.listings
        )

    def packages(self) -> list[ListingRow]:
        """Each package once, as its slip names it, with the listing that it is offered from.

        The order is that of the first listings, so that it stays when a package moves to
        another shop after slips were printed.
        """
        rows: dict[int, list[ListingRow]] = defaultdict(list)
        for listing in sorted(self.listings, key=lambda row: row.id):
            rows[listing.package_id].append(listing)
        first = sorted(
            rows.values(), key=lambda same: (family_order(same[0].family), same[0].price_fen)
        )
        return [next(row for row in same if not self.has_elsewhere(row)) for same in first]

    def giving_back(self, held: Mapping[int, int]) -> Self:
        """The offer to a door that would give back what it ``held`` by listing."""
        listings = (
            listing
            if listing.left is None
            else replace(listing, left=listing.left + held.get(listing.id, 0))
            for listing in self.listings
        )
        return replace(self, listings=tuple(listings))


def offers_for_door(*, path: str, now: datetime) -> list[OfferRow]:
    """Rounds that take orders from the door at ``path``, the one that closes first in front.

    Five queries, and up to two for the door's limits.
    """
    rounds = Round.objects.taking_orders(now).filter(StartsWith(Value(path), F("estate__path")))
    return _offers(rounds.order_by("cutoff_at", "pk"), now=now, path=path)


def offers_to_ask_for(*, path: str, now: datetime) -> list[OfferRow]:
    """Rounds that the door at ``path`` can ask something of: the open ones, then those that are
    announced. Five queries, and up to two for the door's limits."""
    rounds = Round.objects.filter(
        StartsWith(Value(path), F("estate__path")), closed_at=None, cutoff_at__gt=now
    )
    offers = _offers(rounds.order_by("cutoff_at", "pk"), now=now, path=path)
    return sorted(offers, key=lambda offer: offer.ahead)


def offer_of_round(*, round_id: int, now: datetime) -> OfferRow:
    """What a round offers or has offered, whether it takes orders or not. Five queries."""
    [offer] = _offers(Round.objects.filter(pk=round_id), now=now)
    return offer


def _offers(rounds: QuerySet[Round], *, now: datetime, path: str = "") -> list[OfferRow]:
    """``path``: of the door that asks, if one does."""
    found = list(rounds.select_related("estate"))
    usual = usual_by_estate((round_.estate for round_ in found), at=now)
    listings = _listings(found, now=now, path=path)
    return [
        OfferRow(
            id=round_.pk,
            title=round_.title,
            estate=round_.estate.label,
            opens_at=round_.opens_at,
            cutoff_at=round_.cutoff_at,
            delivery_date=round_.delivery_date,
            ahead=now < round_.opens_at,
            usual_on_short=usual[round_.estate_id],
            listings=tuple(listings[round_.pk]),
        )
        for round_ in found
    ]


def next_opening_for_door(*, path: str, now: datetime) -> datetime | None:
    """When the next round opens that is announced for the door, if any is."""
    rounds = Round.objects.filter(
        StartsWith(Value(path), F("estate__path")), closed_at=None, opens_at__gt=now
    )
    return rounds.order_by("opens_at").values_list("opens_at", flat=True).first()


def _listings(rounds: Iterable[Round], *, now: datetime, path: str) -> dict[int, list[ListingRow]]:
    by_id = {round_.pk: round_ for round_ in rounds}
    found = Listing.objects.filter(round__in=by_id).select_related("package")
    listings = sorted(
        found.order_by("price_fen", "pk"), key=lambda row: family_order(row.package.family)
    )
    contents = _contents(listing.pk for listing in listings)
    pooled = _left_in_pools(listings)
    limits = door_limits(listings, rounds=by_id, path=path) if path else {}
    rows: dict[int, list[ListingRow]] = defaultdict(list)
    for listing in listings:
        round_ = by_id[listing.round_id]
        moment = moment_of(listing, round_=round_, now=now)
        door = limits.get(listing.pk, DoorLimit())
        rows[round_.pk].append(
            ListingRow(
                id=listing.pk,
                package_id=listing.package_id,
                name=listing.package.name,
                family=listing.package.family,
                price_fen=listing.price_fen,
                stated_grams=listing.package.stated_grams,
                tolerance_percent=listing.package.tolerance_percent,
                weight_reason=listing.package.weight_reason,
                at_scale=listing.at_scale,
                left=_left(listing, pooled.get(listing.pk), moment=moment),
                limit=listing.household_limit,
                contents=tuple(contents[listing.pk]),
                rule=Rule(listing.rule),
                moment=moment,
                moment_at=moment_at(moment, round_=round_),
                waiting=listing.waiting,
                limit_days=listing.limit_days or 1,
                more=door.more,
                had=door.had,
            )
        )
    return rows


def moment_of(listing: Listing, *, round_: Round, now: datetime) -> Moment | None:
    """What whoever asks for it now has to wait for; None where it can be had at once, if there is
    any."""
    if listing.is_divided:
        return Moment.DRAW
    return Moment.OPENING if now < round_.opens_at else None


def moment_at(moment: Moment | None, *, round_: Round) -> datetime | None:
    """When it is."""
    return {Moment.DRAW: round_.draws_at, Moment.OPENING: round_.opens_at, None: None}[moment]


def _left(listing: Listing, pooled: int | None, *, moment: Moment | None) -> int | None:
    """How many are left: of the listing itself, and of the goods that it shares with others."""
    own = None
    if listing.stock is not None and listing.free is not None:
        own = listing.stock - listing.taken if moment else max(listing.free, 0)
    bounds = [bound for bound in (own, pooled) if bound is not None]
    return min(bounds) if bounds else None


def _left_in_pools(listings: Iterable[Listing]) -> dict[int, int]:
    """For how many of each listing its shared goods last. One query."""
    items = ListingItem.objects.filter(
        listing__in=[listing.pk for listing in listings],
        listing__round__goods__good=F("good"),
        listing__round__goods__stock__isnull=False,
    )
    left: dict[int, int] = {}
    rest = F("listing__round__goods__stock") - F("listing__round__goods__taken")
    for listing_id, quantity, kept in items.values_list("listing", "quantity", rest):
        enough = kept // quantity
        left[listing_id] = min(left.get(listing_id, enough), enough)
    return left


def _contents(listing_ids: Iterable[int]) -> dict[int, list[ContentRow]]:
    rows: dict[int, list[ContentRow]] = defaultdict(list)
    items = ListingItem.objects.filter(listing__in=list(listing_ids)).select_related("good")
    for item in items.order_by("pk"):
        rows[item.listing_id].append(
            ContentRow(
                good=item.good.name,
                sold_by=item.good.sold_by,
                quantity=item.quantity,
            )
        )
    return rows
