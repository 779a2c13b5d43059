from django.conf import settings
from django.db import models
from django.db.models import F, Q

from baogong.apps.gate.models.parcel import Parcel

_SPRAYING = Q(ended_at=None, ended_by=None, release_at=None)
_ENDED = Q(ended_at__isnull=False, ended_by__isnull=False, release_at__gte=F("ended_at"))


class SprayBatch(models.Model):
    """Goods that are disinfected together at a gate. Its rest begins when spraying ended;
    nothing of it leaves before ``release_at``."""

    key = models.UUIDField(unique=True)
    gate = models.ForeignKey("places.Place", models.PROTECT, related_name="spray_batches")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    release_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("gate", "-started_at"), name="spray_batch_newest"),)
        constraints = (
            models.CheckConstraint(
                condition=_SPRAYING | _ENDED, name="spray_batch_release_when_ended"
            ),
        )

    def __str__(self) -> str:
        return f"batch {self.pk}"


class SprayedLot(models.Model):
    """A lot in a batch. Once: what was sprayed goes to the depot and stays clean."""

    batch = models.ForeignKey(SprayBatch, models.PROTECT, related_name="lots")
    lot = models.OneToOneField("inventory.Lot", models.PROTECT, related_name="sprayed")

    def __str__(self) -> str:
        return f"{self.lot_id} in {self.batch_id}"


class SprayedParcel(models.Model):
    """A parcel in a batch. Once, like a lot."""

    batch = models.ForeignKey(SprayBatch, models.PROTECT, related_name="parcels")
    parcel = models.OneToOneField(Parcel, models.PROTECT, related_name="sprayed")

    def __str__(self) -> str:
        return f"parcel {self.parcel_id} in {self.batch_id}"
