"""Balances, statements, and cash in people's hands."""

from baogong.apps.money.queries.balances import (
    EstateBooks,
    account_balance,
    cash_of,
    estate_books,
    household_balances,
)
from baogong.apps.money.queries.doors import (
    CashRow,
    CountRow,
    DoorBalance,
    Side,
    cash_rows,
    count_for,
    count_rows,
    door_balances,
)
from baogong.apps.money.queries.floats import (
    FloatRow,
    PurchaseRow,
    float_for,
    float_rows,
    floats_of,
    own_float,
    receipt_photo,
)
from baogong.apps.money.queries.provider_payments import BegunPayment, Stage, begun_payment
from baogong.apps.money.queries.statements import (
    PaymentRow,
    StatementLine,
    payment_for,
    payments_of,
    statement_of,
)

__all__ = [
    "BegunPayment",
    "CashRow",
    "CountRow",
    "DoorBalance",
    "EstateBooks",
    "FloatRow",
    "PaymentRow",
    "PurchaseRow",
    "Side",
    "Stage",
    "StatementLine",
    "account_balance",
    "begun_payment",
    "cash_of",
    "cash_rows",
    "count_for",
    "count_rows",
    "door_balances",
    "estate_books",
    "float_for",
    "float_rows",
    "floats_of",
    "household_balances",
    "own_float",
    "payment_for",
    "payments_of",
    "receipt_photo",
    "statement_of",
]
