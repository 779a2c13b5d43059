from django.conf import settings
from django.db import models

from baogong.apps.ordering.models.order import Order


class Correction(models.Model):
    """A clerk put another order in the place of one, or nothing at all. Append-only.

    ``shop_agreed``: more of something was asked for than the closed round had bought.
    """

    key = models.UUIDField(unique=True)
    order = models.OneToOneField(Order, models.PROTECT, related_name="correction")
    new_order = models.OneToOneField(
        Order, models.PROTECT, null=True, related_name="corrected_from"
    )
    reason = models.CharField(max_length=200)
    shop_agreed = models.BooleanField(default=False)
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    occurred_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"correction of {self.order_id}"
