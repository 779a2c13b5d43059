from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from baogong.apps.custody.enums import HolderKind


class ParcelQuerySet(models.QuerySet["Parcel"]):
    def received(self) -> "ParcelQuerySet":
        return self.filter(received_at__isnull=False)

    def without_door(self) -> "ParcelQuerySet":
        return self.filter(door=None)

    def lying_at(self, gate_id: int) -> "ParcelQuerySet":
        """Received at the gate and not gone from it, with a label or without."""
        here = Q(unit=None) | Q(unit__holder__kind=HolderKind.SITE, unit__holder__place=gate_id)
        return self.received().filter(here, gate=gate_id)

    def held(self, *, now: datetime) -> "ParcelQuerySet":
        """In a batch that is being sprayed, or whose rest is not over."""
        batch = "sprayed__batch__release_at"
        waits = Q(**{batch: None}) | Q(**{f"{batch}__gt": now})
        return self.filter(waits, sprayed__isnull=False)


class Parcel(models.Model):
    """What a platform brings and we never sold, announced or first seen at the gate.

    It gets its label, and so becomes a ``unit``, when it is here and its door is known.
    ``address`` is what was told where the door is not known yet; of a phone four digits are kept.
    Tracking number, phone and address go after ``keep_parcel_days``. Several parcels may share a
    waybill: this is ``piece`` of ``pieces``.
    """

    key = models.UUIDField(unique=True)
    gate = models.ForeignKey("places.Place", models.PROTECT, related_name="parcels_brought")
    platform = models.CharField(max_length=40, blank=True)
    tracking = models.CharField(max_length=40, blank=True, db_collation="C")
    phone_tail = models.CharField(max_length=4, blank=True)
    address = models.CharField(max_length=120, blank=True)
    door = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, related_name="parcels_for_it"
    )
    piece = models.PositiveIntegerField(default=1)
    pieces = models.PositiveIntegerField(default=1)
    unit = models.OneToOneField("custody.Unit", models.PROTECT, null=True, related_name="parcel")
    recorded_at = models.DateTimeField()
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    received_at = models.DateTimeField(null=True)

    objects = ParcelQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("gate", "-recorded_at"), name="parcel_newest"),)
        constraints = (
            models.UniqueConstraint(
                fields=("gate", "tracking", "piece"),
                condition=~Q(tracking=""),
                name="parcel_piece_once",
            ),
            models.CheckConstraint(
                condition=Q(piece__gte=1, piece__lte=F("pieces")), name="parcel_piece_of_pieces"
            ),
            models.CheckConstraint(
                condition=Q(received_at=None, received_by=None)
                | Q(received_at__isnull=False, received_by__isnull=False),
                name="parcel_received_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False, door__isnull=False, received_at__isnull=False)
                | Q(unit=None, door=None)
                | Q(unit=None, received_at=None),
                name="parcel_unit_when_here_with_door",
            ),
        )

    def __str__(self) -> str:
        return f"parcel {self.pk}"
