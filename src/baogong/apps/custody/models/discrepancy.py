from django.conf import settings
from django.db import models

from baogong.apps.custody.models.handoff import Handoff


class Discrepancy(models.Model):
    """Giver and receiver counted differently. Open until somebody counts again and says so."""

    handoff = models.OneToOneField(Handoff, models.PROTECT, related_name="discrepancy")
    expected = models.PositiveIntegerField()
    counted = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    found = models.PositiveIntegerField(null=True)
    note = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.counted} of {self.expected}"
