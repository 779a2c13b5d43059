from django.conf import settings
from django.db import models
from django.db.models import Q

from baogong.apps.control.enums import MovementRule, ZoneLevel


class Change(models.Model):
    """From ``starts_at`` on something else holds for a place and all below it. Never edited.

    A mistake is taken back by a row that ``reverses`` it and says why; neither counts then.
    ``starts_at`` is when it holds, ``recorded_at`` when somebody wrote it down.
    """

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    authority = models.CharField(max_length=80)
    document_no = models.CharField(max_length=80, default="")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    reason = models.CharField(max_length=200, default="")

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(condition=~Q(authority=""), name="%(class)s_has_authority"),
            models.CheckConstraint(
                condition=Q(reverses=None) | ~Q(reason=""),
                name="%(class)s_reversal_says_why",
            ),
        )
        indexes = (models.Index(fields=("place", "-starts_at"), name="%(class)s_newest"),)

    def __str__(self) -> str:
        return f"{self.place_id} from {self.starts_at}"


class ZoneChange(Change):
    """The control level of a place (R3)."""

    level = models.CharField(max_length=16, choices=ZoneLevel)


class MovementChange(Change):
    """How far people of a place may go (R2)."""

    rule = models.CharField(max_length=16, choices=MovementRule)
