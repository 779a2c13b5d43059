from django.conf import settings
from django.db import models

from baogong.apps.custody.enums import Evidence
from baogong.apps.custody.models.unit import Holder, Unit


class Handoff(models.Model):
    """Units change hands: giver, receiver, place, counted number and evidence. Append-only.

    A unit's first handoff has no giver: that is where its label was stuck on. ``key`` is made by
    the device that recorded it, so that a repeated send changes nothing. ``recorded_by`` is empty
    where a sweep or job moved the units.
    """

    key = models.UUIDField(unique=True)
    giver = models.ForeignKey(Holder, models.PROTECT, null=True, related_name="given")
    receiver = models.ForeignKey(Holder, models.PROTECT, related_name="received")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="handoffs")
    counted = models.PositiveIntegerField()
    evidence = models.CharField(max_length=12, choices=Evidence)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.giver_id} -> {self.receiver_id}: {self.counted}"


class HandoffUnit(models.Model):
    """One unit in one handoff. A unit's rows in the order of their ids are its chain."""

    handoff = models.ForeignKey(Handoff, models.PROTECT, related_name="lines")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="chain")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("handoff", "unit"), name="handoff_unit_once"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.handoff_id}"
