from django.conf import settings
from django.db import models
from django.db.models import F, Q

from baogong.apps.catalog.enums import GoodCategory


class StorageArea(models.Model):
    """Where a depot keeps one kind of goods at hand, and who sees to it (R24).

    ``par_grams``: below so much it is to be refilled; None: nobody said.
    """

    depot = models.ForeignKey("places.Place", models.PROTECT, related_name="areas")
    category = models.CharField(max_length=12, choices=GoodCategory)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    par_grams = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("depot", "category"), name="storage_area_once"),
        )

    def __str__(self) -> str:
        return f"{self.category} @ {self.depot_id}"


class AreaCount(models.Model):
    """Somebody looked how much lies at hand in an area. Append-only; stock is the ledger's."""

    key = models.UUIDField(unique=True)
    area = models.ForeignKey(StorageArea, models.PROTECT, related_name="counts")
    grams = models.PositiveIntegerField()
    counted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    occurred_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("area", "-id"), name="area_count_latest"),)

    def __str__(self) -> str:
        return f"{self.grams} g in {self.area_id}"


class RefillTask(models.Model):
    """``grams`` are to be brought into an area, by its owner of then or whoever takes it."""

    area = models.ForeignKey(StorageArea, models.PROTECT, related_name="refills")
    count = models.OneToOneField(AreaCount, models.PROTECT, related_name="refill")
    grams = models.PositiveIntegerField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("area",), condition=Q(done_at=None), name="refill_one_open_in_an_area"
            ),
            models.CheckConstraint(condition=Q(grams__gt=0), name="refill_brings_something"),
            models.CheckConstraint(
                condition=Q(taken_at=None, taken_by=None)
                | Q(taken_at__isnull=False, taken_by__isnull=False),
                name="refill_taken_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(done_at__gte=F("taken_at")),
                name="refill_done_after_taken",
            ),
        )
        indexes = (models.Index(fields=("taken_by", "done_at"), name="refill_done_by"),)

    def __str__(self) -> str:
        return f"{self.grams} g into {self.area_id}"
