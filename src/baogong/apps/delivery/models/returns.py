from django.db import models

from baogong.apps.delivery.enums import ReturnReason
from baogong.apps.delivery.models.run import Run


class UnitReturn(models.Model):
    """A unit came back from a run and lies on the depot's returns shelf.

    ``kept_back_at``: its goods were paid back, so that it goes out no more.
    """

    run = models.ForeignKey(Run, models.PROTECT, related_name="returns")
    unit = models.ForeignKey("custody.Unit", models.PROTECT, related_name="returns")
    handoff = models.ForeignKey("custody.Handoff", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12, choices=ReturnReason)
    returned_at = models.DateTimeField()
    kept_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("run", "unit"), name="unit_return_once"),)

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.reason}"


class Reoffer(models.Model):
    """A returned unit went into another crate: it is on its way again."""

    unit_return = models.OneToOneField(UnitReturn, models.PROTECT, related_name="reoffer")
    crate = models.ForeignKey("sorting.Crate", models.PROTECT, related_name="reoffers")
    offered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.unit_return_id} in {self.crate_id}"
