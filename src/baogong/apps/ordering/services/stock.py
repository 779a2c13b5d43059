"""More of a package has come than its round had."""

from datetime import datetime

from django.db import transaction

from baogong.apps.ordering.errors import BoundMissing, CutoffPassed, StockChanged
from baogong.apps.ordering.models import Listing, Round
from baogong.plumbing import audit, locks


@transaction.atomic
def add_stock(
    *, listing_id: int, quantity: int, seen: int, actor: audit.Actor, now: datetime
) -> None:
    """Offer ``quantity`` more of a listing; the next deal serves those who wait for it.

    ``seen``: how many there were in all when the actor looked, so that a second tap adds nothing.
    Raises CutoffPassed, BoundMissing or StockChanged.
    """
    round_id = Listing.objects.values_list("round", flat=True).get(pk=listing_id)
    round_ = locks.lock_one(Round.objects.all(), key=round_id)
    if round_.closed_at is not None or round_.cutoff_at <= now:
        raise CutoffPassed(cutoff_at=round_.cutoff_at)
    listing = locks.lock_one(Listing.objects.select_related("package"), key=listing_id)
    if listing.stock is None:
        raise BoundMissing(name=listing.package.name)
    if listing.stock != seen:
        raise StockChanged(name=listing.package.name, stock=listing.stock)
    listing.stock += quantity
    listing.save(update_fields=["stock"])
    facts = {"quantity": quantity, "stock": listing.stock}
    audit.record([audit.Act("listing.stock_added", listing, actor, now, facts)])
