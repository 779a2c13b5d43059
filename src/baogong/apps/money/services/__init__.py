"""Everything that moves money."""

from baogong.apps.money.models import REFERENCE_LENGTH, WHAT_LENGTH, WHY_LENGTH
from baogong.apps.money.services.counts import Counted, count_cash, drop_count, sign_count
from baogong.apps.money.services.floats import (
    Bought,
    bring_back,
    buy_for,
    close_float,
    hand_out_float,
    reverse_purchase,
    take_float,
)
from baogong.apps.money.services.pay_back import pay_back
from baogong.apps.money.services.payment_checks import check_payments, order_payment_checks
from baogong.apps.money.services.payments import (
    Paid,
    Till,
    take_in_payments,
    take_payment,
    undo_payment,
)
from baogong.apps.money.services.payouts import (
    PaidOut,
    PutIn,
    book_payout,
    book_put_in,
    reverse_payout,
)
from baogong.apps.money.services.post import Entry, Holder, Move, household, of_estate, post
from baogong.apps.money.services.provider_payments import (
    Payer,
    ask_provider,
    begin_payment,
    settle,
)
from baogong.apps.money.services.refund_asks import (
    ask_again,
    ask_refunds,
    give_up_refund,
    order_refund_asks,
    settle_refund,
)
from baogong.apps.money.services.refunds import order_refunds, refund_decided
from baogong.apps.money.services.reversals import reverse_row

__all__ = [
    "REFERENCE_LENGTH",
    "WHAT_LENGTH",
    "WHY_LENGTH",
    "Bought",
    "Counted",
    "Entry",
    "Holder",
    "Move",
    "Paid",
    "PaidOut",
    "Payer",
    "PutIn",
    "Till",
    "ask_again",
    "ask_provider",
    "ask_refunds",
    "begin_payment",
    "book_payout",
    "book_put_in",
    "bring_back",
    "buy_for",
    "check_payments",
    "close_float",
    "count_cash",
    "drop_count",
    "give_up_refund",
    "hand_out_float",
    "household",
    "of_estate",
    "order_payment_checks",
    "order_refund_asks",
    "order_refunds",
    "pay_back",
    "post",
    "refund_decided",
    "reverse_payout",
    "reverse_purchase",
    "reverse_row",
    "settle",
    "settle_refund",
    "sign_count",
    "take_float",
    "take_in_payments",
    "take_payment",
    "undo_payment",
]
