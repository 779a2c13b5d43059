from django.db import models

from baogong.apps.people.enums import Society
from baogong.apps.places.models import Place


class DutyEntry(models.Model):
    """One line of the directory: who answers for what, and who stands in (R6).

    The phones are duty phones and shown to all staff; they may be landlines.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="duty_entries")
    duty = models.CharField(max_length=60)
    society = models.CharField(max_length=16, choices=Society)
    organisation = models.CharField(max_length=60, blank=True)
    holder = models.CharField(max_length=40)
    phone = models.CharField(max_length=20)
    deputy = models.CharField(max_length=40, blank=True)
    deputy_phone = models.CharField(max_length=20, blank=True)
    holder_gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("place", "duty"), name="duty_once_per_place"),
        )

    def __str__(self) -> str:
        return self.duty
