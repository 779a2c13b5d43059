"""The desk answers a report, once."""

from datetime import datetime
from typing import Any

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.delivery.services import keep_back
from baogong.apps.money.enums import AccountKind, PostingKind
from baogong.apps.money.services import Entry, Move, household, of_estate, post
from baogong.apps.ordering.models import Order
from baogong.apps.tickets import policies
from baogong.apps.tickets.enums import TicketOutcome
from baogong.apps.tickets.errors import TicketAnswered
from baogong.apps.tickets.intents import Answer
from baogong.apps.tickets.models import Ticket
from baogong.apps.tickets.queries.orders import refundable_fen
from baogong.plumbing import audit, locks


@transaction.atomic
def answer_ticket(answer: Answer, *, ticket_id: int, actor: User, now: datetime) -> None:
    """Answer a report; a refund is credited to the door's account. Twice is once.

    All answers of an order take the order's lock, so that its refunds never add up to more than it
    cost. A bag that came back and is paid for goes out no more. Raises TicketAnswered,
    RefundMissing, RefundTooHigh or BagNotBack.
    """
    order_id = Ticket.objects.values_list("order", flat=True).get(pk=ticket_id)
    order = locks.lock_one(Order.objects.select_related("round"), key=order_id)
    ticket = Ticket.objects.select_related("answered_by").get(pk=ticket_id)
    if _is_said(ticket, answer, actor=actor):
        return
    _check_open(ticket)
    facts: dict[str, Any] = {"outcome": str(answer.outcome)}
    if answer.outcome is TicketOutcome.REFUND:
        policies.check_refund(answer.refund_fen, most_fen=refundable_fen(ticket_id=ticket.pk))
        if ticket.unit_id is not None:
            keep_back(unit_id=ticket.unit_id, now=now)
        ticket.refund_fen = answer.refund_fen
        facts["fen"] = answer.refund_fen
    ticket.outcome, ticket.answer = answer.outcome, answer.text
    ticket.answered_at, ticket.answered_by = now, actor
    ticket.save(update_fields=["outcome", "refund_fen", "answer", "answered_at", "answered_by"])
    audit.record([audit.Act("ticket.answered", ticket, actor, now, facts)])
    _refund(ticket, order, actor=actor, now=now)


def _refund(ticket: Ticket, order: Order, *, actor: User, now: datetime) -> None:
    sales = of_estate(AccountKind.SALES, order.round.estate_id)
    move = Move(sales, household(order.household_id), ticket.refund_fen or 0)
    post([Entry(PostingKind.REFUND, ticket, (move,), actor.audit_name, now, order.pk)])


def _is_said(ticket: Ticket, answer: Answer, *, actor: User) -> bool:
    """Whether this very answer stands already: a double tap, or a form sent again."""
    stands = (ticket.answered_by_id, ticket.outcome, ticket.answer, ticket.refund_fen)
    return stands == (actor.pk, answer.outcome, answer.text, answer.refund_fen)


def _check_open(ticket: Ticket) -> None:
    if ticket.answered_by is not None:
        raise TicketAnswered(name=ticket.answered_by.name, at=ticket.answered_at)
