from django.conf import settings
from django.db import models
from django.db.models import Q

from baogong.apps.catalog.models.package import Package


class PackageCost(models.Model):
    """What a shop asks us for one package from a time on. Append-only: the newest holds."""

    package = models.ForeignKey(Package, models.PROTECT, related_name="costs")
    fen = models.PositiveIntegerField()
    since = models.DateTimeField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        indexes = (models.Index(fields=("package", "-since"), name="package_cost_latest"),)
        constraints = (
            models.CheckConstraint(condition=Q(fen__gt=0), name="package_cost_is_an_amount"),
        )

    def __str__(self) -> str:
        return f"{self.package_id}: {self.fen}"
