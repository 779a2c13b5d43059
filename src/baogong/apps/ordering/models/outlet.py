from django.conf import settings
from django.db import models
from django.db.models import Q

from baogong.apps.ordering.enums import Channel

LONGEST_NAME, LONGEST_HOW = 60, 300


class Outlet(models.Model):
    """A shop or app where households of some buildings order; ``how`` is its code, link or number,
    as it is pasted.

    ``channel``: orders that came this way since prove that a household knows it; empty: none do.
    Ended, never deleted. ``key`` is made by the page.
    """

    key = models.UUIDField(unique=True)
    estate = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    how = models.CharField(max_length=LONGEST_HOW)
    channel = models.CharField(max_length=8, choices=Channel, blank=True)
    buildings = models.ManyToManyField("places.Place", related_name="+")
    announced_at = models.DateTimeField()
    announced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="outlet_ended_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"outlet {self.pk}"


class OutletTold(models.Model):
    """A household was told of an outlet, by call or at the door."""

    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="told")
    household = models.ForeignKey("places.Place", models.CASCADE, related_name="+")
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("outlet", "household"), name="outlet_household_told_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.household_id} of {self.outlet_id}"
