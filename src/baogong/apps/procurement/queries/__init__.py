"""Purchase orders and receipts, as rows."""

from baogong.apps.procurement.queries.purchases import Purchase, PurchaseLine, purchases_of

__all__ = [
    "Purchase",
    "PurchaseLine",
    "purchases_of",
]
