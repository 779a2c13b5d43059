from django.conf import settings
from django.db import models

from baogong.apps.catalog.enums import GoodCategory


class StorageArea(models.Model):
    """Where a depot keeps one kind of goods, and who sees to it (R24)."""

    depot = models.ForeignKey("places.Place", models.PROTECT, related_name="areas")
    category = models.CharField(max_length=12, choices=GoodCategory)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("depot", "category"), name="storage_area_once"),
        )

    def __str__(self) -> str:
        return f"{self.category} @ {self.depot_id}"
