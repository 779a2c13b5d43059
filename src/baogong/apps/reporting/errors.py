from django.utils.translation import gettext_noop

from baogong.values.errors import DomainError


class RoundStillOpen(DomainError):
    """A day whose round takes orders cannot be reported yet."""

    code = "round_still_open"
    message = gettext_noop("%(title)s still takes orders. Close it first, then close the day.")


class DayNotBalanced(DomainError):
    """The sums of the day do not add up, and nobody said why it is closed all the same."""

    code = "day_not_balanced"
    message = gettext_noop(
        "The sums of this day do not add up. Mend them, or write why it is closed all the same."
    )


class NothingNew(DomainError):
    """The same report again would be no correction."""

    code = "nothing_new"
    message = gettext_noop("Nothing has changed since version %(version)s.")
