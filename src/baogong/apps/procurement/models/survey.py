from django.conf import settings
from django.db import models


class SupplyOffer(models.Model):
    """``grams`` of a good that a supplier says it can deliver in a day (R33)."""

    supplier = models.ForeignKey(
        "suppliers.Supplier", models.CASCADE, related_name="supply_offers"
    )
    good = models.ForeignKey("catalog.Good", models.PROTECT, related_name="+")
    grams = models.PositiveBigIntegerField()
    said_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("supplier", "good"), name="supply_offer_once"),
            models.CheckConstraint(condition=models.Q(grams__gt=0), name="supply_offer_positive"),
        )

    def __str__(self) -> str:
        return f"{self.grams} g of {self.good_id} a day"
