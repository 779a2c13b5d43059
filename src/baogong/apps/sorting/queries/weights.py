"""What is weighed at the depot, and what it costs (R21)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, Sum

from baogong.apps.ordering.models import ListingItem
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import OVERWEIGHT_TOLERANCE
from baogong.apps.sorting.models import Bag, BagLine, WeighedLine, Weighing, WeightConsent
from baogong.apps.sorting.policies import ScaleLine
from baogong.values.money import price_of


@dataclass(frozen=True, slots=True)
class WeightRow:
    """A good of an order that is weighed: ``ordered`` grams and what they cost.

    ``inside``: grams that are in the bag or to come. ``grams`` were weighed, and ``charged`` of
    them are paid for, with ``price_fen``; None before its bag is closed, or where nothing of it
    went in. ``difference_fen``: so much more it costs than what was to go in.
    """

    order_line_id: int
    good: str
    ordered: int
    ordered_fen: int
    inside: int
    grams: int | None = None
    charged: int | None = None
    price_fen: int | None = None
    difference_fen: int = 0


def scale_lines(bag: Bag, *, at: datetime) -> list[ScaleLine]:
    """The lines of an open bag that are weighed, less what was cut; none goes in for another good.

    One query where nothing is weighed, else five.
    """
    lines = list(
        BagLine.objects.filter(is_weighed(), bag=bag)
        .select_related("good", "short", "order_line__order")
        .order_by("good__name", "pk")
    )
    lines = [line for line in lines if line.to_pack]
    if not lines:
        return []
    tolerance = setting(OVERWEIGHT_TOLERANCE, place=bag.wave.depot, at=at)
    per = _grams_of_one(lines)
    last = {row.bag_line_id: row for row in current_weighings(lines)}
    agreed = WeightConsent.objects.filter(bag_line__in=lines).order_by("pk")
    consents = dict(agreed.values_list("bag_line", "most"))
    return [
        ScaleLine(
            line_id=line.pk,
            good=line.good.name,
            sku=line.good.sku,
            ordered=line.to_pack,
            fen=line.order_line.price_fen,
            per=per[line.order_line.listing_id],
            most=max(_most(line, tolerance=tolerance), consents.get(line.pk, 0)),
            weighing_id=last[line.pk].pk if line.pk in last else None,
            grams=last[line.pk].grams if line.pk in last else None,
        )
        for line in lines
    ]


def _most(line: BagLine, *, tolerance: int) -> int:
    """Grams that its household takes without being asked."""
    percent = max(tolerance, line.order_line.order.over_percent)
    return line.to_pack * (100 + percent) // 100


def current_weighings(lines: Iterable[BagLine]) -> list[Weighing]:
    """The weighings that no later one supersedes. One query."""
    rows = Weighing.objects.filter(bag_line__in=[line.pk for line in lines], superseded_by=None)
    return list(rows)


def is_weighed() -> Q:
    """Bag lines that are weighed: what goes in for one that is missing is not."""
    return Q(order_line__listing__at_scale=True, in_place_of=None)


def weights_of_order(*, order_id: int) -> list[WeightRow]:
    """What is weighed for an order, by bag. Two queries, one where nothing is."""
    return [row for _line, row in weighed_lines(order_line__order=order_id)]


def weights_of_bag(*, bag_id: int) -> list[WeightRow]:
    """What is weighed for a bag. Two queries, one where nothing is."""
    return [row for _line, row in weighed_lines(bag=bag_id)]


def weighed_lines(**which: Any) -> list[tuple[BagLine, WeightRow]]:
    """The weighed ones of some bag lines, with their bags. Two queries, one where nothing is."""
    lines = list(
        BagLine.objects.filter(is_weighed(), **which)
        .select_related("bag", "good", "order_line", "short", "weighed__weighing")
        .order_by("bag__part", "good__name", "pk")
    )
    per = _grams_of_one(lines)
    return [(line, _weight_row(line, per=per[line.order_line.listing_id])) for line in lines]


def weight_differences(*, order_id: int) -> dict[int, int]:
    """By order line, the fen by which its closed bags cost more than ordered. One query."""
    rows = WeighedLine.objects.filter(bag_line__order_line__order=order_id)
    return dict(rows.values_list("bag_line__order_line").annotate(fen=Sum("difference_fen")))


def _grams_of_one(lines: Sequence[BagLine]) -> dict[int, int]:
    """By listing, the grams that its price is for. One query, none without lines."""
    listings = {line.order_line.listing_id for line in lines}
    items = ListingItem.objects.filter(listing__in=listings)
    return dict(items.values_list("listing", "quantity")) if listings else {}


def _weight_row(line: BagLine, *, per: int) -> WeightRow:
    fen = line.order_line.price_fen
    ordered = (line.planned, price_of(line.planned, fen=fen, per=per))
    short = line.short.quantity if hasattr(line, "short") else 0
    about = (line.order_line_id, line.good.name, *ordered)
    if not hasattr(line, "weighed"):
        return WeightRow(*about, line.planned - short)
    done: WeighedLine = line.weighed
    inside = line.planned - short + done.weighing.grams - done.expected
    price = price_of(done.expected, fen=fen, per=per) + done.difference_fen
    came = (done.weighing.grams, done.charged, price, done.difference_fen)
    return WeightRow(*about, inside, *came)
