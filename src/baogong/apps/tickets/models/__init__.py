"""What residents say after delivery, and what they ask."""

from baogong.apps.tickets.models.enquiry import Enquiry, Reply, enquiry_number
from baogong.apps.tickets.models.feedback import Feedback, StaleGood
from baogong.apps.tickets.models.ticket import Ticket, TicketLine

__all__ = [
    "Enquiry",
    "Feedback",
    "Reply",
    "StaleGood",
    "Ticket",
    "TicketLine",
    "enquiry_number",
]
