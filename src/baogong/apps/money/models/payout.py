from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from baogong.apps.money.models.payment import REFERENCE_LENGTH
from baogong.apps.money.models.reversible import Reversible, reversed_for_a_reason


class Payout(Reversible):
    """What a payment provider sent to the bank on a day, under its own ``number``; ``is_put_in``:
    what the bank sent to it, less nothing. Never deleted.

    Its sums are those of its parts.
    """

    key = models.UUIDField(unique=True)
    number = models.CharField(max_length=REFERENCE_LENGTH)
    paid_date = models.DateField()
    is_put_in = models.BooleanField(default=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    occurred_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                Upper("number"), condition=Q(reversed_at=None), name="payout_one_of_a_number"
            ),
            models.CheckConstraint(condition=~Q(number=""), name="payout_has_a_number"),
            reversed_for_a_reason("payout_reversed_for_a_reason"),
        )

    def __str__(self) -> str:
        return self.number


class PayoutPart(models.Model):
    """What of a payout an estate's households had paid, and what the provider kept of that.

    The provider has one account for all estates.
    """

    payout = models.ForeignKey(Payout, models.PROTECT, related_name="parts")
    estate = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    gross_fen = models.PositiveIntegerField()
    fee_fen = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("payout", "estate"), name="payout_part_once"),
            models.CheckConstraint(condition=Q(gross_fen__gt=0), name="payout_part_is_an_amount"),
            models.CheckConstraint(
                condition=Q(fee_fen__lte=F("gross_fen")), name="payout_part_fee_is_of_it"
            ),
        )

    def __str__(self) -> str:
        return f"{self.gross_fen} of {self.estate_id}"

    @property
    def net_fen(self) -> int:
        return self.gross_fen - self.fee_fen

    @property
    def sums(self) -> tuple[int, int, int]:
        """What was paid out, what the provider kept of it, and the rest."""
        return self.gross_fen, self.fee_fen, self.net_fen
