"""Orders that came, and what their doors say of them."""

from uuid import uuid4

from baogong.apps.catalog.models import Good
from baogong.apps.delivery.enums import Result
from baogong.apps.ordering.models import Order
from baogong.apps.people.enums import Role
from baogong.apps.tickets.enums import Rating, Remedy, TicketKind, TicketOutcome
from baogong.apps.tickets.intents import Answer, Complaint, Verdict
from baogong.apps.tickets.models import Ticket
from baogong.apps.tickets.services import answer_ticket, give_feedback, report_goods
from baogong.plumbing.audit import SYSTEM
from tests.factories.chain import carried
from tests.factories.world import NOW, World


def delivered(world: World) -> list[Order]:
    """Every door ordered one of each package (¥85.00) and has it; the orders by door."""
    chain = carried(world)
    for bag in chain.bags:
        chain.tap(bag, Result.GIVEN)
    return list(Order.objects.filter(round=world.round).order_by("household__sort_key"))


def goods(*skus: str) -> frozenset[int]:
    return frozenset(Good.objects.filter(sku__in=skus).values_list("pk", flat=True))


def complaint(*skus: str, **changes) -> Complaint:
    fields = {
        "key": uuid4(),
        "kind": TicketKind.ROTTEN,
        "good_ids": goods(*skus),
        "remedy": Remedy.REFUND,
    }
    return Complaint(**fields | changes)


def report(order: Order, *skus: str, now=NOW, **changes) -> Ticket:
    return report_goods(complaint(*skus, **changes), order_id=order.pk, actor=SYSTEM, now=now)


def answer(world: World, ticket: Ticket, outcome="apology", *, fen=None, text="对不起"):
    reply = Answer(TicketOutcome(outcome), text, fen)
    answer_ticket(reply, ticket_id=ticket.pk, actor=world.staff[Role.CLERK], now=NOW)
    ticket.refresh_from_db()


def rate(order: Order, freshness="good", price="good", *stale: str, now=NOW):
    verdict = Verdict(Rating(freshness), Rating(price), goods(*stale))
    return give_feedback(verdict, order_id=order.pk, actor=SYSTEM, now=now)
