from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from baogong.values.errors import DomainError
from baogong.values.quantity import Amount


class OrderingError(DomainError):
    """A refused order, change or round."""


class RoundNotOpen(OrderingError):
    code = "round_not_open"
    message = gettext_noop("This round opens at %(opens_at)s. Come back then.")


class CutoffPassed(OrderingError):
    code = "cutoff_passed"
    message = gettext_noop("Orders closed at %(cutoff_at)s. Order in the next round.")


class EmptyOrder(OrderingError):
    code = "empty_order"
    message = gettext_noop("Nothing is chosen yet. Choose at least one package.")


class TooMany(OrderingError):
    code = "too_many"
    message = gettext_noop("At most %(most)s of one package in one order.")


class NotOnOffer(OrderingError):
    code = "not_on_offer"
    message = gettext_noop("One of these is not on offer in this round. Load the page again.")


class SoldOut(OrderingError):
    code = "sold_out"
    message = gettext_noop("%(name)s: only %(left)s left. Choose fewer.")
    none_left = gettext_noop("%(name)s: all taken. Leave it out, or go on the waiting list.")

    @property
    def sentence(self) -> str:
        return self.message if self.data["left"] else self.none_left


class GoodSoldOut(OrderingError):
    """The packages and singles that hold a good share what there is of it."""

    code = "good_sold_out"
    message = gettext_noop("%(name)s: only %(left)s left over all packages. Choose fewer.")
    none_left = gettext_noop("%(name)s: all taken. Leave out the packages that hold it.")

    @property
    def sentence(self) -> str:
        left = self.data["left"]
        is_none = isinstance(left, Amount) and not left.quantity
        return self.none_left if is_none else self.message


class GoodLimitExceeded(OrderingError):
    code = "good_limit_exceeded"
    message = gettext_noop(
        "%(name)s: at most %(limit)s for each household over all packages. Choose fewer."
    )


class LimitExceeded(OrderingError):
    code = "limit_exceeded"
    message = gettext_noop(
        "%(name)s: at most %(limit)s for your household, and you have %(ordered)s."
    )
    none_yet = gettext_noop("%(name)s: at most %(limit)s for your household. Choose fewer.")

    @property
    def sentence(self) -> str:
        return self.message if self.data["ordered"] else self.none_yet


class WindowLimitExceeded(OrderingError):
    """``ordered``: the most that the household has in so many days around the delivery day."""

    code = "window_limit_exceeded"
    message = gettext_noop(
        "%(name)s: at most %(limit)s in %(days)s days for your household, and you have had"
        " %(ordered)s. Choose at most %(left)s."
    )


class WindowLimitReached(OrderingError):
    """As WindowLimitExceeded, with nothing left before a delivery on the day ``again``."""

    code = "window_limit_reached"
    message = gettext_noop(
        "%(name)s: at most %(limit)s in %(days)s days for your household, and you have had"
        " %(ordered)s. You can have it again with a delivery on %(again)s or later."
    )


class LimitMissing(OrderingError):
    code = "limit_missing"
    message = gettext_noop("%(name)s is counted over several days. Say at most how many.")


class ExceptionInThePast(OrderingError):
    code = "exception_in_the_past"
    message = gettext_noop("%(until)s is past. Choose today or a later day.")


class ExceptionTooLong(OrderingError):
    code = "exception_too_long"
    message = gettext_noop(
        "%(until)s is too far ahead. Choose %(last)s or earlier, and let it have more again then."
    )


class ExceptionWithoutReason(OrderingError):
    code = "exception_without_reason"
    message = gettext_noop("Write why this household may have more, in a few words.")


class AlreadyOrdered(OrderingError):
    code = "already_ordered"
    message = gettext_noop("You ordered already (%(numbers)s). Add to it, or replace it?")


class DividedLater(OrderingError):
    code = "divided_later"
    message = gettext_noop(
        "%(name)s is divided at a set time among those who ask. Ask for it on the household's page"
        " or at the phone desk."
    )


class CardRevoked(OrderingError):
    code = "card_revoked"
    message = gettext_noop("This card was replaced. Sign in with the new card.")


class ReadBackMissing(OrderingError):
    code = "read_back_missing"
    message = gettext_noop("Read the order back to the caller, then tick the box.")


class ConsentMissing(OrderingError):
    code = "consent_missing"
    message = gettext_noop("Say how the household agreed: by phone, in person, or as arranged.")


class KeyReused(OrderingError):
    code = "key_reused"
    message = gettext_noop("This form was sent before with other content. Load the page again.")


class NotADoor(OrderingError):
    code = "not_a_door"
    message = gettext_noop("This door does not belong to the round's estate. Choose another door.")


class OrderClosed(OrderingError):
    code = "order_closed"
    message = gettext_noop("Order %(number)s can no longer be changed: the round has closed.")


class AlreadyChanged(OrderingError):
    code = "already_changed"
    message = gettext_noop("Order %(number)s was changed or canceled meanwhile. Open it again.")


class NothingChanged(OrderingError):
    code = "nothing_changed"
    message = gettext_noop("These are the quantities that the order has. Change one of them.")


class ReasonMissing(OrderingError):
    code = "correction_without_reason"
    message = gettext_noop("Write why the order is corrected, in a few words.")


