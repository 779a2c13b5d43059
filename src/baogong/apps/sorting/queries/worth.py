"""What goods that do not come are worth to their households."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet, Sum

from baogong.apps.catalog.models import Good
from baogong.apps.money.enums import AccountKind, PostingKind
from baogong.apps.money.models import Transfer
from baogong.apps.ordering.enums import OnShort
from baogong.apps.ordering.models import ListingItem
from baogong.apps.sorting import policies
from baogong.apps.sorting.models import BagLine, Cut
from baogong.apps.sorting.queries.balances import LEFT


class PricedLine(NamedTuple):
    """A line of a bag that is not packed, with what goes in as far as is known (``left``)."""

    pk: int
    bag_id: int
    order_id: int
    household_id: int
    door: str
    sort_key: str
    asked_at: datetime
    on_short: str
    order_line_id: int
    good_id: int
    listing_id: int
    price_fen: int
    total_fen: int
    stand_in_id: int | None
    left: int


_FIELDS = (
    "pk",
    "bag",
    "order_line__order",
    "bag__household",
    "bag__household__label",
    "bag__household__sort_key",
    "order_line__order__occurred_at",
    "order_line__order__on_short",
    "order_line",
    "good",
    "order_line__listing",
    "order_line__price_fen",
    "order_line__order__total_fen",
    "stood_in_by",
)


@dataclass(frozen=True, slots=True)
class Worth:
    """What makes goods worth money: their own grams, those of whole packages, and what went back
    before."""

    goods: Mapping[int, Good]
    package_grams: Mapping[int, int]  # by listing
    back_fen: Mapping[int, int]  # by order

    def fen(self, rows: Sequence[tuple[PricedLine, int]], *, besides: int = 0) -> int:
        """Of so much of some lines with one good of one order, and never more than is left of its
        price when ``besides`` goes back too."""
        missing: Counter[PricedLine] = Counter()
        first: dict[int, PricedLine] = {}
        for line, quantity in rows:
            missing[first.setdefault(line.order_line_id, line)] += quantity
        fen = sum(
            policies.worth_fen(
                line.price_fen,
                grams=self.goods[line.good_id].grams(quantity),
                package_grams=self.package_grams[line.listing_id],
            )
            for line, quantity in missing.items()
        )
        order = rows[0][0]
        left = order.total_fen - self.back_fen.get(order.order_id, 0) - besides
        return max(min(fen, left), 0)


def priced(lines: QuerySet[BagLine]) -> list[PricedLine]:
    """Those of the lines of which something goes in, in their order. One query."""
    rows = lines.annotate(left=LEFT).filter(left__gt=0)
    return [PricedLine(*row) for row in rows.values_list(*_FIELDS, "left")]


def worth_of(lines: Sequence[PricedLine]) -> Worth:
    """Five queries."""
    grams: Counter[int] = Counter()
    items = ListingItem.objects.filter(listing__in={line.listing_id for line in lines})
    for item in items.select_related("good"):
        grams[item.listing_id] += item.good.grams(item.quantity)
    goods = Good.objects.in_bulk({line.good_id for line in lines})
    return Worth(goods, grams, _went_back(lines))


def _went_back(lines: Sequence[PricedLine]) -> Counter[int]:
    """What doors got back of each order, or may still get after a call. Two queries."""
    cuts = Cut.objects.filter(order__in={line.order_id for line in lines})
    cut = cuts.exclude(outcome=OnShort.SWAP).values_list("order").annotate(sum=Sum("fen"))
    answers = Transfer.objects.filter(
        posting__kind=PostingKind.REFUND,
        credit__kind=AccountKind.HOUSEHOLD,
        credit__place__in={line.household_id for line in lines},
    )
    told = answers.values_list("posting__order_id").annotate(sum=Sum("fen"))
    return Counter(dict(cut)) + Counter(dict(told))
