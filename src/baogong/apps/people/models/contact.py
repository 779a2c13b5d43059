from django.conf import settings
from django.db import models

from baogong.apps.people.enums import ContactOutcome


class DoorContact(models.Model):
    """Somebody called at a door or rang it up. Append-only; what was said is not written here."""

    key = models.UUIDField(unique=True)
    household = models.ForeignKey("places.Place", models.CASCADE, related_name="contacts")
    outcome = models.CharField(max_length=8, choices=ContactOutcome)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    occurred_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("household", "-occurred_at"), name="contact_latest"),)

    def __str__(self) -> str:
        return f"{self.outcome} {self.household_id}"
