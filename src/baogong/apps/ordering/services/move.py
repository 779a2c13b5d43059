"""What a shop has not the strength for is offered from another one (R32)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from baogong.apps.ordering.errors import (
    CutoffPassed,
    NotDrawnYet,
    NothingLeftToMove,
    ShopClosedNow,
    ShopServesElsewhere,
    ShopWithoutRoom,
)
from baogong.apps.ordering.models import Listing, ListingItem, Round
from baogong.apps.ordering.queries.loads import shops_with_room
from baogong.apps.suppliers.models import Supplier
from baogong.plumbing import audit, locks


@transaction.atomic
def move_listing(
    *, listing_id: int, supplier_id: int, quantity: int, actor: audit.Actor, now: datetime
) -> Listing:
    """Offer ``quantity`` of what is left of a listing from another shop that has room for as many
    orders; what was ordered stays where it is.

    Waits for the orders that are being decided in the round, and for whoever hands something to
    the same shop. Price and content stay as they were announced. Raises CutoffPassed,
    ShopServesElsewhere, NotDrawnYet, NothingLeftToMove, ShopClosedNow or ShopWithoutRoom.
    """
    round_id = Listing.objects.values_list("round", flat=True).get(pk=listing_id)
    round_ = locks.lock_one(Round.objects.select_related("estate"), key=round_id)
    if round_.closed_at is not None or round_.cutoff_at <= now:
        raise CutoffPassed(cutoff_at=round_.cutoff_at)
    supplier = locks.lock_one(Supplier.objects.all(), key=supplier_id)
    if not supplier.areas.filter(estate=round_.estate_id).exists():
        raise ShopServesElsewhere(shop=supplier.name, estate=round_.estate.label)
    listing = locks.lock_one(Listing.objects.all(), key=listing_id)
    _check_left(listing, quantity, supplier_id=supplier_id)
    _check_room(round_, supplier, quantity=quantity, of=listing, now=now)
    moved = _offer(listing, supplier, quantity=quantity)
    if listing.stock is not None:
        listing.stock -= quantity
        listing.save(update_fields=["stock"])
    facts = {"from_shop": listing.supplier_id, "to_shop": supplier_id, "quantity": quantity}
    audit.record([audit.Act("listing.moved", listing, actor, now, facts)])
    return moved


def _check_left(listing: Listing, quantity: int, *, supplier_id: int) -> None:
    """Raises NotDrawnYet or NothingLeftToMove."""
    if listing.is_divided:
        raise NotDrawnYet(name=listing.package.name)
    left = listing.free
    if (left is not None and left < quantity) or listing.supplier_id == supplier_id:
        raise NothingLeftToMove(left=max(left or 0, 0))


def _check_room(
    round_: Round, supplier: Supplier, *, quantity: int, of: Listing, now: datetime
) -> None:
    """Raises ShopClosedNow or ShopWithoutRoom."""
    clock = timezone.localtime(now).time()
    found = shops_with_room(round_, avoid={of.supplier_id}, clock=clock)
    spare = next((row for row in found if row.shop.id == supplier.pk), None)
    if spare is None or spare.takes(quantity) < quantity:
        raise ShopWithoutRoom(shop=supplier.name, left=spare.left if spare else 0)
    if not spare.is_open:
        raise ShopClosedNow(shop=supplier.name, opens_at=f"{spare.shop.opens_at:%H:%M}")


def _offer(listing: Listing, supplier: Supplier, *, quantity: int) -> Listing:
    """Add so many packages to what the other shop offers of it."""
    known = Listing.objects.filter(
        round=listing.round_id, package=listing.package_id, supplier=supplier
    )
    for row in locks.lock_rows(
        Listing.objects.all(), keys=known.values_list("pk", flat=True)
    ).values():
        if row.stock is not None:
            row.stock += quantity
            row.save(update_fields=["stock"])
        return row
    moved = Listing.objects.create(
        round_id=listing.round_id,
        package_id=listing.package_id,
        supplier=supplier,
        price_fen=listing.price_fen,
        stock=quantity,
        household_limit=listing.household_limit,
        limit_days=listing.limit_days,
        at_scale=listing.at_scale,
    )
    ListingItem.objects.bulk_create(
        ListingItem(listing=moved, good_id=item.good_id, quantity=item.quantity)
        for item in listing.items.all()
    )
    return moved
