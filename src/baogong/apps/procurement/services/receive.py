"""The truck is at the gate: what was counted becomes lots on the depot's shelf."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.inventory.models import Lot
from baogong.apps.inventory.services import receive_lots
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place
from baogong.apps.places.queries import site_of
from baogong.apps.procurement.enums import PurchaseState
from baogong.apps.procurement.errors import AlreadyReceived, NotOrdered
from baogong.apps.procurement.models import PurchaseOrder, Receipt, ReceiptLine, SupplierDifference
from baogong.plumbing import audit, locks


@dataclass(frozen=True, slots=True)
class LotMarks:
    """What is printed on the goods; empty or None where nobody wrote it down."""

    code: str = ""
    maker: str = ""
    made_on: date | None = None
    expires_on: date | None = None


@transaction.atomic
def receive_goods(
    *,
    key: UUID,
    purchase_order_id: int,
    counted: Mapping[int, int],
    marks: Mapping[int, LotMarks] | None = None,
    actor: User,
    now: datetime,
) -> Receipt:
    """Record what arrived, as counted pieces or grams and marks by good; the same key again
    changes nothing.

    Raises NotOrdered unless exactly the ordered goods are counted, AlreadyReceived when somebody
    else was quicker.
    """
    order = locks.lock_one(PurchaseOrder.objects.all(), key=purchase_order_id)
    if repeated := Receipt.objects.filter(key=key, purchase_order=order).first():
        return repeated
    if order.state == PurchaseState.RECEIVED:
        raise AlreadyReceived(number=order.number)
    expected = dict(order.lines.values_list("good", "quantity"))
    if set(expected) != set(counted) or any(quantity < 0 for quantity in counted.values()):
        raise NotOrdered
    estate = order.round.estate
    receipt = Receipt.objects.create(
        key=key,
        purchase_order=order,
        place=site_of(estate, PlaceKind.GATE),
        recorded_by=actor,
        occurred_at=now,
    )
    depot = site_of(estate, PlaceKind.DEPOT)
    lots = _lots(receipt, counted=counted, marks=marks or {}, depot=depot)
    lot_of = {lot.good_id: lot for lot in receive_lots(lots, source=receipt, now=now)}
    _write_lines(receipt, expected=expected, counted=counted, lot_of=lot_of)
    order.state = PurchaseState.RECEIVED
    order.save(update_fields=["state"])
    difference = {good: counted[good] - expected[good] for good in expected}
    audit.record([audit.Act("goods.received", receipt, actor, now, {"difference": difference})])
    return receipt


def _write_lines(
    receipt: Receipt,
    *,
    expected: Mapping[int, int],
    counted: Mapping[int, int],
    lot_of: Mapping[int, Lot],
) -> None:
    """What was counted beside what was ordered; each difference stays open with the shop."""
    lines = ReceiptLine.objects.bulk_create(
        ReceiptLine(
            receipt=receipt,
            good_id=good_id,
            expected=expected[good_id],
            counted=counted[good_id],
            lot=lot_of.get(good_id),
        )
        for good_id in sorted(expected)
    )
    SupplierDifference.objects.bulk_create(
        SupplierDifference(line=line) for line in lines if line.counted != line.expected
    )


def _lots(
    receipt: Receipt, *, counted: Mapping[int, int], marks: Mapping[int, LotMarks], depot: Place
) -> list[Lot]:
    return [
        Lot(
            good_id=good_id,
            supplier_id=receipt.purchase_order.supplier_id,
            place=depot,
            received_at=receipt.occurred_at,
            on_hand=quantity,
            **asdict(marks.get(good_id, LotMarks())),
        )
        for good_id, quantity in sorted(counted.items())
        if quantity
    ]
