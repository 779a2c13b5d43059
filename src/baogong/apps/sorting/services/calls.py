"""The desk has called a household that wanted to be asked about what it does not get."""

from datetime import datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.ordering.enums import OnShort
from baogong.apps.procurement.queries import stand_ins
from baogong.apps.sorting.errors import CutSettled, NoStandIn
from baogong.apps.sorting.models import Bag, BagLine, Cut, Wave
from baogong.apps.sorting.queries.balances import balances_of
from baogong.apps.sorting.queries.division import LineCut
from baogong.apps.sorting.services.shortages import (
    close_empty_bags,
    give_back,
    lock_wave,
    stand_in,
)
from baogong.plumbing import audit, locks


@transaction.atomic
def settle_cut(*, cut_id: int, outcome: OnShort, actor: User, now: datetime) -> None:
    """Write down what a household wants: its money back, or what stands in for the good.

    The same answer again is the same. Raises CutSettled, or NoStandIn where the bag is packed or
    nothing similar is left; then nothing moved.
    """
    wave = lock_wave(Cut.objects.values_list("order__round__wave", flat=True).get(pk=cut_id))
    cut = locks.lock_one(Cut.objects.all(), key=cut_id)
    if cut.outcome != OnShort.ASK:
        if cut.outcome != outcome:
            raise CutSettled
        return
    waiting = Bag.objects.filter(orders=cut.order_id, done_at=None)
    bags = locks.lock_rows(waiting, keys=waiting.values_list("pk", flat=True))
    if outcome is OnShort.SWAP:
        _swap(cut, wave=wave, bag_ids=list(bags), now=now)
    cut.outcome, cut.settled_by, cut.settled_at = outcome, actor, now
    cut.save(update_fields=["outcome", "other", "instead", "settled_by", "settled_at"])
    if not Cut.objects.filter(order__bags__in=bags, outcome=OnShort.ASK).exists():
        close_empty_bags(list(bags), now=now)
    give_back([cut], wave=wave, actor=actor, now=now)
    audit.record([audit.Act("cut.settled", cut, actor, now, {"outcome": str(outcome)})])


def _swap(cut: Cut, *, wave: Wave, bag_ids: list[int], now: datetime) -> None:
    """Plan the stand-in for all that the order lacks of the good. Raises NoStandIn."""
    other = stand_ins(round_id=wave.round_id).get(cut.good_id)
    if other is None or cut.bag_id is not None:
        raise NoStandIn
    lines = BagLine.objects.filter(
        bag__in=bag_ids,
        order_line__order=cut.order_id,
        good=cut.good_id,
        short__isnull=False,
        stood_in_by=None,
    )
    rows = lines.values_list("pk", "bag", "short__quantity")
    parts = [LineCut(*row, instead=other.share(row[2])) for row in rows]
    total = sum(part.instead for part in parts)
    spare = balances_of(wave, now=now)[other.good_id].spare
    if sum(part.quantity for part in parts) < cut.quantity or not 0 < total <= spare:
        raise NoStandIn
    stand_in(parts, other_id=other.good_id)
    cut.other_id, cut.instead = other.good_id, total
