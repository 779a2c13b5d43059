"""The double-entry ledger, payments and refunds, also by phone, cash and floats."""

from baogong.apps.money.models.account import Account
from baogong.apps.money.models.cash_count import CashCount, Counting
from baogong.apps.money.models.float import WHAT_LENGTH, CashFloat, Purchase
from baogong.apps.money.models.payment import REFERENCE_LENGTH, WHY_LENGTH, Payment
from baogong.apps.money.models.payout import Payout, PayoutPart
from baogong.apps.money.models.posting import Posting, Transfer
from baogong.apps.money.models.provider_payment import PaymentPart, ProviderPayment
from baogong.apps.money.models.provider_refund import GIVEN_UP, REASON_LENGTH, ProviderRefund
from baogong.apps.money.models.reversible import Reversible, reversed_for_a_reason

__all__ = [
    "GIVEN_UP",
    "REASON_LENGTH",
    "REFERENCE_LENGTH",
    "WHAT_LENGTH",
    "WHY_LENGTH",
    "Account",
    "CashCount",
    "CashFloat",
    "Counting",
    "Payment",
    "PaymentPart",
    "Payout",
    "PayoutPart",
    "Posting",
    "ProviderPayment",
    "ProviderRefund",
    "Purchase",
    "Reversible",
    "Transfer",
    "reversed_for_a_reason",
]
