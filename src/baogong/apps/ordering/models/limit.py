from django.conf import settings
from django.db import models
from django.db.models import Q


class LimitExceptionQuerySet(models.QuerySet["LimitException"]):
    def holding(self) -> "LimitExceptionQuerySet":
        return self.filter(ended_at=None)


class LimitException(models.Model):
    """One household may have ``quantity`` more of a package than the limit of each round, or of
    each window of days, that is delivered ``until`` that day. It may be ended before, and is
    never changed otherwise; it goes some weeks after that day."""

    key = models.UUIDField(unique=True)
    household = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    package = models.ForeignKey("catalog.Package", models.PROTECT, related_name="+")
    quantity = models.PositiveSmallIntegerField()
    until = models.DateField()
    reason = models.CharField(max_length=200)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)

    objects = LimitExceptionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(quantity__gt=0), name="limit_exception_quantity_positive"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="limit_exception_has_a_reason"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="limit_exception_ended_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.quantity} more of {self.package_id} for {self.household_id}"
