from django.conf import settings
from django.db import models

from baogong.apps.inventory.enums import RecallOutcome
from baogong.apps.inventory.models.lot import Lot


class Recall(models.Model):
    """A lot that nobody may eat: from then on nothing of it is packed. Append-only."""

    lot = models.OneToOneField(Lot, models.PROTECT, related_name="recall")
    reason = models.CharField(max_length=200)
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    called_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~models.Q(reason=""), name="recall_says_why"),
        )

    def __str__(self) -> str:
        return f"recall of {self.lot_id}"


class RecallAnswer(models.Model):
    """What came of asking a door that has goods of a recalled lot. The latest one counts."""

    key = models.UUIDField(unique=True)
    recall = models.ForeignKey(Recall, models.PROTECT, related_name="answers")
    household = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12, choices=RecallOutcome)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    occurred_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("recall", "household", "-id"), name="recall_answer_latest"),
        )

    def __str__(self) -> str:
        return f"{self.household_id}: {self.outcome}"
