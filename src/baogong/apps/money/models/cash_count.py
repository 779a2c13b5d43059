from django.conf import settings
from django.db import models
from django.db.models import F, Q

from baogong.apps.money.enums import CashSource
from baogong.apps.money.models.payment import WHY_LENGTH


class Counting:
    """The sums of a count, in fen."""

    is_out: bool
    counted_fen: int
    expected_fen: int

    @property
    def into_safe_fen(self) -> int:
        """Below 0: it leaves the safe."""
        return -self.counted_fen if self.is_out else self.counted_fen

    @property
    def difference_fen(self) -> int:
        """Above 0: more was there than the ledger says."""
        return self.counted_fen - self.expected_fen


class CashCount(Counting, models.Model):
    """Cash was counted into the safe, or out of it (``is_out``), and a second person signed.

    ``holder`` had it in hand, or counted it and gets it; cash of another ``source`` was in
    nobody's hands here or goes there, and ``why`` says who brought or takes it or by which
    receipt.

    ``expected_fen`` is what the ledger said when the first one counted; of cash that leaves the
    safe, what was counted. Until it is signed it moves nothing; ``dropped_at``: it was given up
    and counted anew.
    """

    key = models.UUIDField(unique=True)
    estate = models.ForeignKey("places.Place", models.PROTECT, related_name="cash_counts")
    source = models.CharField(max_length=8, choices=CashSource, default=CashSource.HANDS)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    is_out = models.BooleanField(default=False)
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
            models.CheckConstraint(
                condition=Q(source=CashSource.HANDS, holder__isnull=False)
                | ~Q(source=CashSource.HANDS) & Q(holder=None) & ~Q(why=""),
                name="cash_count_says_where_from",
            ),
            models.CheckConstraint(
                condition=Q(is_out=False)
                | Q(counted_fen__gt=0, counted_fen=F("expected_fen"))
                & (Q(holder=None) | Q(holder=F("counted_by"))),
                name="cash_count_out_of_the_safe",
            ),
        )

    def __str__(self) -> str:
        return f"{self.into_safe_fen} of {self.holder_id or self.source}"
