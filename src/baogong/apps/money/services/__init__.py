"""Everything that moves money."""

from baogong.apps.money.models import REFERENCE_LENGTH, WHY_LENGTH
from baogong.apps.money.services.counts import Counted, count_cash, drop_count, sign_count
from baogong.apps.money.services.payments import Paid, Till, pay_back, take_payment, undo_payment
from baogong.apps.money.services.post import Entry, Holder, Move, household, of_estate, post

__all__ = [
    "REFERENCE_LENGTH",
    "WHY_LENGTH",
    "Counted",
    "Entry",
    "Holder",
    "Move",
    "Paid",
    "Till",
    "count_cash",
    "drop_count",
    "household",
    "of_estate",
    "pay_back",
    "post",
    "sign_count",
    "take_payment",
    "undo_payment",
]
