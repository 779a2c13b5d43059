from django.conf import settings
from django.db import models

from baogong.apps.procurement.models.purchase_order import PurchaseOrder


class Receipt(models.Model):
    """A purchase order arrived and was counted at a gate. Once for each purchase order."""

    key = models.UUIDField(unique=True)
    purchase_order = models.OneToOneField(PurchaseOrder, models.PROTECT, related_name="receipt")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"receipt of {self.purchase_order_id}"


class ReceiptLine(models.Model):
    """Expected and counted pieces or grams of a good; ``lot`` is what became of it."""

    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="lines")
    good = models.ForeignKey("catalog.Good", models.PROTECT, related_name="+")
    expected = models.PositiveIntegerField()
    counted = models.PositiveIntegerField()
    lot = models.OneToOneField("inventory.Lot", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.counted} of {self.expected}"
