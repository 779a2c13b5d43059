from django.utils.translation import gettext_noop

from baogong.values.errors import DomainError


class CustodyError(DomainError):
    """A handoff that would break the chain of holders."""


class NotHolding(CustodyError):
    """The giver does not hold these units."""

    code = "not_holding"
    message = gettext_noop(
        "%(count)s of these are with somebody else: %(codes)s. Look at their history first."
    )


class AlreadySettled(CustodyError):
    code = "discrepancy_settled"
    message = gettext_noop("This difference was settled already.")
