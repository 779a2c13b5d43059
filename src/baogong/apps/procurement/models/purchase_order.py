from django.db import models

from baogong.apps.procurement.enums import PurchaseState
from baogong.values.codes import encode_number


class PurchaseOrder(models.Model):
    """What one supplier is to bring for one round.

    ``expected_at``: when the shop says that its truck comes. ``note``: why it cannot bring all.
    """

    round = models.ForeignKey("ordering.Round", models.PROTECT, related_name="purchase_orders")
    supplier = models.ForeignKey(
        "suppliers.Supplier", models.PROTECT, related_name="purchase_orders"
    )
    state = models.CharField(max_length=12, choices=PurchaseState, default=PurchaseState.SENT)
    sent_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    expected_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("round", "supplier"), name="purchase_order_once_per_supplier"
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return encode_number(self.pk, width=3)


class PurchaseOrderLine(models.Model):
    """``quantity`` pieces or grams of a good; ``available`` is what the shop has of it, where it
    said that it has less."""

    purchase_order = models.ForeignKey(PurchaseOrder, models.CASCADE, related_name="lines")
    good = models.ForeignKey("catalog.Good", models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()
    available = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("purchase_order", "good"), name="purchase_order_good_once"
            ),
            models.CheckConstraint(
                condition=models.Q(available=None) | models.Q(available__lt=models.F("quantity")),
                name="purchase_order_line_short",
            ),
        )

    def __str__(self) -> str:
        return f"{self.quantity} x {self.good_id}"
