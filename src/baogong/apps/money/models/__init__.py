"""The double-entry ledger, payments, also by phone, counts of cash, floats of shoppers."""

from baogong.apps.money.models.account import Account
from baogong.apps.money.models.cash_count import CashCount
from baogong.apps.money.models.float import WHAT_LENGTH, CashFloat, Purchase
from baogong.apps.money.models.payment import REFERENCE_LENGTH, WHY_LENGTH, Payment
from baogong.apps.money.models.posting import Posting, Transfer
from baogong.apps.money.models.provider_payment import ProviderPayment

__all__ = [
    "REFERENCE_LENGTH",
    "WHAT_LENGTH",
    "WHY_LENGTH",
    "Account",
    "CashCount",
    "CashFloat",
    "Payment",
    "Posting",
    "ProviderPayment",
    "Purchase",
    "Transfer",
]
