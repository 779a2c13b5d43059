"""Too little of a good came: it is divided once, in one act, among the doors that wait for it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from baogong.apps.accounts.models import User
from baogong.apps.money.enums import AccountKind, PostingKind
from baogong.apps.money.services import Entry, Move, household, of_estate, post
from baogong.apps.ordering.enums import OnShort
from baogong.apps.ordering.models import Order, Round
from baogong.apps.procurement.models import PurchaseOrder, SupplierDifference
from baogong.apps.sorting import policies
from baogong.apps.sorting.enums import ShortReason
from baogong.apps.sorting.errors import ShortageChanged
from baogong.apps.sorting.models import Bag, BagLine, Cut, Share, Shortage, ShortLine, Wave
from baogong.apps.sorting.queries.balances import LEFT
from baogong.apps.sorting.queries.division import Draft, LineCut, Terms, draft_division
from baogong.plumbing import audit, locks


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A division as it was looked at, and why. ``key`` is made by the page; ``digest`` is that of
    the draft that it showed."""

    key: UUID
    good_id: int
    terms: Terms
    digest: str
    reason: str


@transaction.atomic
def divide_shortage(seen: Confirmation, *, wave_id: int, actor: User, now: datetime) -> Shortage:
    """Divide a good as it was shown: cut the bags that are not packed, put in what stands for it
    where the household wants that, and say what goes back to whom. The same key again is the same.

    Statements do not grow with the doors. Raises ShortageChanged when anything has changed since
    it was shown, DivisionReasonMissing, or what ``draft_division`` raises; then nothing moved.
    """
    policies.check_division_reason(seen.reason)
    wave = lock_wave(wave_id)
    if known := Shortage.objects.filter(key=seen.key).first():
        return known
    _lock_arrivals(wave)
    waiting = Bag.objects.filter(wave=wave, done_at=None)
    of_good = waiting.filter(lines__good=seen.good_id).values_list("pk", flat=True)
    locks.lock_rows(waiting, keys=of_good)
    draft = draft_division(wave=wave, good_id=seen.good_id, terms=seen.terms, now=now)
    if draft.digest != seen.digest:
        raise ShortageChanged
    shortage = _write(draft, seen, wave=wave, actor=actor, now=now)
    cuts = _write_cuts(shortage, draft)
    _cut_bags(draft, actor=actor, now=now)
    close_empty_bags(_bags_without_call(draft), now=now)
    facts = {"good": seen.good_id, "supply": draft.supply, "short": draft.missing}
    audit.record([audit.Act("shortage.divided", shortage, actor, now, facts)])
    give_back(cuts, wave=wave, actor=actor, now=now)
    return shortage


def lock_wave(wave_id: int) -> Wave:
    """The wave, alone in its round: no order is corrected, nothing else of it divided meanwhile.

    Must run inside a transaction.
    """
    wave = Wave.objects.select_related("round", "depot").get(pk=wave_id)
    locks.lock_one(Round.objects.all(), key=wave.round_id)
    return wave


def give_back(cuts: Sequence[Cut], *, wave: Wave, actor: User, now: datetime) -> None:
    """Credit the doors with what their cuts are worth, where they want their money back."""
    refunded = [cut for cut in cuts if cut.outcome == OnShort.REFUND]
    orders = Order.objects.in_bulk([cut.order_id for cut in refunded])
    sales = of_estate(AccountKind.SALES, wave.round.estate_id)
    post(
        Entry(
            PostingKind.SHORT,
            cut,
            (Move(sales, household(orders[cut.order_id].household_id), cut.fen),),
            actor.audit_name,
            now,
            cut.order_id,
        )
        for cut in refunded
    )


def stand_in(cuts: Iterable[LineCut], *, other_id: int) -> None:
    """Plan what goes in for lines that are cut."""
    by_line = {cut.bag_line_id: cut.instead for cut in cuts if cut.instead}
    BagLine.objects.bulk_create(
        BagLine(
            bag_id=line.bag_id,
            order_line_id=line.order_line_id,
            good_id=other_id,
            planned=by_line[line.pk],
            in_place_of=line,
        )
        for line in BagLine.objects.filter(pk__in=by_line).order_by("pk")
    )


