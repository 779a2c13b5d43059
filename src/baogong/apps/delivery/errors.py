from django.utils.translation import gettext_noop

from baogong.values.errors import DomainError


class DeliveryError(DomainError):
    """A refused step between depot and door."""


class CrateNotClosed(DeliveryError):
    code = "crate_not_closed"
    message = gettext_noop("Crate %(code)s is still being filled. Close it at the depot first.")


class CrateGone(DeliveryError):
    code = "crate_gone"
    message = gettext_noop("Crate %(code)s left with somebody else already.")


class NothingToTakeBack(DeliveryError):
    code = "nothing_to_take_back"
    message = gettext_noop("No bag of this run is left with the officer.")


class NothingToOffer(DeliveryError):
    code = "nothing_to_offer"
    message = gettext_noop("No returned bag can be offered again.")


class BagNotBack(DeliveryError):
    code = "bag_not_back"
    message = gettext_noop(
        "Bag %(code)s lies on the returns shelf no more: it went out again. Money goes back only"
        " for what did not arrive."
    )


class OfficerAway(DeliveryError):
    code = "officer_away"
    message = gettext_noop(
        "You are down as somebody who stays at home or has left, so you can take nothing now."
    )


class NotOffered(DeliveryError):
    code = "not_offered"
    message = gettext_noop(
        "This run is not on offer any more. Somebody else took it, or it ended."
    )


class OtherGrid(DeliveryError):
    """The rule closes the grid, and the officer belongs to another one (R2)."""

    code = "other_grid"
    message = gettext_noop(
        "People of %(own)s may not enter %(grid)s. Hand over at the border point%(points)s, "
        "or ask the grid leader to let you in."
    )


class OutsideGrid(DeliveryError):
    """The rule closes the grid, and the officer belongs to none."""

    code = "outside_grid"
    message = gettext_noop(
        "Who belongs to no grid may not enter %(grid)s. Hand over at the border point%(points)s, "
        "or ask the grid leader to let you in."
    )


class ModeReasonMissing(DeliveryError):
    code = "mode_reason_missing"
    message = gettext_noop("Write why bags are carried this way.")


class WrongOrderPin(DeliveryError):
    code = "wrong_order_pin"
    message = gettext_noop("This is not the code of the order. Let the household read it again.")


class OrderPinWaits(DeliveryError):
    code = "order_pin_waits"
    message = gettext_noop(
        "Too many wrong codes. Try again in %(seconds)s seconds, or take a photo; the tap stands."
    )


class NotGivenYet(DeliveryError):
    """The tap that gives the bag is still in the phone, was taken back, or was never made."""

    code = "not_given_yet"
    message = gettext_noop("Bag %(code)s is not recorded as given. Tap first, then add the proof.")


class PointMissing(DeliveryError):
    code = "point_missing"
    message = gettext_noop("Choose the pickup point to which the households are called.")


class LeaveReasonMissing(DeliveryError):
    code = "leave_reason_missing"
    message = gettext_noop("Write why somebody of another grid carries this crate.")
