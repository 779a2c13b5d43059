from django.conf import settings
from django.db import models
from django.db.models import Q

from baogong.apps.delivery.enums import ConflictReason, Mode, ProofKind, Result
from baogong.apps.delivery.models.run import Run


class Attempt(models.Model):
    """An officer's tap for a unit at its door, as it happened in the field. Append-only.

    ``reverses``: this tap takes an earlier one back.
    """

    key = models.UUIDField(unique=True)
    run = models.ForeignKey(Run, models.PROTECT, related_name="attempts")
    unit = models.ForeignKey("custody.Unit", models.PROTECT, related_name="attempts")
    result = models.CharField(max_length=12, choices=Result)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=("unit", "occurred_at"), name="attempt_of_unit"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(result=Result.UNDONE, reverses__isnull=False)
                | (~Q(result=Result.UNDONE) & Q(reverses=None)),
                name="attempt_undone_reverses",
            ),
        )

    def __str__(self) -> str:
        return f"{self.result} {self.unit_id}"


class Proof(models.Model):
    """Evidence that a door got a unit, and where. Void when its attempt was reversed."""

    attempt = models.OneToOneField(Attempt, models.PROTECT, related_name="proof")
    unit = models.ForeignKey("custody.Unit", models.PROTECT, related_name="proofs")
    kind = models.CharField(max_length=8, choices=ProofKind)
    end = models.CharField(max_length=8, choices=Mode, default=Mode.DOOR)
    photo = models.ForeignKey("places.Photo", models.SET_NULL, null=True, related_name="+")
    occurred_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} for {self.unit_id}"


class FieldConflict(models.Model):
    """A report from the field that could not be applied; it waits for a clerk. Nothing is refused.

    ``payload`` is the report as sent, cut to ids, codes and times.
    """

    key = models.UUIDField(unique=True)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    unit = models.ForeignKey("custody.Unit", models.PROTECT, null=True, related_name="conflicts")
    reason = models.CharField(max_length=16, choices=ConflictReason)
    payload = models.JSONField()
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    note = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.reason} {self.key}"
