from django.conf import settings
from django.db import models
from django.db.models import Q

READY_REASON_LENGTH = 200


class StockPlan(models.Model):
    """What an estate is to have in store for a day, by variety (R23).

    ``ready_at``: somebody said that it is enough, with a ``reason`` where something is short.
    """

    estate = models.ForeignKey("places.Place", models.PROTECT, related_name="stock_plans")
    date = models.DateField()
    ready_at = models.DateTimeField(null=True)
    ready_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reason = models.CharField(max_length=READY_REASON_LENGTH, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("estate", "date"), name="stock_plan_once_a_day"),
            models.CheckConstraint(
                condition=Q(ready_at=None, ready_by=None, reason="")
                | Q(ready_at__isnull=False, ready_by__isnull=False),
                name="stock_plan_ready_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.estate_id} {self.date}"


class StockPlanLine(models.Model):
    """``grams`` of a good that are to be there."""

    plan = models.ForeignKey(StockPlan, models.CASCADE, related_name="lines")
    good = models.ForeignKey("catalog.Good", models.PROTECT, related_name="+")
    grams = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "good"), name="stock_plan_good_once"),
            models.CheckConstraint(condition=Q(grams__gt=0), name="stock_plan_line_positive"),
        )

    def __str__(self) -> str:
        return f"{self.grams} g of {self.good_id}"
