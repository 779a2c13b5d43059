"""What a shop has not the strength for is offered from another one (R32)."""

from datetime import datetime

from django.db import transaction

from baogong.apps.ordering.errors import CutoffPassed, NothingLeftToMove, ShopServesElsewhere
from baogong.apps.ordering.models import Listing, ListingItem, Round
from baogong.apps.suppliers.models import Supplier
from baogong.plumbing import audit, locks


@transaction.atomic
def move_listing(
    *, listing_id: int, supplier_id: int, actor: audit.Actor, now: datetime
) -> Listing:
    """Offer what is left of a listing from another shop; what was ordered stays where it is.

    Waits for the orders that are being decided in the round. Price and content stay as they were
    announced. Raises CutoffPassed, ShopServesElsewhere or NothingLeftToMove.
    """
    round_id = Listing.objects.values_list("round", flat=True).get(pk=listing_id)
    round_ = locks.lock_one(Round.objects.select_related("estate"), key=round_id)
    if round_.closed_at is not None or round_.cutoff_at <= now:
        raise CutoffPassed(cutoff_at=round_.cutoff_at)
    supplier = Supplier.objects.get(pk=supplier_id)
    if not supplier.areas.filter(estate=round_.estate_id).exists():
        raise ShopServesElsewhere(shop=supplier.name, estate=round_.estate.label)
    listing = locks.lock_one(Listing.objects.all(), key=listing_id)
    left = listing.free
    if (
        listing.is_divided
        or (left is not None and left <= 0)
        or listing.supplier_id == supplier_id
    ):
        raise NothingLeftToMove
    moved = _offer(listing, supplier, left=left)
    listing.stock = listing.taken + listing.waiting
    listing.save(update_fields=["stock"])
    facts = {"from_shop": listing.supplier_id, "to_shop": supplier_id, "left": left}
    audit.record([audit.Act("listing.moved", listing, actor, now, facts)])
    return moved


def _offer(listing: Listing, supplier: Supplier, *, left: int | None) -> Listing:
    """Add ``left`` packages (None: no bound) to what the other shop offers of it."""
    known = Listing.objects.filter(
        round=listing.round_id, package=listing.package_id, supplier=supplier
    )
    for row in locks.lock_rows(
        Listing.objects.all(), keys=known.values_list("pk", flat=True)
    ).values():
        row.stock = None if left is None or row.stock is None else row.stock + left
        row.save(update_fields=["stock"])
        return row
    moved = Listing.objects.create(
        round_id=listing.round_id,
        package_id=listing.package_id,
        supplier=supplier,
        price_fen=listing.price_fen,
        stock=left,
        household_limit=listing.household_limit,
        limit_days=listing.limit_days,
        at_scale=listing.at_scale,
    )
    ListingItem.objects.bulk_create(
        ListingItem(listing=moved, good_id=item.good_id, quantity=item.quantity)
        for item in listing.items.all()
    )
    return moved
