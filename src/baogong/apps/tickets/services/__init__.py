"""Taking in what residents say, and answering it."""

from baogong.apps.tickets.services.answer import answer_ticket
from baogong.apps.tickets.services.feedback import give_feedback
from baogong.apps.tickets.services.report import report_goods

__all__ = ["answer_ticket", "give_feedback", "report_goods"]
