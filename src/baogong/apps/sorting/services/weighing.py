"""Goods by weight: the scale's word for a bag line, what the household agreed to, the price."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.money.enums import AccountKind, PostingKind
from baogong.apps.money.services import Entry, Move, household, of_estate, post
from baogong.apps.ordering.models import Order
from baogong.apps.sorting import policies
from baogong.apps.sorting.enums import ConsentWay
from baogong.apps.sorting.errors import BagPacked, BagWithdrawn, NotForTheScale, WeighingReused
from baogong.apps.sorting.models import Bag, BagLine, WeighedLine, Weighing, WeightConsent
from baogong.apps.sorting.policies import ScaleLine
from baogong.apps.sorting.queries.weights import scale_lines
from baogong.plumbing import audit, locks


@dataclass(frozen=True, slots=True)
class Reading:
    """``grams`` of a bag line on the scale, of which ``short`` grams are missing anyway."""

    key: UUID
    bag_line_id: int
    grams: int
    short: int = 0


@transaction.atomic
def weigh(reading: Reading, *, actor: User, now: datetime) -> Weighing:
    """Write down what the scale said; it takes the place of what was weighed before.

    The same key again is the same weighing. Weighings of a bag queue on its row, and so does its
    packing. Raises WeightSlip, NotForTheScale, BagPacked, BagWithdrawn or WeighingReused.
    """
    bag = _open_bag(reading.bag_line_id)
    if known := Weighing.objects.filter(key=reading.key).first():
        if (known.bag_line_id, known.grams) != (reading.bag_line_id, reading.grams):
            raise WeighingReused
        return known
    line = _scale_line(bag, reading.bag_line_id, now=now)
    expected = max(line.ordered - reading.short, 0)
    policies.check_weight(line.good, reading.grams, expected=expected)
    weighing = Weighing.objects.create(
        key=reading.key,
        bag_line_id=line.line_id,
        grams=reading.grams,
        supersedes_id=line.weighing_id,
        weighed_by=actor,
        occurred_at=now,
    )
    told = {"grams": reading.grams}
    audit.record([audit.Act("bag.weighed", bag, actor, now, told)])
    return weighing


@transaction.atomic
def agree_to_more(
    *, bag_line_id: int, most: int, way: ConsentWay, actor: User, now: datetime
) -> WeightConsent:
    """The household was asked and takes up to ``most`` grams, at the price of the ordered ones.

    Raises ConsentOutOfRange, NotForTheScale, BagPacked or BagWithdrawn.
    """
    bag = _open_bag(bag_line_id)
    line = _scale_line(bag, bag_line_id, now=now)
    policies.check_consent(line, most=most)
    consent = WeightConsent.objects.create(
        bag_line_id=bag_line_id, most=most, way=way, asked_by=actor, occurred_at=now
    )
    told = {"grams": most, "way": way}
    audit.record([audit.Act("bag.more_agreed", bag, actor, now, told)])
    return consent


def going_in(lines: Sequence[ScaleLine], *, short: Mapping[int, int]) -> dict[int, int]:
    """Weighed grams by bag line, of what goes into a bag. Raises NotWeighed or WeightSlip."""
    policies.check_weighed(lines, short=short)
    return {
        line.line_id: line.grams
        for line in lines
        if line.grams is not None and short.get(line.line_id, 0) < line.ordered
    }


def settle_weights(
    bag: Bag,
    lines: Sequence[ScaleLine],
    *,
    short: Mapping[int, int],
    actor: User,
    now: datetime,
) -> None:
    """Freeze what the weighed lines of a bag that is being closed cost more or less than ordered.

    Runs once for each bag, in the transaction that closes it: what its door is to bear is posted
    from here, each line as of its own order.
    """
    settled = [
        _settled(line, weighing_id=line.weighing_id, expected=expected)
        for line in lines
        if line.weighing_id and (expected := line.ordered - short.get(line.line_id, 0))
    ]
    if not settled:
        return
    written = WeighedLine.objects.bulk_create(settled)
    fen = sum(row.difference_fen for row in written)
    audit.record([audit.Act("bag.weights_settled", bag, actor, now, {"fen": fen})])
    order = Order.objects.select_related("round").get(pk=bag.order_id)
    sales = of_estate(AccountKind.SALES, order.round.estate_id)
    door, by = household(order.household_id), actor.audit_name
    orders = dict(bag.lines.values_list("pk", "order_line__order"))
    post(
        Entry(
            PostingKind.WEIGHED,
            row,
            (Move(door, sales, row.difference_fen),),
            by,
            now,
            orders[row.bag_line_id],
        )
        for row in written
    )


def _settled(line: ScaleLine, *, weighing_id: int, expected: int) -> WeighedLine:
    charged = line.charged(expected=expected)
    return WeighedLine(
        bag_line_id=line.line_id,
        weighing_id=weighing_id,
        expected=expected,
        charged=charged,
        difference_fen=line.price(charged) - line.price(expected),
    )


def _open_bag(bag_line_id: int) -> Bag:
    """The bag of a line, locked. Raises BagPacked, or BagWithdrawn when it was taken back."""
    ids = BagLine.objects.filter(pk=bag_line_id).values_list("bag", flat=True)
    bags = locks.lock_rows(Bag.objects.select_related("wave__depot"), keys=list(ids))
    for bag in bags.values():
        if bag.done_at is not None:
            raise BagPacked
        return bag
    raise BagWithdrawn


def _scale_line(bag: Bag, bag_line_id: int, *, now: datetime) -> ScaleLine:
    for line in scale_lines(bag, at=now):
        if line.line_id == bag_line_id:
            return line
    found = BagLine.objects.select_related("good").get(pk=bag_line_id)
    raise NotForTheScale(name=found.good.name)
