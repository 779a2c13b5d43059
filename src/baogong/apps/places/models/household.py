"""What is known of people behind a door: rows of their own, deleted when their time is over.

``recorded_at``: when somebody said it last, by hand or in a roster.
"""

from django.db import models

from baogong.apps.places.enums import CareKind
from baogong.apps.places.models.place import Place

PHONE_DIGITS = 11


class HouseholdPhone(models.Model):
    """A telephone number of a household. ``position``: its place in the roster, from 0."""

    household = models.ForeignKey(Place, models.CASCADE, related_name="phones")
    number = models.CharField(max_length=PHONE_DIGITS)
    position = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("household", "number"), name="household_phone_stands_once"
            ),
        )

    def __str__(self) -> str:
        return self.number


class CareFlag(models.Model):
    """Why a household is looked after more closely."""

    household = models.ForeignKey(Place, models.CASCADE, related_name="care_flags")
    kind = models.CharField(max_length=16, choices=CareKind)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("household", "kind"), name="care_flag_stands_once"),
        )

    def __str__(self) -> str:
        return self.kind
