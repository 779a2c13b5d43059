"""Reports and ratings of residents, as rows."""

from baogong.apps.tickets.queries.feedback import (
    SupplierScore,
    stale_doors,
    supplier_scores,
)
from baogong.apps.tickets.queries.orders import OrderGood, goods_of_order, refundable_fen
from baogong.apps.tickets.queries.sources import GoodSource, bags_of_order, sources_of
from baogong.apps.tickets.queries.tickets import (
    Overdue,
    TicketRow,
    overdue_tickets,
    ticket_for,
    ticket_ids,
    ticket_photo,
    ticket_rows,
    tickets_of_order,
)
from baogong.apps.tickets.queries.voice import OrderVoice, order_voice

__all__ = [
    "GoodSource",
    "OrderGood",
    "OrderVoice",
    "Overdue",
    "SupplierScore",
    "TicketRow",
    "bags_of_order",
    "goods_of_order",
    "order_voice",
    "overdue_tickets",
    "refundable_fen",
    "sources_of",
    "stale_doors",
    "supplier_scores",
    "ticket_for",
    "ticket_ids",
    "ticket_photo",
    "ticket_rows",
    "tickets_of_order",
]
