from django.utils.translation import gettext_noop

from baogong.values.errors import DomainError


class ProcurementError(DomainError):
    """A refused purchase or receipt."""


class AlreadyReceived(ProcurementError):
    code = "already_received"
    message = gettext_noop("Purchase order %(number)s was received already.")


class NotOrdered(ProcurementError):
    code = "not_ordered"
    message = gettext_noop("Count every good of the purchase order, and nothing else.")


class DifferenceSettled(ProcurementError):
    code = "supplier_difference_settled"
    message = gettext_noop("This difference with the shop was settled already.")


class NothingMissing(ProcurementError):
    code = "nothing_missing"
    message = gettext_noop(
        "Too much came, so nothing can be brought later. Choose another outcome."
    )
