from django.db import models


class Wave(models.Model):
    """The making up of one round's orders at a depot."""

    round = models.OneToOneField("ordering.Round", models.PROTECT, related_name="wave")
    depot = models.ForeignKey("places.Place", models.PROTECT, related_name="waves")
    planned_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"wave of {self.round_id}"
