from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AccountKind(models.TextChoices):
    """What an account is about; a balance above 0 is money that we have or that is owed to us."""

    HOUSEHOLD = "household", _("A household")
    SALES = "sales", _("Goods sold")
    CASH = "cash", _("Cash in somebody's hands")
    SAFE = "safe", _("Cash in the safe")
    ADVANCE = "advance", _("Start money lent to the estate")
    BANK = "bank", _("Transfers")
    PROVIDER = "provider", _("Paid by phone")
    REFUNDING = "refunding", _("Refunds by phone under way")
    GROUP_BUY = "group_buy", _("In group-buy tools")
    FLOAT = "float", _("Float of a shopper")
    SUPPLIER = "supplier", _("A shop")
    PURCHASES = "purchases", _("Goods bought")
    OVER_SHORT = "over_short", _("Cash over or short")
    FEES = "fees", _("Fees of tools and of payments by phone")


class CashSource(models.TextChoices):
    """Where cash that is counted into the safe comes from, or goes that is counted out of it."""

    HANDS = "hands", _("Somebody's hands")
    BANK = "bank", _("Drawn from the account of the transfers")
    ADVANCE = "advance", _("Start money lent to the estate")

    @property
    def out_label(self) -> str:
        """What it is called when cash goes there."""
        match self:
            case CashSource.BANK:
                return str(_("Paid into the account of the transfers"))
            case CashSource.ADVANCE:
                return str(_("Start money given back"))
        return str(self.label)


class PostingKind(models.TextChoices):
    """Why money moved. Of one source, each kind is posted once."""

    ORDER = "order", _("Ordered")
    CANCELED = "canceled", pgettext_lazy("posting", "Order taken back")
    REFUND = "refund", _("Refund for a report")
    SHORT = "short", _("Refund for goods that did not come")
    WEIGHED = "weighed", _("Weighed")
    PAYMENT = "payment", pgettext_lazy("posting", "Paid")
    PAYBACK = "payback", _("Paid back")
    UNDONE = "undone", _("Payment taken back")
    REFUNDED = "refunded", _("Refund by phone has arrived")
    PAID_OUT = "paid_out", _("Paid out by WeChat Pay")
    PUT_IN = "put_in", _("Put into WeChat Pay")
    COUNT = "count", _("Cash counted")
    FLOAT_OUT = "float_out", _("Float handed out")
    BOUGHT = "bought", _("Bought on behalf")
    UNBOUGHT = "unbought", _("Purchase on behalf taken back")
    FLOAT_BACK = "float_back", _("Float handed back")
    BILL = "bill", _("Shop's bill")
    SETTLED = "settled", _("Shop paid")
    HANDED_OVER = "handed_over", _("Money of a group-buy tool handed over")


class PayMethod(models.TextChoices):
    """How money comes in or goes out."""

    CASH = "cash", _("Cash")
    TRANSFER = "transfer", _("Transfer")
    WECHAT = "wechat", _("WeChat Pay")
    GROUP_BUY = "groupbuy", _("In a group-buy tool")


class PayWay(models.TextChoices):
    """What the payer's phone does: scan a code, or follow a link into the app."""

    NATIVE = "native"
    H5 = "h5"


class ProviderState(models.TextChoices):
    """``REFUNDED``: it was paid and given back at the provider before we heard of it."""

    WAITING = "waiting"
    PAID = "paid"
    CLOSED = "closed"
    REFUNDED = "refunded"


class Payer(models.TextChoices):
    """Who paid for a household."""

    HOUSEHOLD = "household", _("the household itself")
    NEIGHBOUR = "neighbour", _("a neighbour")
    HELPER = "helper", _("its helper")
    LIAISON = "liaison", _("the liaison")


class RefundState(models.TextChoices):
    """How far money is that goes back through the provider.

    ``WAITING``: the provider has not taken it yet. ``ABNORMAL``: it could not give it to the payer
    and holds it; somebody has to decide. ``FAILED``: it did not go, and is a credit again.
    """

    WAITING = "waiting"
    UNDER_WAY = "under_way"
    ABNORMAL = "abnormal"
    DONE = "done"
    FAILED = "failed"


OPEN_REFUNDS = (RefundState.WAITING, RefundState.UNDER_WAY, RefundState.ABNORMAL)
