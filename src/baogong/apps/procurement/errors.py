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


class SwapWaits(ProcurementError):
    code = "swap_waits"
    message = gettext_noop("%(good)s has a swap already. Ask the desk to decline it first.")


class SwapStands(ProcurementError):
    """It was accepted; nothing more is swapped."""

    code = "swap_stands"
    message = gettext_noop("%(good)s is swapped already. Report the rest as out.")


class SwapElsewhere(ProcurementError):
    """Another shop of the round swaps the same good otherwise, and a bag gets one or the other."""

    code = "swap_elsewhere"
    message = gettext_noop(
        "%(shop)s brings %(other)s for %(good)s in this round. Decline this swap, so that the "
        "shop can offer the same, as much for as much."
    )


class NothingToSwap(ProcurementError):
    code = "nothing_to_swap"
    message = gettext_noop(
        "Say first how much of it is out, then offer at most that in its place."
    )


class SwapIsOut(ProcurementError):
    code = "swap_is_out"
    message = gettext_noop("%(good)s is out itself. Choose another good.")


class SwapDecided(ProcurementError):
    code = "swap_decided"
    message = gettext_noop("Somebody else has decided this swap already.")


class SwapOutdated(ProcurementError):
    code = "swap_outdated"
    message = gettext_noop(
        "The shop has changed since what it is out of. Decline this swap, "
        "so that it can offer another one."
    )


class BillWithoutReason(ProcurementError):
    code = "bill_without_reason"
    message = gettext_noop(
        "The orders, less what did not come, come to %(proposed)s. Say why it is another amount."
    )


class BilledAlready(ProcurementError):
    code = "billed_already"
    message = gettext_noop("Purchase order %(number)s was agreed with another amount.")


class NotBilled(ProcurementError):
    code = "not_billed"
    message = gettext_noop("Agree with the shop what it gets first.")


class BillPaid(ProcurementError):
    code = "bill_paid"
    message = gettext_noop("%(paid)s of it is paid. Take the payments back first.")


class MoreThanOwed(ProcurementError):
    code = "more_than_owed"
    message = gettext_noop("The shop gets only %(left)s more for this purchase order.")
