"""Pure decisions about payments and counts."""

from baogong.apps.money.enums import PayMethod
from baogong.apps.money.errors import (
    CashMoved,
    CountClosed,
    CountsDiffer,
    FloatClosed,
    FloatNotOut,
    NotBroughtBack,
    NothingPaid,
    NotUndoable,
    NotYourFloat,
    OwnCount,
    OwnFloat,
    PaidByPhone,
    ReferenceMissing,
    TooMuchBack,
    WhyMissing,
)
from baogong.values.money import format_yuan


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


def check_undo(*, is_undo: bool, method: PayMethod, why: str) -> None:
    """Raises NotUndoable, PaidByPhone or WhyMissing."""
    if is_undo:
        raise NotUndoable
    if method == PayMethod.WECHAT:
        raise PaidByPhone
    if not why.strip():
        raise WhyMissing


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
