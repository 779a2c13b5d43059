from django.conf import settings
from django.db import models
from django.db.models import Q

from baogong.apps.delivery.models.run import Run


class Takeover(models.Model):
    """A run whose officer has to stay away: offered until somebody takes it over by count.

    ``closed_at`` without ``taken_by``: the officer is back, or nothing was left in their hands.
    """

    run = models.ForeignKey(Run, models.PROTECT, related_name="takeovers")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    handoff = models.OneToOneField("custody.Handoff", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("run",), condition=Q(closed_at=None), name="takeover_one_open_per_run"
            ),
            models.CheckConstraint(
                condition=Q(taken_by=None, handoff=None)
                | Q(taken_by__isnull=False, handoff__isnull=False, closed_at__isnull=False),
                name="takeover_taken_has_handoff",
            ),
        )

    def __str__(self) -> str:
        return f"takeover of {self.run_id}"
