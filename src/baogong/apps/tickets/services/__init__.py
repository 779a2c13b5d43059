"""Taking in what residents say and ask, and answering it."""

from baogong.apps.tickets.services.answer import answer_ticket
from baogong.apps.tickets.services.came_back import report_returns
from baogong.apps.tickets.services.care import ask_after
from baogong.apps.tickets.services.enquiries import (
    answer_enquiries,
    change_reply,
    take_enquiries,
    tell,
)
from baogong.apps.tickets.services.errands import escalate_overdue, settle_errand, sort_enquiry
from baogong.apps.tickets.services.feedback import give_feedback
from baogong.apps.tickets.services.report import report_goods

__all__ = [
    "answer_enquiries",
    "answer_ticket",
    "ask_after",
    "change_reply",
    "escalate_overdue",
    "give_feedback",
    "report_goods",
    "report_returns",
    "settle_errand",
    "sort_enquiry",
    "take_enquiries",
    "tell",
]
