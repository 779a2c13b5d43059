from django.db import models


class Call(models.Model):
    """A door is called to a pickup point for its bags of a wave, from ``starts_at`` on (R94).

    ``missed_at``: nobody came; it is called again when all others had their turn. Which calls are
    live follows from the mode that holds; what was collected, from the proofs.
    """

    wave = models.ForeignKey("sorting.Wave", models.PROTECT, related_name="calls")
    point = models.ForeignKey("places.Place", models.PROTECT, related_name="calls")
    household = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    missed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("point", "starts_at"), name="call_at_point"),)
        constraints = (
            models.UniqueConstraint(fields=("wave", "household", "point"), name="call_once"),
        )

    def __str__(self) -> str:
        return f"{self.household_id} at {self.starts_at}"
