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


class OfficerAway(DeliveryError):
    code = "officer_away"
    message = gettext_noop(
        "You are down as somebody who has to stay at home, so you can take nothing now."
    )


class NotOffered(DeliveryError):
    code = "not_offered"
    message = gettext_noop(
        "This run is not on offer any more. Somebody else took it, or it ended."
    )
