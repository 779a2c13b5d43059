"""Packing a bag: goods leave the shelf, the label is stuck on, the bag goes into its crate."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import F

from baogong.apps.accounts.models import User
from baogong.apps.custody.enums import Evidence, UnitKind
from baogong.apps.custody.models import Unit
from baogong.apps.custody.services import Exchange, Label, open_units, site
from baogong.apps.inventory.services import Demand, take_from_shelf
from baogong.apps.ordering.models import Order
from baogong.apps.places.queries import setting
from baogong.apps.places.services import keep_photo
from baogong.apps.places.settings import SCAN_CHECK
from baogong.apps.procurement.queries import stand_ins
from baogong.apps.sorting import policies
from baogong.apps.sorting.errors import BagWithdrawn, SlipUnchecked
from baogong.apps.sorting.models import Bag, BagLine, ShortLine
from baogong.apps.sorting.queries.weights import scale_lines
from baogong.apps.sorting.services.crates import open_crate_of, put_in_crate
from baogong.apps.sorting.services.missing import Lack, cut_missing
from baogong.apps.sorting.services.weighing import going_in, settle_weights
from baogong.plumbing import audit, locks

UNKNOWN = Lack()


@transaction.atomic
def pack_bag(
    *,
    bag_id: int,
    short: Mapping[int, int],
    actor: User,
    now: datetime,
    scanned: Collection[str] = (),
    lack: Lack = UNKNOWN,
) -> Bag:
    """Pack a bag but for what is ``short`` (pieces or grams by bag line), beside what was cut from
    it before. Twice is once.

    ``lack``: why, and what stands in for it. ``scanned``: SKUs of the goods that were scanned into
    it; none: it was packed by eye, which the setting ``scan_check`` may forbid.

    What is missing goes back, comes as something similar or waits for a call, as each household
    chose. A bag that is short of everything gets no label and no holder. Of what is weighed, the
    weighed grams go in and are paid for. Raises WrongQuantity, WrongGood, ScansDiffer, NotWeighed,
    WeightSlip, SlipUnchecked or BagWithdrawn, or StockShort when more is packed than was received;
    then nothing moved.
    """
    bag = _locked(bag_id, with_orders=any(short.values()))
    if bag.done_at is not None:
        return bag
    if bag.order.waits_for_check:
        raise SlipUnchecked(number=bag.order.number)
    beside = ("good", "short", "stood_in_by", "order_line__order")
    lines = list(bag.lines.select_related(*beside).order_by("pk"))
    policies.check_short(lines, short=short)
    weights = going_in(scale := scale_lines(bag, at=now), short=short)
    lines += _stand_in(bag, lines, short=short, instead=lack.instead)
    if scanned or setting(SCAN_CHECK, place=bag.wave.depot, at=now):
        policies.check_scans(lines, short=short, scanned=scanned)
    demands = _demands(lines, short=short, weights=weights)
    take_from_shelf(demands, depot_id=bag.wave.depot_id, now=now)
    cut_missing(bag, short=short, lack=lack, actor=actor, now=now)
    _write_short(lines, short, lack=lack, bag=bag, actor=actor, now=now)
    if demands:
        bag.unit = _label(bag, actor=actor, now=now)
        crate = open_crate_of(wave=bag.wave, entrance_id=bag.household.entrance_id)
        put_in_crate([bag.unit], crate=crate, now=now)
    settle_weights(bag, scale, short=short, actor=actor, now=now)
    bag.done_at = now
    bag.save(update_fields=["unit", "done_at"])
    told = {"short": sum(short.values()), "instead": sum(lack.instead.values())}
    audit.record([audit.Act("bag.packed", bag, actor, now, told)])
    return bag


def _locked(bag_id: int, *, with_orders: bool) -> Bag:
    """``with_orders``: no report of its orders is answered with money meanwhile. They come first,
    as for whoever corrects one. Raises BagWithdrawn."""
    if with_orders:
        orders = Order.objects.filter(bags=bag_id)
        locks.lock_rows(Order.objects.all(), keys=orders.values_list("pk", flat=True))
    beside = ("wave__depot", "wave__round", "household", "order")
    bags = locks.lock_rows(Bag.objects.select_related(*beside), keys=[bag_id])
    if bag_id not in bags:
        raise BagWithdrawn
    return bags[bag_id]


def _stand_in(
    bag: Bag,
    lines: Sequence[BagLine],
    *,
    short: Mapping[int, int],
    instead: Mapping[int, int],
) -> list[BagLine]:
    """Write the lines of goods that go in for others. Raises WrongQuantity."""
    if not any(instead.values()):
        return []
    found = stand_ins(round_id=bag.wave.round_id)
    policies.check_instead(lines, short=short, instead=instead, stand_ins=found)
    made = BagLine.objects.bulk_create(
        BagLine(
            bag=bag,
            order_line_id=line.order_line_id,
            good_id=found[line.good_id].good_id,
            planned=quantity,
            in_place_of=line,
        )
        for line in lines
        if (quantity := instead.get(line.pk, 0))
    )
    return list(BagLine.objects.filter(pk__in=[line.pk for line in made]).select_related("good"))


def _write_short(
    lines: Sequence[BagLine],
    short: Mapping[int, int],
    *,
    lack: Lack,
    bag: Bag,
    actor: User,
    now: datetime,
) -> None:
    """What was cut before keeps its reason; as much more is short."""
    missing = {line_id: quantity for line_id, quantity in short.items() if quantity}
    if not missing:
        return
    photo = (
        keep_photo(lack.photo, key=uuid4(), place=bag.wave.depot, actor=actor, now=now)
        if lack.photo
        else None
    )
    cut = {line.pk for line in lines if hasattr(line, "short")}
    for line_id in cut & missing.keys():
        more = F("quantity") + missing[line_id]
        ShortLine.objects.filter(bag_line=line_id).update(quantity=more)
    ShortLine.objects.bulk_create(
        ShortLine(
            bag_line_id=line_id,
            quantity=quantity,
            reason=lack.reason,
            photo=photo,
            recorded_by=actor,
            occurred_at=now,
        )
        for line_id, quantity in missing.items()
        if line_id not in cut
    )


def _demands(
    lines: Sequence[BagLine], *, short: Mapping[int, int], weights: Mapping[int, int]
) -> list[Demand]:
    """What leaves the shelf; ``weights``: grams by bag line, of what was weighed."""
    return [
        Demand(
            good_id=line.good_id,
            good_name=line.good.name,
            quantity=quantity,
            bag_line_id=line.pk,
        )
        for line in lines
        if (quantity := weights.get(line.pk, line.to_pack - short.get(line.pk, 0)))
    ]


def _label(bag: Bag, *, actor: User, now: datetime) -> Unit:
    exchange = Exchange(
        key=uuid4(),
        giver=None,
        receiver=site(bag.wave.depot_id),
        place_id=bag.wave.depot_id,
        evidence=Evidence.LABEL,
        recorded_by=actor,
        occurred_at=now,
    )
    label = Label(kind=UnitKind.BAG, code=bag.code, destination_id=bag.household_id)
    [unit] = open_units([label], exchange=exchange)
    return unit
