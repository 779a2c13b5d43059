from django.conf import settings
from django.db import models
from django.db.models import Q

from baogong.apps.ordering.models.ask import Ask
from baogong.apps.ordering.models.order import Order
from baogong.apps.ordering.models.round import Listing, Round
from baogong.values.codes import encode_number


def slip_code(pk: int) -> str:
    """The code of the slip with this id: one character longer than an order's number."""
    return encode_number(pk, width=6)


class PrintedSlip(models.Model):
    """A paper slip on which one door can order in one round. Printed again it keeps its code."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="printed_slips")
    household = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    printed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("round", "household"), name="printed_slip_once"),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """What stands under the slip's QR code; the last character is a check."""
        return slip_code(self.pk)


class SlipCheck(models.Model):
    """A second person read a slip without seeing what the first had typed. What was ordered by it
    at once and what was asked for have one id; ``order`` or ``ask`` is None where there was none.

    ``same``: both read the same. Otherwise it waits until somebody settles it.
    """

    key = models.UUIDField(unique=True)
    order = models.OneToOneField(Order, models.PROTECT, null=True, related_name="slip_check")
    ask = models.OneToOneField(Ask, models.PROTECT, null=True, related_name="slip_check")
    same = models.BooleanField()
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    read_at = models.DateTimeField()
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None)
                | Q(same=False, settled_at__isnull=False, settled_by__isnull=False),
                name="slip_check_settles_differences",
            ),
            models.CheckConstraint(
                condition=Q(order__isnull=False) | Q(ask__isnull=False),
                name="slip_check_of_something",
            ),
        )

    def __str__(self) -> str:
        return f"check of {self.act}"

    @property
    def act(self) -> Order | Ask:
        """The order where there is one, else the ask."""
        for act in (self.order, self.ask):
            if act is not None:
                return act
        raise ValueError("a check is of something")


class SlipCheckLine(models.Model):
    """So many of one listing, as the second person read it."""

    check_of = models.ForeignKey(SlipCheck, models.CASCADE, related_name="lines")
    listing = models.ForeignKey(Listing, models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("check_of", "listing"), name="slip_check_line_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="slip_check_line_positive"),
        )

    def __str__(self) -> str:
        return f"{self.quantity} x {self.listing_id}"
