from django.conf import settings
from django.db import models
from django.db.models import Q


class CrateLeave(models.Model):
    """An officer of another grid may carry one crate across the border, for a reason."""

    crate = models.ForeignKey("sorting.Crate", models.PROTECT, related_name="leaves")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("crate", "officer"), name="crate_leave_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="crate_leave_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.officer_id} may carry {self.crate_id}"
