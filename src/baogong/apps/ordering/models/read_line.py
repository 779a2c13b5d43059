from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from baogong.apps.ordering.enums import LineState

SETTLED_BY_SOMEBODY = Q(settled_at=None, settled_by=None) | Q(
    settled_at__isnull=False, settled_by__isnull=False
)


class ReadLine(models.Model):
    """One entry of a text or a file of orders: what stands there, and what became of it.

    ``CAME_WITH`` names the field of the chain or file, whose lines ``position`` counts from 0.
    ``raw`` has its phones masked.
    ``reasons``: why a person must look, each a reader's code, text and candidates, or a refusal
    that was ``kept``. ``adds``: the door ordered elsewhere too, and somebody said that this comes
    on top.
    """

    CAME_WITH: ClassVar[str]

    position = models.PositiveIntegerField()
    raw = models.TextField()
    state = models.CharField(max_length=8, choices=LineState)
    reasons = models.JSONField(default=list)
    adds = models.BooleanField(default=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def source(self) -> models.Model:
        """The chain or the file that it came with."""
        found: models.Model = getattr(self, self.CAME_WITH)
        return found

    @property
    def left_out(self) -> LineState:
        """The state of one that nobody enters."""
        return LineState.LEFT_OUT
