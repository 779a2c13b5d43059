from django.conf import settings
from django.db import models
from django.db.models import Q

from baogong.apps.money.enums import PayMethod
from baogong.apps.money.models import (
    REFERENCE_LENGTH,
    WHY_LENGTH,
    Reversible,
    reversed_for_a_reason,
)
from baogong.apps.procurement.models.purchase_order import PurchaseOrder


class ShopBill(Reversible):
    """What was agreed that we owe a shop for a purchase order; ``proposed_fen`` is what its orders
    came to at the costs of then, less the ``short_fen`` of what did not come. Another amount has
    a ``why``. Of a purchase order one stands; never deleted."""

    purchase_order = models.ForeignKey(PurchaseOrder, models.PROTECT, related_name="bills")
    proposed_fen = models.PositiveIntegerField()
    short_fen = models.PositiveIntegerField(default=0)
    fen = models.PositiveIntegerField()
    why = models.CharField(max_length=WHY_LENGTH, blank=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("purchase_order",),
                condition=Q(reversed_at=None),
                name="shop_bill_one_stands",
            ),
            reversed_for_a_reason("shop_bill_reversed_for_a_reason"),
            models.CheckConstraint(
                condition=Q(fen=models.F("proposed_fen")) | ~Q(why=""),
                name="shop_bill_other_amount_has_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.fen} for {self.purchase_order_id}"


class ShopPayment(Reversible):
    """Money that went to a shop for a bill. Never deleted."""

    key = models.UUIDField(unique=True)
    bill = models.ForeignKey(ShopBill, models.PROTECT, related_name="payments")
    fen = models.PositiveIntegerField()
    method = models.CharField(max_length=8, choices=PayMethod)
    reference = models.CharField(max_length=REFERENCE_LENGTH, blank=True)
    paid_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    occurred_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(fen__gt=0), name="shop_payment_is_an_amount"),
            reversed_for_a_reason("shop_payment_reversed_for_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.fen} {self.method}"
