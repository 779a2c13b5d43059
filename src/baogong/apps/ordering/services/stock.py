"""More has come than a round had: of a package, or of a good that its packages share."""

from datetime import datetime

from django.db import transaction

from baogong.apps.ordering.errors import BoundMissing, CutoffPassed, StockChanged, StockTooLarge
from baogong.apps.ordering.models import Listing, Round, RoundGood
from baogong.apps.ordering.services.group import goods_in, lock_goods
from baogong.plumbing import audit, locks
from baogong.values.quantity import Amount

MOST_COUNTED = 2_000_000_000  # pieces or grams: what the column holds


@transaction.atomic
def add_stock(
    *, listing_id: int, quantity: int, seen: int, actor: audit.Actor, now: datetime
) -> None:
    """Offer ``quantity`` more of a listing, and of the goods in it that the round has only so much
    of; the next deal serves those who wait for it.

    ``seen``: how many there were in all when the actor looked, so that a second tap adds nothing.
    Raises CutoffPassed, BoundMissing, StockChanged or StockTooLarge.
    """
    _lock_open(Listing.objects.values_list("round", flat=True).get(pk=listing_id), now=now)
    listing = locks.lock_one(Listing.objects.select_related("package"), key=listing_id)
    if listing.stock is None:
        raise BoundMissing(name=listing.package.name)
    if listing.stock != seen:
        raise StockChanged(name=listing.package.name, stock=listing.stock)
    listing.stock = _more(listing.package.name, listing.stock, quantity)
    listing.save(update_fields=["stock"])
    _add_goods(listing, quantity)
    facts = {"quantity": quantity, "stock": listing.stock}
    audit.record([audit.Act("listing.stock_added", listing, actor, now, facts)])


@transaction.atomic
def add_good_stock(
    *, round_good_id: int, quantity: int, seen: int, actor: audit.Actor, now: datetime
) -> None:
    """The round has ``quantity`` (pieces or grams) more of a good for all packages that hold it;
    how many there are of each package stays. Otherwise as ``add_stock``."""
    _lock_open(RoundGood.objects.values_list("round", flat=True).get(pk=round_good_id), now=now)
    row = locks.lock_one(RoundGood.objects.select_related("good"), key=round_good_id)
    if row.stock is None:
        raise BoundMissing(name=row.good.name)
    if row.stock != seen:
        raise StockChanged(name=row.good.name, stock=Amount(row.stock, row.good.sold_by))
    row.stock = _more(row.good.name, row.stock, quantity)
    row.save(update_fields=["stock"])
    facts = {"quantity": quantity, "stock": row.stock}
    audit.record([audit.Act("good.stock_added", row, actor, now, facts)])


def _lock_open(round_id: int, *, now: datetime) -> None:
    round_ = locks.lock_one(Round.objects.all(), key=round_id)
    if round_.closed_at is not None or round_.cutoff_at <= now:
        raise CutoffPassed(cutoff_at=round_.cutoff_at)


def _more(name: str, stock: int, quantity: int) -> int:
    if stock + quantity > MOST_COUNTED:
        raise StockTooLarge(name=name)
    return stock + quantity


def _add_goods(listing: Listing, quantity: int) -> None:
    """What so many packages bring of the goods that are bounded over the round."""
    pools = lock_goods(goods_in([listing.pk]))
    rows = RoundGood.objects.filter(pk__in=pools, stock__isnull=False)
    for row in rows:
        brought = pools[row.pk].quantity([(listing.pk, quantity)])
        row.stock = _more(pools[row.pk].name, row.stock or 0, brought)
    RoundGood.objects.bulk_update(rows, ["stock"])
