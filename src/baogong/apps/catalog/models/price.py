from django.conf import settings
from django.db import models
from django.db.models import F, Q

from baogong.apps.catalog.models.package import Package


class PriceRequest(models.Model):
    """Somebody asks for another price of a published package, and says why. Never changed."""

    package = models.ForeignKey(Package, models.PROTECT, related_name="price_requests")
    before_fen = models.PositiveIntegerField()
    after_fen = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(after_fen__gt=0) & ~Q(after_fen=F("before_fen")),
                name="price_request_is_another_price",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="price_request_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.package_id}: {self.before_fen} to {self.after_fen}"


class PriceDecision(models.Model):
    """The answer to a request; approved ones are the price log. Never changed.

    ``decided_by`` is empty where a price falls: that takes effect without approval.
    """

    request = models.OneToOneField(PriceRequest, models.PROTECT, related_name="decision")
    approved = models.BooleanField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(approved=True) | Q(decided_by__isnull=False),
                name="price_decision_refused_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.request_id}: {self.approved}"
