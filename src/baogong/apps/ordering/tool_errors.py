"""What is refused of money that group-buy tools collected."""

from django.utils.translation import gettext_noop

from baogong.apps.ordering.errors import OrderingError


class NothingCollected(OrderingError):
    code = "nothing_collected"
    message = gettext_noop("Of this round nothing is left in the tool, so nothing is handed over.")


class HandoverWaits(OrderingError):
    code = "handover_waits"
    message = gettext_noop(
        "Money of this round waits for its second name. "
        "Sign or drop it first, then write the next."
    )


class HandoverDiffers(OrderingError):
    code = "handover_differs"
    message = gettext_noop(
        "It is not the %(expected)s that the tool collected. Say why it differs."
    )


class HandoverSettled(OrderingError):
    code = "handover_settled"
    message = gettext_noop("This was signed or taken back already. Load the page again.")


class OwnHandover(OrderingError):
    code = "own_handover"
    message = gettext_noop(
        "Somebody else must sign: neither who handed it over nor who counted first."
    )


class NotOwnHandover(OrderingError):
    code = "not_own_handover"
    message = gettext_noop(
        "The desk wrote this down, or somebody else did. Ask the desk to drop it."
    )


class CollectedChanged(OrderingError):
    code = "collected_changed"
    message = gettext_noop(
        "What the tool collected changed since it was counted. Drop this and write it down anew."
    )


class OwnReversal(OrderingError):
    code = "own_reversal"
    message = gettext_noop("You signed for this. Somebody else must take it back.")
