"""Pure decisions about a round as it is planned, printed and handed to other shops."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from baogong.apps.ordering.enums import Rule
from baogong.apps.ordering.errors import (
    BadTimes,
    CutoffPassed,
    DrawAfterClosing,
    DrawMissing,
    NothingListed,
    NothingToDivide,
    NothingToPrint,
    PriorityMissing,
)
from baogong.apps.suppliers.enums import SupplierKind
from baogong.apps.suppliers.queries import ShopRow

GROCERS = (SupplierKind.SUPERMARKET, SupplierKind.SMALL_SHOP, SupplierKind.FRESH)


def check_can_print(
    *, closed: bool, cutoff_at: datetime, doors: Collection[int], now: datetime
) -> None:
    """Slips may be printed before a round opens. Raises CutoffPassed or NothingToPrint."""
    if closed or now >= cutoff_at:
        raise CutoffPassed(cutoff_at=cutoff_at)
    if not doors:
        raise NothingToPrint


def check_round_plan(
    opens_at: datetime,
    cutoff_at: datetime,
    *,
    day_ends_at: datetime,
    offers: int,
    draws_at: datetime | None,
) -> None:
    """``day_ends_at``: the end of the delivery day; ``draws_at``: None where nothing is divided.

    Raises BadTimes, DrawAfterClosing or NothingListed.
    """
    if not opens_at < cutoff_at <= day_ends_at:
        raise BadTimes
    if draws_at is not None and not opens_at < draws_at <= cutoff_at:
        raise DrawAfterClosing
    if not offers:
        raise NothingListed


def check_rules(
    offers: Iterable[tuple[str, Rule, int | None]], *, draws_at: datetime | None, says_first: bool
) -> None:
    """What is divided needs a moment and an end; offers as name, rule and stock. ``says_first``:
    whether the round says which doors come first.

    Raises NothingToDivide, DrawMissing or PriorityMissing.
    """
    for name, rule, stock in offers:
        if rule is not Rule.FIRST_COME and stock is None:
            raise NothingToDivide(name=name)
        if rule is not Rule.FIRST_COME and draws_at is None:
            raise DrawMissing(name=name)
        if rule is Rule.PRIORITY and not says_first:
            raise PriorityMissing(name=name)


@dataclass(frozen=True, slots=True)
class SpareShop:
    """A shop with room for ``left`` more orders on a day."""

    shop: ShopRow
    left: int
    is_open: bool

    def takes(self, packages: int | None) -> int:
        """How many of so many packages (None: no bound) it can take over: each may become an order
        of its own."""
        return self.left if packages is None else min(packages, self.left)


def spare_shops(
    shops: Iterable[ShopRow],
    *,
    orders: Mapping[int, int],
    offered: Mapping[int, int],
    avoid: Collection[int],
    clock: time,
) -> list[SpareShop]:
    """Who takes over from full shops: grocers with known room, open ones and roomy ones first.

    ``orders``: how many orders each shop has on the day; ``offered``: how many packages it offers
    beyond those; ``avoid``: the shops that are full.
    """
    taken = Counter(orders) + Counter(offered)
    spare = [
        SpareShop(shop, shop.daily_orders - taken[shop.id], shop.is_open(clock))
        for shop in shops
        if shop.daily_orders and shop.kind in GROCERS and shop.id not in avoid
    ]
    found = (row for row in spare if row.left > 0)
    return sorted(found, key=lambda row: (not row.is_open, -row.left, row.shop.name))
