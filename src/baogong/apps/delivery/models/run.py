from django.conf import settings
from django.db import models


class Run(models.Model):
    """An officer carries one crate to the doors of its entrance."""

    crate = models.OneToOneField("sorting.Crate", models.PROTECT, related_name="run")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="runs")
    entrance = models.ForeignKey("places.Place", models.PROTECT, related_name="runs")
    started_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("officer", "-started_at"), name="run_of_officer"),)

    def __str__(self) -> str:
        return f"run of {self.crate_id}"


class RunUnit(models.Model):
    """A unit that goes with a run to the door that it is bound for."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="units")
    unit = models.ForeignKey("custody.Unit", models.PROTECT, related_name="runs")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("run", "unit"), name="run_unit_once"),)

    def __str__(self) -> str:
        return f"{self.unit_id} on {self.run_id}"