def close_empty_bags(bag_ids: Collection[int], *, now: datetime) -> None:
    """Locked bags that nothing goes into any more are done; nobody has to pack them."""
    lines = BagLine.objects.filter(bag__in=bag_ids).annotate(left=LEFT)
    filled = lines.filter(left__gt=0).values("bag")
    Bag.objects.filter(pk__in=bag_ids, done_at=None).exclude(pk__in=filled).update(done_at=now)


def _lock_arrivals(wave: Wave) -> None:
    """Nothing is received, swapped or brought later while it is divided."""
    orders = PurchaseOrder.objects.filter(round=wave.round_id)
    locks.lock_rows(PurchaseOrder.objects.all(), keys=orders.values_list("pk", flat=True))
    of_round = Q(line__receipt__purchase_order__round=wave.round_id)
    open_ones = SupplierDifference.objects.filter(of_round, settled_at=None)
    locks.lock_rows(SupplierDifference.objects.all(), keys=open_ones.values_list("pk", flat=True))


def _write(
    draft: Draft, seen: Confirmation, *, wave: Wave, actor: User, now: datetime
) -> Shortage:
    shortage = Shortage.objects.create(
        key=seen.key,
        wave=wave,
        good_id=draft.balance.good_id,
        ordered=draft.balance.ordered,
        came=draft.balance.came,
        supply=draft.supply,
        unit=draft.unit,
        strategy=draft.terms.division,
        seed=draft.seed,
        reason=seen.reason.strip(),
        digest=draft.digest,
        decided_by=actor,
        decided_at=now,
    )
    Share.objects.bulk_create(
        Share(
            shortage=shortage,
            household_id=share.household_id,
            order_id=share.order_id,
            wanted=share.wanted,
            granted=share.granted,
            asked_at=share.asked_at,
            priority=share.priority,
            why=share.why,
            place=share.place,
        )
        for share in sorted(draft.shares, key=lambda share: share.number)
    )
    return shortage


def _write_cuts(shortage: Shortage, draft: Draft) -> Sequence[Cut]:
    return Cut.objects.bulk_create(
        Cut(
            shortage=shortage,
            order_id=cut.order_id,
            good_id=shortage.good_id,
            quantity=cut.quantity,
            fen=cut.fen,
            choice=cut.choice,
            outcome=cut.outcome,
            other_id=draft.other.good_id if draft.other and cut.instead else None,
            instead=cut.instead,
        )
        for share in draft.short_doors
        for cut in share.cuts
    )


def _cut_bags(draft: Draft, *, actor: User, now: datetime) -> None:
    """Lines are short of what was cut; one that was short before is short of more."""
    lines = [line for share in draft.shares for cut in share.cuts for line in cut.lines]
    known = ShortLine.objects.filter(bag_line__in=[line.bag_line_id for line in lines])
    before = dict(known.values_list("bag_line", "quantity"))
    ShortLine.objects.bulk_create(
        [
            ShortLine(
                bag_line_id=line.bag_line_id,
                quantity=before.get(line.bag_line_id, 0) + line.quantity,
                reason=ShortReason.DIVIDED,
                recorded_by=actor,
                occurred_at=now,
            )
            for line in lines
        ],
        update_conflicts=True,
        unique_fields=["bag_line"],
        update_fields=["quantity"],
    )
    if draft.other:
        stand_in(lines, other_id=draft.other.good_id)


def _bags_without_call(draft: Draft) -> set[int]:
    """Bags that were cut; what waits for a call stays open, as something may still go in."""
    cuts = [cut for share in draft.shares for cut in share.cuts]
    waiting = {line.bag_id for cut in cuts if cut.outcome is OnShort.ASK for line in cut.lines}
    return {line.bag_id for cut in cuts for line in cut.lines} - waiting
