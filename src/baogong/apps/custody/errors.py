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


class OtherHandoff(CustodyError):
    """The key belongs to a handoff of other units, or between others."""

    code = "other_handoff"
    message = gettext_noop("This form was sent before with other content. Load the page again.")


class AlreadySettled(CustodyError):
    code = "discrepancy_settled"
    message = gettext_noop("This difference was settled already.")
