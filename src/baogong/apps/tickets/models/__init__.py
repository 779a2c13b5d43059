"""What residents say after delivery."""

from baogong.apps.tickets.models.feedback import Feedback, StaleGood
from baogong.apps.tickets.models.ticket import Ticket, TicketLine

__all__ = ["Feedback", "StaleGood", "Ticket", "TicketLine"]
