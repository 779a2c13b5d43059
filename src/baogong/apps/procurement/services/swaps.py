"""A shop offers another good in the place of one that is out; the desk decides (C9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.catalog.models import Good
from baogong.apps.procurement import policies
from baogong.apps.procurement.enums import PurchaseState, SwapAnswer
from baogong.apps.procurement.errors import (
    AlreadyReceived,
    SwapDecided,
    SwapElsewhere,
    SwapOutdated,
    SwapStands,
    SwapWaits,
)
from baogong.apps.procurement.models import PurchaseOrder, PurchaseOrderLine, Swap
from baogong.plumbing import audit, locks


@dataclass(frozen=True, slots=True)
class SwapOffer:
    """``replaced`` pieces or grams of a good become ``quantity`` of another."""

    good_id: int
    replaced: int
    other_id: int
    quantity: int


@transaction.atomic
def propose_swap(offer: SwapOffer, *, purchase_order_id: int, actor: User, now: datetime) -> Swap:
    """Offer a swap for what is out; the same offer again changes nothing.

    Raises AlreadyReceived, NothingToSwap, SwapIsOut, or when the good has another one already
    SwapWaits, SwapStands once that was accepted.
    """
    order = _open_order(purchase_order_id)
    known = order.swaps.exclude(answer=SwapAnswer.DECLINED).filter(good=offer.good_id)
    if swap := known.select_related("good").first():
        if (swap.replaced, swap.other_id, swap.quantity) == (
            offer.replaced,
            offer.other_id,
            offer.quantity,
        ):
            return swap
        raise (SwapStands if swap.answer else SwapWaits)(good=swap.good.name)
    lines = _lines(order)
    policies.check_swap(
        lines.get(offer.good_id),
        replaced=offer.replaced,
        other=Good.objects.get(pk=offer.other_id),
        in_place=lines.get(offer.other_id),
    )
    swap = Swap.objects.create(
        purchase_order=order,
        good_id=offer.good_id,
        replaced=offer.replaced,
        other_id=offer.other_id,
        quantity=offer.quantity,
        proposed_by=actor,
        proposed_at=now,
    )
    audit.record([audit.Act("swap.proposed", swap, actor, now)])
    return swap


@transaction.atomic
def decide_swap(*, swap_id: int, answer: SwapAnswer, actor: User, now: datetime) -> None:
    """Accept or decline; an accepted one changes what the shop brings. Twice is once.

    Raises SwapDecided when somebody answered otherwise. A swap is accepted only before the gate
    has counted (AlreadyReceived), while the shop is out of what it says (SwapOutdated), and
    if no other shop of the round swaps the good for something else (SwapElsewhere).
    """
    round_id = PurchaseOrder.objects.values_list("round", flat=True).get(swaps=swap_id)
    of_round = PurchaseOrder.objects.filter(round=round_id).values_list("pk", flat=True)
    orders = locks.lock_rows(PurchaseOrder.objects.all(), keys=of_round)
    swap = Swap.objects.get(pk=swap_id)
    if swap.answer:
        if swap.answer != answer:
            raise SwapDecided
        return
    accepted = answer is SwapAnswer.ACCEPTED
    if accepted:
        _check_alike(swap, order_ids=orders)
        _bring_other(swap, orders[swap.purchase_order_id])
    swap.answer, swap.decided_by, swap.decided_at = answer, actor, now
    swap.save(update_fields=["answer", "decided_by", "decided_at"])
    action = "swap.accepted" if accepted else "swap.declined"
    audit.record([audit.Act(action, swap, actor, now)])


def _open_order(pk: int) -> PurchaseOrder:
    order = locks.lock_one(PurchaseOrder.objects.all(), key=pk)
    if order.state == PurchaseState.RECEIVED:
        raise AlreadyReceived(number=order.number)
    return order


def _lines(order: PurchaseOrder) -> dict[int, PurchaseOrderLine]:
    return {line.good_id: line for line in order.lines.select_related("good")}


def _check_alike(swap: Swap, *, order_ids: Iterable[int]) -> None:
    """On the shelf nobody knows any more which shop brought a good: one thing stands in for it."""
    accepted = Swap.objects.filter(
        purchase_order__in=order_ids, good=swap.good_id, answer=SwapAnswer.ACCEPTED
    )
    known = accepted.select_related("good", "other", "purchase_order__supplier").first()
    if known is None:
        return
    as_much = known.replaced * swap.quantity == swap.replaced * known.quantity
    if known.other_id != swap.other_id or not as_much:
        shop = known.purchase_order.supplier.name
        raise SwapElsewhere(shop=shop, good=known.good.name, other=known.other.name)


def _bring_other(swap: Swap, order: PurchaseOrder) -> None:
    """Less of the good and more of the other is bought; the swap's row keeps what was before."""
    if order.state == PurchaseState.RECEIVED:
        raise AlreadyReceived(number=order.number)
    lines = _lines(order)
    line, other = lines.get(swap.good_id), lines.get(swap.other_id)
    if line is None or policies.missing_of(line) < swap.replaced or policies.missing_of(other):
        raise SwapOutdated
    line.quantity -= swap.replaced
    if line.available == line.quantity:
        line.available = None
    if line.quantity:
        line.save(update_fields=["quantity", "available"])
    else:
        line.delete()
    if other is None:
        order.lines.create(good_id=swap.other_id, quantity=swap.quantity)
    else:
        other.quantity += swap.quantity
        other.save(update_fields=["quantity"])
