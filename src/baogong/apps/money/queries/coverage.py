"""What the payments of doors pay, order by order."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from django.db import connection
from django.db.models import QuerySet

from baogong.apps.money.coverage import (
    NOBODY,
    DoorMoney,
    Moved,
    Part,
    Pays,
    Purse,
    WentBack,
    Whereabouts,
    go_through,
)
from baogong.apps.money.enums import AccountKind, Payer, PayMethod, ProviderState, RefundState
from baogong.apps.money.models import Payment, PaymentPart, ProviderRefund

_MOVES = """
    SELECT account.place_id, side.fen, posting.order_id, payment.id, payment.method,
           payment.reference, payment.undoes_id
      FROM money_account account
      CROSS JOIN LATERAL (
           SELECT id, posting_id, fen FROM money_transfer WHERE debit_id = account.id
           UNION ALL
           SELECT id, posting_id, -fen FROM money_transfer WHERE credit_id = account.id) side
      JOIN money_posting posting ON posting.id = side.posting_id
      LEFT JOIN money_payment payment
        ON posting.source_type = 'money.payment' AND payment.id = posting.source_id
     WHERE account.kind = %s AND account.place_id = ANY(%s)
     ORDER BY posting.id, side.id
"""


@dataclass(frozen=True, slots=True)
class PaidPart:
    """``fen`` of an order that a payment pays. ``reference``: the number of a transfer, of an
    order in a tool or, by phone, the provider's own. ``payer`` and ``payer_door``: as of a
    PaymentRow."""

    fen: int
    method: PayMethod
    reference: str
    at: datetime
    payer: Payer | None = None
    payer_door: str = ""


class LeftAt(StrEnum):
    """Where money is that an order needed no more.

    ``CREDIT``: on the door's account. ``SET_OFF``: it pays something else of the door.
    ``BY_HAND``: it went back. ``BY_PHONE``: so too, over a payment by phone, or is on its way.
    ``UNDONE``: it never came, its payment was taken back.
    """

    CREDIT = "credit"
    SET_OFF = "set_off"
    BY_HAND = "by_hand"
    BY_PHONE = "by_phone"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class LeftPart:
    """``fen`` that were paid for an order which needed them no more, by ``method``; None where no
    payment brought them.

    ``order_id``: what they are set off against, if it is an order. Of what went back: how
    (``back_by``), and when; by phone, ``state`` is how far it is, and ``same_way`` says that it
    goes over the payment that brought it.
    """

    fen: int
    method: PayMethod | None
    where: LeftAt
    order_id: int | None = None
    back_by: PayMethod | None = None
    at: datetime | None = None
    state: RefundState | None = None
    same_way: bool = True


@dataclass(frozen=True, slots=True)
class OrderMoney:
    """What pays an order, the oldest first, what of it is still owed, and where money is that was
    paid for it and that it needed no more."""

    paid: tuple[PaidPart, ...]
    owed_fen: int
    left: tuple[LeftPart, ...]


def money_of_doors(doors: Collection[int]) -> dict[int, DoorMoney]:
    """By door, what its money is used for. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(_MOVES, [AccountKind.HOUSEHOLD, list(doors)])
        rows = cursor.fetchall()
    parts = _stated_parts(doors)
    moves: dict[int, list[Moved]] = {door: [] for door in doors}
    for door, fen, order, payment, method, reference, undoes in rows:
        if payment is None:
            moves[door].append(Moved(fen, order))
            continue
        stated = parts.get(payment) or ([(order, -fen)] if order else [])
        purse = _purse(method, reference, undoes or payment)
        moves[door].append(Moved(fen, None, purse, tuple(stated), payment, undoes))
    return {door: go_through(found) for door, found in moves.items()}


def owed_by_order(*, door_id: int) -> list[Part]:
    """What a door owes, the oldest order first; None stands for what is of no order. Two
    queries."""
    return money_of_doors([door_id])[door_id].open_items


def order_money(*, door_id: int, order_id: int) -> OrderMoney | None:
    """What an order of a door is paid by; None where the door never paid. Three queries, five
    where money of it went back, and one where the door never paid, as in a rush."""
    came_in = list(_came_in(door_id))
    if not came_in:
        return None
    money = money_of_doors([door_id])[door_id]
    covers = dict(money.covers.get(order_id, {}))
    paid = tuple(
        PaidPart(
            fen,
            PayMethod(row.method),
            row.reference,
            row.occurred_at,
            Payer(row.payer) if row.payer else None,
            row.payer_door.label if row.payer_door else "",
        )
        for row in came_in
        if (fen := covers.pop(_purse(row.method, row.reference, row.undoes_id or row.pk), 0))
    )
    return OrderMoney(paid, money.owed(order_id), tuple(_left(money.left_of(order_id))))


def uses_of_payments(*, door_id: int) -> dict[int, list[Part]]:
    """By payment of a door, which orders it pays now. Three queries."""
    money = money_of_doors([door_id])[door_id]
    return {
        row.pk: money.used_for(_purse(row.method, row.reference, row.pk))
        for row in _came_in(door_id)
        if row.undoes_id is None
    }


def _left(found: Sequence[Whereabouts]) -> Iterator[LeftPart]:
    """The oldest first. Two queries where any of it went back."""
    backs = {goal.payment for _, goal, _ in found if isinstance(goal, WentBack)}
    payments = Payment.objects.in_bulk(backs)
    refunds = ProviderRefund.objects.filter(payment__in=backs) if backs else ()
    states = {row.payment_id: row for row in refunds}
    for purse, goal, fen in found:
        part = LeftPart(fen, None if purse == NOBODY else purse.method, LeftAt.CREDIT)
        if isinstance(goal, Pays):
            part = replace(part, where=LeftAt.SET_OFF, order_id=goal.item)
        elif goal:
            back = payments[goal.payment]
            part = _gone(part, purse, back, states.get(back.pk))
        yield part


def _gone(part: LeftPart, purse: Purse, back: Payment, refund: ProviderRefund | None) -> LeftPart:
    """With how it went back; a refund that failed since the moves were read is a credit again."""
    if refund and refund.state == RefundState.FAILED:
        return part
    part = replace(part, back_by=PayMethod(back.method), at=back.occurred_at)
    if back.undoes_id:
        return replace(part, where=LeftAt.UNDONE)
    if refund is None:
        return replace(part, where=LeftAt.BY_HAND)
    return replace(
        part,
        where=LeftAt.BY_PHONE,
        at=refund.settled_at or part.at,
        state=RefundState(refund.state),
        same_way=purse.number == back.reference,
    )


def _came_in(door_id: int) -> QuerySet[Payment]:
    came_in = Payment.objects.filter(household=door_id, is_back=False)
    return came_in.select_related("payer_door").order_by("pk")


def _stated_parts(doors: Collection[int]) -> dict[int, list[Part]]:
    """By payment, what payments by phone were begun for. One query."""
    found = PaymentPart.objects.filter(
        begun__household__in=list(doors), begun__state=ProviderState.PAID
    )
    parts: dict[int, list[Part]] = {}
    for payment, order, fen in found.order_by("pk").values_list(
        "begun__payment", "order_id", "fen"
    ):
        parts.setdefault(payment, []).append((order, fen))
    return parts


def _purse(method: str, reference: str, payment_id: int) -> Purse:
    """What goes back by phone names the payment that it came with, as does what undoes that."""
    by_phone = method == PayMethod.WECHAT
    return Purse(PayMethod(method), reference if by_phone else str(payment_id))
