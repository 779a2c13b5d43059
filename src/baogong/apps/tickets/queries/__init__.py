"""Reports, ratings and questions of residents, as rows."""

from baogong.apps.tickets.models import enquiry_number
from baogong.apps.tickets.queries.enquiries import (
    EnquiryRow,
    alike_ids,
    caller_phones,
    calls_from,
    enquiries_of_door,
    enquiries_of_reply,
    enquiry_for,
    enquiry_groups,
    enquiry_ids,
    enquiry_rows,
    escalated_errand_for,
    escalated_errands,
    open_enquiry_count,
    others_waiting,
    overdue_enquiries,
)
from baogong.apps.tickets.queries.feedback import (
    SupplierScore,
    stale_doors,
    supplier_scores,
)
from baogong.apps.tickets.queries.orders import (
    OrderGood,
    goods_of_order,
    refundable_fen,
    reportable_ids,
)
from baogong.apps.tickets.queries.replies import ReplyRow, faq, faq_for, reply_for
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
    "EnquiryRow",
    "GoodSource",
    "OrderGood",
    "OrderVoice",
    "Overdue",
    "ReplyRow",
    "SupplierScore",
    "TicketRow",
    "alike_ids",
    "bags_of_order",
    "caller_phones",
    "calls_from",
    "enquiries_of_door",
    "enquiries_of_reply",
    "enquiry_for",
    "enquiry_groups",
    "enquiry_ids",
    "enquiry_number",
    "enquiry_rows",
    "escalated_errand_for",
    "escalated_errands",
    "faq",
    "faq_for",
    "goods_of_order",
    "open_enquiry_count",
    "order_voice",
    "others_waiting",
    "overdue_enquiries",
    "overdue_tickets",
    "refundable_fen",
    "reply_for",
    "reportable_ids",
    "sources_of",
    "stale_doors",
    "supplier_scores",
    "ticket_for",
    "ticket_ids",
    "ticket_photo",
    "ticket_rows",
    "tickets_of_order",
]
