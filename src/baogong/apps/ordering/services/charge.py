"""What an order costs stands in the ledger from the moment that it is accepted."""

from datetime import datetime

from baogong.apps.money.enums import AccountKind, PostingKind
from baogong.apps.money.services import Entry, Move, household, of_estate
from baogong.apps.ordering.models import Order


def charge_of(
    order: Order, kind: PostingKind, *, estate_id: int, actor: str, at: datetime
) -> Entry:
    """The door owes the frozen total of an order, or, where it was ``CANCELED``, no more."""
    fen = order.total_fen if kind is PostingKind.ORDER else -order.total_fen
    sales = of_estate(AccountKind.SALES, estate_id)
    move = Move(household(order.household_id), sales, fen)
    return Entry(kind, order, (move,), actor, at, order.pk)
