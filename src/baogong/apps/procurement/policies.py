"""Pure decisions about what another good may stand in for."""

from baogong.apps.catalog.models import Good
from baogong.apps.money.policies import check_reversal
from baogong.apps.procurement.errors import (
    BillPaid,
    BillWithoutReason,
    MoreThanOwed,
    NotBilled,
    NothingToSwap,
    SwapIsOut,
)
from baogong.apps.procurement.models import PurchaseOrderLine, ShopBill
from baogong.values.money import format_yuan


def missing_of(line: PurchaseOrderLine | None) -> int:
    """Pieces or grams that the shop said it has not."""
    return 0 if line is None or line.available is None else line.quantity - line.available


def check_swap(
    line: PurchaseOrderLine | None,
    *,
    replaced: int,
    other: Good,
    in_place: PurchaseOrderLine | None,
) -> None:
    """``in_place``: the line of the ``other`` good, if it is bought too. Raises NothingToSwap or
    SwapIsOut."""
    if line is None or line.good_id == other.pk or not 0 < replaced <= missing_of(line):
        raise NothingToSwap
    if missing_of(in_place):
        raise SwapIsOut(good=other.name)


def share_of_swap(missing: int, *, replaced: int, quantity: int) -> int:
    """How much of the other good stands for ``missing`` of the good, rounded to the nearest."""
    return (2 * missing * quantity + replaced) // (2 * replaced)


def check_bill(fen: int, *, proposed_fen: int, why: str) -> None:
    """Raises BillWithoutReason."""
    if fen != proposed_fen and not why.strip():
        raise BillWithoutReason(proposed=format_yuan(proposed_fen))


def check_bill_reversal(bill: ShopBill, *, paid_fen: int, why: str) -> None:
    """Raises UndoneAlready, BillPaid or WhyMissing."""
    check_reversal(bill, why=why)
    if paid_fen:
        raise BillPaid(paid=format_yuan(paid_fen))


def check_shop_payment(fen: int, *, agreed: bool, left_fen: int) -> None:
    """Raises NotBilled or MoreThanOwed."""
    if not agreed:
        raise NotBilled
    if fen > left_fen:
        raise MoreThanOwed(left=format_yuan(left_fen))
