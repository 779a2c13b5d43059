from django.conf import settings
from django.db import models
from django.db.models import F, Q

from baogong.apps.money.models.payment import WHY_LENGTH
from baogong.apps.money.models.reversible import Reversible, reversed_for_a_reason

WHAT_LENGTH = 200


class CashFloat(models.Model):
    """Cash that a shopper gets from the safe to buy for households (R40), signed for by both.

    ``fen`` was handed out by one and signed by the shopper at ``taken_at``. What is left is
    ``back_fen`` by the shopper's count; whoever takes it back closes the float. A difference to
    the books has a ``why``.
    """

    key = models.UUIDField(unique=True)
    estate = models.ForeignKey("places.Place", models.PROTECT, related_name="cash_floats")
    shopper = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    fen = models.PositiveIntegerField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    back_fen = models.PositiveIntegerField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=WHY_LENGTH, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("estate", "shopper"), condition=Q(closed_at=None), name="float_one_open"
            ),
            models.CheckConstraint(condition=Q(fen__gt=0), name="float_is_an_amount"),
            models.CheckConstraint(
                condition=~Q(given_by=F("shopper")) & ~Q(closed_by=F("shopper")),
                name="float_by_two",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="float_closed_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.fen} with {self.shopper_id}"


class Purchase(Reversible):
    """Something that a shopper paid from a float for a household, with the receipt's photo.

    ``what`` and the photo go when their time is over. Never deleted. ``reversed_late``: its float
    was closed already when it was taken back, so that the cash was over or short.
    """

    key = models.UUIDField(unique=True)
    cash_float = models.ForeignKey(CashFloat, models.PROTECT, related_name="purchases")
    household = models.ForeignKey("places.Place", models.PROTECT, related_name="purchases")
    fen = models.PositiveIntegerField()
    what = models.CharField(max_length=WHAT_LENGTH, blank=True)
    photo = models.ForeignKey("places.Photo", models.SET_NULL, null=True, related_name="+")
    occurred_at = models.DateTimeField()
    reversed_late = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=("household", "-id"), name="purchase_of_household"),)
        constraints = (
            models.CheckConstraint(condition=Q(fen__gt=0), name="purchase_is_an_amount"),
            reversed_for_a_reason("purchase_reversed_for_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.fen} for {self.household_id}"
