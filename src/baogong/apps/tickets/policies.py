"""Pure decisions about reports and ratings."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from baogong.apps.tickets.errors import (
    NothingDelivered,
    NotOfOrder,
    RefundMissing,
    RefundTooHigh,
    ReportedAlready,
)
from baogong.values.money import format_yuan


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an order has come: ``delivered`` once one of its bags reached the door."""

    canceled: bool
    promised_on: date
    delivered: bool


def can_report(order: Standing, *, today: date) -> bool:
    """Something came, or the promised day is over and nothing did."""
    return not order.canceled and (order.delivered or order.promised_on < today)


def check_can_report(order: Standing, *, today: date) -> None:
    if not can_report(order, today=today):
        raise NothingDelivered


def check_delivered(order: Standing) -> None:
    if not order.delivered:
        raise NothingDelivered


def check_goods(chosen: Collection[int], *, ordered: Collection[int]) -> None:
    if not set(chosen) <= set(ordered):
        raise NotOfOrder


def check_not_waiting(
    chosen: Collection[int], *, waiting: Mapping[int, str], names: Mapping[int, str]
) -> None:
    """``waiting``: the number of the ticket that waits for an answer, by good."""
    for good_id in sorted(set(chosen) & waiting.keys()):
        raise ReportedAlready(good=names[good_id], number=waiting[good_id])


def check_refund(refund_fen: int | None, *, most_fen: int) -> None:
    if refund_fen is None:
        raise RefundMissing
    if refund_fen > most_fen:
        raise RefundTooHigh(most=format_yuan(most_fen))
