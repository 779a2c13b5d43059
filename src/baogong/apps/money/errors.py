from django.utils.translation import gettext_noop

from baogong.values.errors import DomainError


class MoneyError(DomainError):
    """A refused payment, count or settlement."""


class NothingPaid(MoneyError):
    code = "nothing_paid"
    message = gettext_noop("Write an amount above 0, such as 35 or 35.50.")


class PaymentReused(MoneyError):
    code = "payment_reused"
    message = gettext_noop(
        "This page was sent before with another amount. Look at the account before you send again."
    )


class PayoutReused(PaymentReused):
    code = "payout_reused"
    message = gettext_noop(
        "This page wrote a payout down before: another one, or one that was taken back since."
        " Look at the payouts below, then open this page anew."
    )


class ReferenceMissing(MoneyError):
    code = "reference_missing"
    message = gettext_noop("Write the number of the transfer, so that it can be found again.")


class ReferenceKnown(MoneyError):
    code = "reference_known"
    message = gettext_noop(
        "Transfer %(reference)s was written down before: %(amount)s of %(door)s, by %(who)s on"
        " %(at)s. If this is another one with the same number, say so below."
    )


class TooMuchBack(MoneyError):
    code = "too_much_back"
    message = gettext_noop("The household has only %(credit)s to its credit.")


class UndoneAlready(MoneyError):
    code = "undone_already"
    message = gettext_noop("This was taken back already.")


class NotUndoable(MoneyError):
    code = "not_undoable"
    message = gettext_noop("What takes a payment back cannot be taken back. Enter it anew.")


class PaidByPhone(MoneyError):
    code = "paid_by_phone"
    message = gettext_noop(
        "This was paid by phone, so it was no slip of the pen. Pay it back instead."
    )


class WhyMissing(MoneyError):
    code = "why_missing"
    message = gettext_noop("Say why, in a few words.")


class CountedAlready(MoneyError):
    code = "counted_already"
    message = gettext_noop(
        "A count of this cash waits for its second name. Sign or drop it first."
    )


class NoCash(MoneyError):
    code = "no_cash"
    message = gettext_noop("This person holds no cash of this estate.")


class SourceMissing(MoneyError):
    code = "source_missing"
    message = gettext_noop(
        "Write who brought this cash or takes it, or the number of its receipt."
    )


class SafeHoldsLess(MoneyError):
    code = "safe_holds_less"
    message = gettext_noop(
        "The safe holds only %(held)s. Count cash into it first, under Money, Cash."
    )


class HandsHoldLess(MoneyError):
    code = "hands_hold_less"
    message = gettext_noop(
        "You hold only %(held)s in cash. Take cash out of the safe first, under Money, Cash, or"
        " pay back by transfer."
    )


class MoreThanLent(MoneyError):
    code = "more_than_lent"
    message = gettext_noop(
        "Only %(lent)s of start money is still to be given back. Write down no more than that."
    )


class NotYourHands(MoneyError):
    code = "not_your_hands"
    message = gettext_noop("Only whoever gets the cash counts it out of the safe.")


class OwnCount(MoneyError):
    code = "own_count"
    message = gettext_noop("Somebody else must sign what you counted.")


class CountClosed(MoneyError):
    code = "count_closed"
    message = gettext_noop("This count was signed or dropped already.")


class CashMoved(MoneyError):
    code = "cash_moved"
    message = gettext_noop(
        "Cash was taken or given since it was counted. Drop this count and count again."
    )


class OwnFloat(MoneyError):
    code = "own_float"
    message = gettext_noop("Somebody else must hand out and take back the cash you shop with.")


class OwnPurchase(MoneyError):
    code = "own_purchase"
    message = gettext_noop("Somebody else must take back a receipt of yours.")


class FloatOpen(MoneyError):
    code = "float_open"
    message = gettext_noop("This person has a float out already. Close it first.")


class NotYourFloat(MoneyError):
    code = "not_your_float"
    message = gettext_noop("Only the shopper signs for this float.")


class FloatNotOut(MoneyError):
    code = "float_not_out"
    message = gettext_noop("Sign for the float first. A closed float takes no more purchases.")


class FloatClosed(MoneyError):
    code = "float_closed"
    message = gettext_noop("This float is closed already.")


class NotBroughtBack(MoneyError):
    code = "not_brought_back"
    message = gettext_noop("The shopper has to count what is left first, on their own page.")


class CountsDiffer(MoneyError):
    code = "counts_differ"
    message = gettext_noop("The shopper counted %(said)s. Count once more, together.")


class NothingOwed(MoneyError):
    code = "nothing_owed"
    message = gettext_noop("Nothing is owed on this account, so there is nothing to pay.")


class ProviderDown(MoneyError):
    """No answer, or none that can be trusted."""

    code = "provider_down"
    message = gettext_noop(
        "WeChat Pay does not answer just now. Nothing was begun. Try again in a few minutes, or"
        " pay in cash."
    )


class ProviderRefused(MoneyError):
    code = "provider_refused"
    message = gettext_noop(
        "WeChat Pay does not accept this payment (%(reason)s). Pay in cash, and tell your"
        " estate's desk."
    )


class NoticeRefused(MoneyError):
    """A notification that the provider did not sign, or signed too long ago."""

    code = "notice_refused"
    message = gettext_noop("The signature of this notification cannot be trusted.")


class UnknownPayment(MoneyError):
    code = "unknown_payment"
    message = gettext_noop("No payment with this number was begun here.")


class UnknownRefund(MoneyError):
    code = "unknown_refund"
    message = gettext_noop("No refund with this number was ordered here.")


class RefundGoesOn(MoneyError):
    code = "refund_goes_on"
    message = gettext_noop(
        "WeChat Pay may still pay this refund out, so it cannot be given up now. Load the page"
        " again."
    )


class RefundOver(MoneyError):
    code = "refund_over"
    message = gettext_noop("This refund is settled already. Load the page again.")


class SumsDiffer(MoneyError):
    code = "sums_differ"
    message = gettext_noop(
        "%(fee)s commission and %(net)s that came are %(sum)s, not the %(gross)s that were paid"
        " out. Look at the three sums again."
    )


class ProviderHoldsLess(MoneyError):
    code = "provider_holds_less"
    message = gettext_noop(
        "By the books WeChat Pay holds only %(held)s. Look at the sum, whether a payout was"
        " written down twice, and whether money that was put into WeChat Pay is missing below."
    )


class PayoutKnown(MoneyError):
    code = "payout_known"
    message = gettext_noop(
        "Payout %(number)s was written down before: %(gross)s of %(day)s, by %(who)s."
    )


class PayoutOfOthersKnown(MoneyError):
    """It has part in estates that are not in the care of whoever types its number."""

    code = "payout_of_others_known"
    message = gettext_noop("Payout %(number)s was written down before.")


class DayToCome(MoneyError):
    code = "day_to_come"
    message = gettext_noop("This day is still to come. Write the day on which the bank got it.")


class HeldForOthers(MoneyError):
    code = "held_for_others"
    message = gettext_noop(
        "WeChat Pay holds money of estates that are not in your care, and pays all of it out"
        " together. Somebody whose role is for all of them writes it down."
    )


class ChargeDiffers(MoneyError):
    """What the provider says was paid is not what was asked for: a person has to look."""

    code = "charge_differs"
    message = gettext_noop(
        "WeChat Pay reports another amount or another payee than was asked for. Ask your"
        " estate's desk."
    )
