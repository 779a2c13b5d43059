from django.conf import settings
from django.db import models
from django.db.models import Q


class DayReport(models.Model):
    """What was reported of a day of an estate, frozen. Append-only: a correction is a new version.

    ``content`` holds counts only, no name and no door; ``digest`` is its SHA-256. ``reason`` says
    why a day was closed although its sums did not balance.
    """

    estate = models.ForeignKey("places.Place", models.PROTECT, related_name="day_reports")
    date = models.DateField()
    version = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    balanced = models.BooleanField()
    reason = models.CharField(max_length=200, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("estate", "date", "version"), name="day_report_version_once"
            ),
            models.CheckConstraint(
                condition=Q(balanced=True) | ~Q(reason=""), name="day_report_unbalanced_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.date} v{self.version} of {self.estate_id}"
