from django.utils.translation import gettext_noop

from baogong.values.errors import DomainError


class TicketError(DomainError):
    """A refused report, answer or rating."""


class NothingDelivered(TicketError):
    code = "nothing_delivered"
    message = gettext_noop("Nothing of this order has been delivered yet.")


class NotOfOrder(TicketError):
    code = "not_of_order"
    message = gettext_noop("Choose from the goods of this order.")


class ReportedAlready(TicketError):
    code = "reported_already"
    message = gettext_noop(
        "You have reported %(good)s already, number %(number)s. Wait for the answer first."
    )


class TicketChanged(TicketError):
    code = "ticket_changed"
    message = gettext_noop(
        "This page was sent before and has been received. To report something else, choose its"
        " photo again and send it."
    )


class TicketAnswered(TicketError):
    code = "ticket_answered"
    message = gettext_noop("%(name)s has answered this report already, at %(at)s.")


class RefundTooHigh(TicketError):
    code = "refund_too_high"
    message = gettext_noop("At most %(most)s can go back for these goods.")


class RefundMissing(TicketError):
    code = "refund_missing"
    message = gettext_noop("Write how much money goes back, or choose another answer.")


class EnquiryChanged(TicketError):
    code = "enquiry_changed"
    message = gettext_noop(
        "This page was sent before and has been written down as number %(number)s. Open it again"
        " to note another call."
    )


class EnquiriesAnswered(TicketError):
    code = "enquiries_answered"
    message = gettext_noop("%(name)s has answered this meanwhile. Look at the list again.")


class ReplyOfOtherEstate(TicketError):
    code = "reply_of_other_estate"
    message = gettext_noop("Choose questions and an answer of one estate.")