class MoreThanBought(OrderingError):
    code = "more_than_bought"
    message = gettext_noop(
        "%(name)s: the goods are ordered already. Ask the shop for more, then tick that it agreed."
    )


class OwnSlip(OrderingError):
    code = "own_slip"
    message = gettext_noop("You typed this slip yourself. Somebody else must read it again.")


class NotWaiting(OrderingError):
    code = "not_waiting"
    message = gettext_noop("Order %(number)s does not wait for a check any more. Take the next.")


class NothingToPrint(OrderingError):
    code = "nothing_to_print"
    message = gettext_noop(
        "No door here still needs a slip. Choose all doors to print them again."
    )


class NoChain(OrderingError):
    code = "no_chain"
    message = gettext_noop("Nothing is pasted yet. Copy the whole chain from the chat.")


class LineEntered(OrderingError):
    code = "line_entered"
    message = gettext_noop("This line was entered already. Change the order itself.")


class NoOrders(OrderingError):
    code = "no_orders"
    message = gettext_noop(
        "No table of orders was found in the file. It needs a row of headings such as order"
        " number, goods, quantity and address, with the orders below."
    )


class ColumnMissing(OrderingError):
    """``field``: the reader's name for what no column holds."""

    code = "column_missing"
    message = gettext_noop("No column is chosen for this yet: %(field)s. Choose it below.")


class LineMoved(OrderingError):
    code = "line_moved"
    message = gettext_noop("A newer file says something else of this order. Look there.")


class TextGone(OrderingError):
    code = "text_gone"
    message = gettext_noop("The content of this file is no longer kept. Upload it again.")


class BadTimes(OrderingError):
    code = "bad_times"
    message = gettext_noop("Orders must close after they open, and before the delivery day ends.")


class DrawAfterClosing(OrderingError):
    code = "draw_after_closing"
    message = gettext_noop("Lots must be drawn after the round opens, and before it closes.")


class DrawMissing(OrderingError):
    code = "draw_missing"
    message = gettext_noop("%(name)s is to be divided. Say when.")


class NothingToDivide(OrderingError):
    code = "nothing_to_divide"
    message = gettext_noop("%(name)s is to be divided. Say how many there are in all.")


class PriorityMissing(OrderingError):
    code = "priority_missing"
    message = gettext_noop("%(name)s goes to priority doors first. Say which doors those are.")


class BoundMissing(OrderingError):
    code = "bound_missing"
    message = gettext_noop("%(name)s has no bound: whoever orders it gets it.")


class StockTooLarge(OrderingError):
    code = "stock_too_large"
    message = gettext_noop("%(name)s: that is more than can be counted. Add less.")


class StockChanged(OrderingError):
    code = "stock_changed"
    message = gettext_noop(
        "Somebody else, or a second tap, changed how many of %(name)s there are: %(stock)s now."
        " Look before you add any."
    )


class AskGivenOut(OrderingError):
    code = "ask_given_out"
    message = gettext_noop(
        "Number %(number)s has taken part in a draw. Correct what came of it as an order, or take"
        " the ask back; then say that the first reading was right."
    )


class AskEnded(OrderingError):
    code = "ask_ended"
    message = gettext_noop("Nothing waits under number %(number)s any more.")


class NothingListed(OrderingError):
    code = "nothing_listed"
    message = gettext_noop("A round needs at least one package on offer.")


class NothingLeftToMove(OrderingError):
    code = "nothing_left_to_move"
    message = gettext_noop(
        "Only %(left)s of this package are left to offer from another shop. Look again."
    )
    none_left = gettext_noop("Nothing of this package is left to offer from another shop.")

    @property
    def sentence(self) -> str:
        return self.message if self.data["left"] else self.none_left


class NotDrawnYet(OrderingError):
    code = "not_drawn_yet"
    message = gettext_noop(
        "%(name)s is still to be divided. Offer what is left from another shop after that."
    )


class ShopWithoutRoom(OrderingError):
    code = "shop_without_room"
    message = gettext_noop(
        "%(shop)s has room for %(left)s more orders on that day. Offer no more from there."
    )


class ShopClosedNow(OrderingError):
    code = "shop_closed_now"
    message = gettext_noop(
        "%(shop)s is closed now and opens at %(opens_at)s. Offer it from there in the next round."
    )


class ShopServesElsewhere(OrderingError):
    code = "shop_serves_elsewhere"
    message = gettext_noop("%(shop)s does not serve %(estate)s. Choose another shop.")


def kept(refusal: OrderingError) -> dict[str, Any]:
    """A refusal as JSON, for ``kept_error``: of data only text, numbers, amounts and days."""
    data = {key: _kept(value) for key, value in refusal.data.items()}
    return {"code": refusal.code, "refused": data}


def _kept(value: Any) -> Any:
    if isinstance(value, Amount):
        return asdict(value)
    return {"day": value.isoformat()} if type(value) is date else value


def kept_error(code: str, refused: dict[str, Any]) -> OrderingError:
    """The refusal again that ``kept`` has put away."""
    [kind] = [kind for kind in OrderingError.__subclasses__() if kind.code == code]
    return kind(**{key: _read(value) for key, value in refused.items()})


def _read(kept_value: Any) -> Any:
    if not isinstance(kept_value, dict):
        return kept_value
    if "day" in kept_value:
        return date.fromisoformat(kept_value["day"])
    return Amount(**kept_value)
