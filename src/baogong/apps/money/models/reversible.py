from django.conf import settings
from django.db import models
from django.db.models import Q

from baogong.apps.money.models.payment import WHY_LENGTH


class Reversible(models.Model):
    """A row that may be a mistake: it stays, and says by whom, when and why it was taken back."""

    reversed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reversed_at = models.DateTimeField(null=True)
    reversed_why = models.CharField(max_length=WHY_LENGTH, blank=True)

    class Meta:
        abstract = True


def reversed_for_a_reason(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(reversed_at=None, reversed_by=None, reversed_why="")
        | Q(reversed_at__isnull=False, reversed_by__isnull=False) & ~Q(reversed_why=""),
        name=name,
    )
