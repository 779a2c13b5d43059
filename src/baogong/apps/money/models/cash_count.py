from django.conf import settings
from django.db import models
from django.db.models import F, Q

from baogong.apps.money.models.payment import WHY_LENGTH


class CashCount(models.Model):
    """Cash that somebody held was counted into the safe, and a second person signed for it.

    ``expected_fen`` is what the ledger said when the first one counted. Until it is signed it
    moves nothing; ``dropped_at``: it was given up and counted anew.
    """

    key = models.UUIDField(unique=True)
    estate = models.ForeignKey("places.Place", models.PROTECT, related_name="cash_counts")
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    counted_fen = models.PositiveIntegerField()
    expected_fen = models.BigIntegerField()
    counted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    counted_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=WHY_LENGTH, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("estate", "holder"),
                condition=Q(signed_at=None, dropped_at=None),
                name="cash_count_one_waits",
            ),
            models.CheckConstraint(
                condition=~Q(signed_by=F("counted_by")), name="cash_count_by_two"
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None)
                | Q(signed_at__isnull=False, signed_by__isnull=False, dropped_at=None),
                name="cash_count_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None) | Q(counted_fen=F("expected_fen")) | ~Q(why=""),
                name="cash_count_difference_has_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.counted_fen} of {self.holder_id}"

    @property
    def difference_fen(self) -> int:
        """Above 0: more was there than the ledger says."""
        return self.counted_fen - self.expected_fen
