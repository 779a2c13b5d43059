"""The double-entry ledger, payments of households, also by phone, and counts of cash."""

from baogong.apps.money.models.account import Account
from baogong.apps.money.models.cash_count import CashCount
from baogong.apps.money.models.payment import REFERENCE_LENGTH, WHY_LENGTH, Payment
from baogong.apps.money.models.posting import Posting, Transfer
from baogong.apps.money.models.provider_payment import ProviderPayment

__all__ = [
    "REFERENCE_LENGTH",
    "WHY_LENGTH",
    "Account",
    "CashCount",
    "Payment",
    "Posting",
    "ProviderPayment",
    "Transfer",
]
