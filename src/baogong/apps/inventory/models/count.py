from django.conf import settings
from django.db import models
from django.db.models import F, Q

from baogong.apps.inventory.enums import StockReason


class StockCount(models.Model):
    """A good was counted at a depot, or some of it was thrown away. Append-only.

    ``before`` and ``after`` are pieces or grams by the ledger; its entries point here.
    """

    key = models.UUIDField(unique=True)
    depot = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    good = models.ForeignKey("catalog.Good", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12, choices=StockReason)
    before = models.PositiveIntegerField()
    after = models.PositiveIntegerField()
    photo = models.ForeignKey("places.Photo", models.SET_NULL, null=True, related_name="+")
    counted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    occurred_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("depot", "good", "-id"), name="stock_count_of_good"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(reason=StockReason.COUNTED)
                | (
                    (Q(reason=StockReason.SPOILED) | Q(reason=StockReason.BROKEN))
                    & Q(after__lt=F("before"))
                ),
                name="stock_count_loses_or_corrects",
            ),
        )

    def __str__(self) -> str:
        return f"{self.good_id}: {self.before} -> {self.after}"
