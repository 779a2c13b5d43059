"""Balances, statements, and cash in people's hands."""

from baogong.apps.money.queries.balances import (
    EstateBalance,
    account_balance,
    estate_balances,
    household_balances,
)
from baogong.apps.money.queries.doors import (
    CashRow,
    CountRow,
    DoorBalance,
    Side,
    cash_rows,
    count_rows,
    door_balances,
)
from baogong.apps.money.queries.statements import (
    PaymentRow,
    StatementLine,
    payments_of,
    statement_of,
)

__all__ = [
    "CashRow",
    "CountRow",
    "DoorBalance",
    "EstateBalance",
    "PaymentRow",
    "Side",
    "StatementLine",
    "account_balance",
    "cash_rows",
    "count_rows",
    "door_balances",
    "estate_balances",
    "household_balances",
    "payments_of",
    "statement_of",
]
