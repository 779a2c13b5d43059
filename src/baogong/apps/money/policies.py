"""Pure decisions about payments and counts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from baogong.apps.money.enums import PayMethod
from baogong.apps.money.errors import (
    CashMoved,
    CountClosed,
    CountsDiffer,
    FloatClosed,
    FloatNotOut,
    HandsHoldLess,
    HeldForOthers,
    MoreThanLent,
    NotBroughtBack,
    NothingPaid,
    NotUndoable,
    NotYourFloat,
    NotYourHands,
    OwnCount,
    OwnFloat,
    OwnPurchase,
    PaidByPhone,
    ProviderHoldsLess,
    ReferenceMissing,
    SafeHoldsLess,
    SourceMissing,
    SumsDiffer,
    TooMuchBack,
    UndoneAlready,
    WhyMissing,
)
from baogong.apps.money.models import Purchase, Reversible
from baogong.values.money import format_yuan, price_of


def check_payment(fen: int, *, method: PayMethod, reference: str) -> None:
    """Raises NothingPaid or ReferenceMissing."""
    if fen <= 0:
        raise NothingPaid
    if method == PayMethod.TRANSFER and not reference.strip():
        raise ReferenceMissing


def check_payback(fen: int, *, balance_fen: int) -> None:
    """``balance_fen``: what the household owes; below 0 it has a credit. Raises TooMuchBack."""
    if fen > -balance_fen:
        raise TooMuchBack(credit=format_yuan(max(-balance_fen, 0)))


@dataclass(frozen=True, slots=True)
class Refundable:
    """A payment that can give back ``held`` fen yet; ``free`` of what it brought pays nothing."""

    pk: int
    held: int
    free: int = 0


def divide_credit(fen: int, payments: Sequence[Refundable]) -> dict[int, int]:
    """What goes back over which payment: what is free of each, then, in the order given, as much
    as each still holds. What they do not hold is left."""
    parts = dict.fromkeys((payment.pk for payment in payments), 0)
    for most in ([min(row.free, row.held) for row in payments], [row.held for row in payments]):
        for row, room in zip(payments, most, strict=True):
            part = max(min(fen, room - parts[row.pk]), 0)
            parts[row.pk] += part
            fen -= part
    return {pk: part for pk, part in parts.items() if part}


def check_undo(*, is_undo: bool, method: PayMethod, why: str) -> None:
    """Raises NotUndoable, PaidByPhone or WhyMissing."""
    if is_undo:
        raise NotUndoable
    if method == PayMethod.WECHAT:
        raise PaidByPhone
    if not why.strip():
        raise WhyMissing


def check_reversal(row: Reversible, *, why: str) -> None:
    """Raises UndoneAlready or WhyMissing."""
    if row.reversed_at:
        raise UndoneAlready
    if not why.strip():
        raise WhyMissing


def check_purchase_reversal(purchase: Purchase, *, own: bool, why: str) -> None:
    """Raises OwnPurchase, UndoneAlready or WhyMissing."""
    if own:
        raise OwnPurchase
    check_reversal(purchase, why=why)


def check_elsewhere(fen: int, *, why: str) -> None:
    """Cash that comes from where it was in nobody's hands here, or goes there. Raises NothingPaid
    or SourceMissing."""
    if fen <= 0:
        raise NothingPaid
    if not why.strip():
        raise SourceMissing


def check_taken(fen: int, *, own: bool) -> None:
    """Cash that somebody takes out of the safe into their hands. Raises NothingPaid or
    NotYourHands."""
    if fen <= 0:
        raise NothingPaid
    if not own:
        raise NotYourHands


def check_given_back(fen: int, *, lent_fen: int) -> None:
    """Start money that goes back to whoever lent it. Raises MoreThanLent."""
    if fen > lent_fen:
        raise MoreThanLent(lent=format_yuan(max(lent_fen, 0)))


def check_signature(
    *, open_: bool, own: bool, counted_fen: int, then_fen: int, now_fen: int, why: str
) -> None:
    """Whether a second person may sign a count: ``then_fen`` was in the books when it was counted,
    ``now_fen`` is. Raises CountClosed, OwnCount, CashMoved or WhyMissing."""
    if not open_:
        raise CountClosed
    if own:
        raise OwnCount
    if then_fen != now_fen:
        raise CashMoved
    if counted_fen != then_fen and not why.strip():
        raise WhyMissing


def check_safe(fen: int, *, held_fen: int) -> None:
    """Whether a safe with ``held_fen`` in it can give ``fen``. Raises SafeHoldsLess."""
    if fen > held_fen:
        raise SafeHoldsLess(held=format_yuan(max(held_fen, 0)))


def check_hands(fen: int, *, held_fen: int) -> None:
    """Whether who holds ``held_fen`` in cash can give ``fen``. Raises HandsHoldLess."""
    if fen > held_fen:
        raise HandsHoldLess(held=format_yuan(max(held_fen, 0)))


def check_held_for(held: Mapping[int, int], *, estates: Collection[int]) -> None:
    """``held``: what the provider holds by estate; ``estates``: those in the hands of whoever
    writes a payout down. Raises HeldForOthers."""
    if not held.keys() <= set(estates):
        raise HeldForOthers


def check_payout(
    gross_fen: int,
    *,
    fee_fen: int,
    net_fen: int,
    held: Mapping[int, int],
) -> None:
    """``held``: what the provider holds by estate. Raises NothingPaid, SumsDiffer or
    ProviderHoldsLess."""
    if gross_fen <= 0 or fee_fen < 0 or net_fen < 0:
        raise NothingPaid
    if gross_fen != fee_fen + net_fen:
        named = {"gross": gross_fen, "fee": fee_fen, "net": net_fen, "sum": fee_fen + net_fen}
        raise SumsDiffer(**{name: format_yuan(fen) for name, fen in named.items()})
    if gross_fen > (total := sum(held.values())):
        raise ProviderHoldsLess(held=format_yuan(max(total, 0)))


def check_put_in(fen: int) -> None:
    """What the bank sent to the provider. Raises NothingPaid."""
    if fen <= 0:
        raise NothingPaid


def divide_payout(fen: int, amounts: Mapping[int, int]) -> dict[int, int]:
    """``fen`` in proportion to the amounts above 0, each part a whole fen and no more than its
    amount; ``fen`` is no more than all of these."""
    above = {key: amount for key, amount in amounts.items() if amount > 0}
    total, passed, given = sum(above.values()), 0, 0
    parts = {}
    for key, amount in above.items():
        passed += amount
        parts[key] = price_of(passed, fen=fen, per=total) - given
        given += parts[key]
    return parts


def check_float(fen: int, *, own: bool) -> None:
    """Raises NothingPaid or OwnFloat."""
    if fen <= 0:
        raise NothingPaid
    if own:
        raise OwnFloat


def check_shopper(*, own: bool) -> None:
    """Raises NotYourFloat."""
    if not own:
        raise NotYourFloat


def check_out(*, out: bool) -> None:
    """Raises FloatNotOut."""
    if not out:
        raise FloatNotOut


def check_purchase(fen: int, *, out: bool) -> None:
    """Raises FloatNotOut or NothingPaid."""
    check_out(out=out)
    if fen <= 0:
        raise NothingPaid


def check_close(
    *, closed: bool, own: bool, said_fen: int | None, counted_fen: int, left_fen: int, why: str
) -> None:
    """Whether what a shopper brings may be taken: ``said_fen`` is the shopper's count, None before
    it. Raises FloatClosed, OwnFloat, NotBroughtBack, CountsDiffer or WhyMissing."""
    if closed:
        raise FloatClosed
    if own:
        raise OwnFloat
    if said_fen is None:
        raise NotBroughtBack
    if said_fen != counted_fen:
        raise CountsDiffer(said=format_yuan(said_fen))
    if counted_fen != left_fen and not why.strip():
        raise WhyMissing
