from django.db import models
from django.db.models import Q

from baogong.apps.sorting.models.wave import Wave


class Crate(models.Model):
    """All units for one entrance that go out together; the second one of a wave has number 2.

    It becomes a custody unit when it is closed by count. ``scanning_since``: somebody began to
    read labels at it, right or wrong ones; then all that lies in it is to be read.
    """

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="crates")
    entrance = models.ForeignKey("places.Place", models.PROTECT, related_name="crates")
    number = models.PositiveSmallIntegerField(default=1)
    code = models.CharField(max_length=16, unique=True, db_collation="C")
    unit = models.OneToOneField("custody.Unit", models.PROTECT, null=True, related_name="+")
    scanning_since = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("wave", "entrance", "number"), name="crate_number_once"
            ),
            models.UniqueConstraint(
                fields=("wave", "entrance"), condition=Q(closed_at=None), name="crate_one_open"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, unit=None)
                | Q(closed_at__isnull=False, unit__isnull=False),
                name="crate_closed_has_unit",
            ),
        )

    def __str__(self) -> str:
        return self.code


class CrateUnit(models.Model):
    """A unit was put into a crate. One that came back goes out in another crate.

    ``scanned_at``: its label was read at the crate, so that it does lie in this one.
    """

    crate = models.ForeignKey(Crate, models.PROTECT, related_name="contents")
    unit = models.ForeignKey("custody.Unit", models.PROTECT, related_name="crates")
    put_at = models.DateTimeField()
    scanned_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("crate", "unit"), name="crate_unit_once"),)

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.crate_id}"
