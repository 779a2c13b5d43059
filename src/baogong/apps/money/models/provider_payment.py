from django.db import models
from django.db.models import Q

from baogong.apps.money.enums import PayWay, ProviderState

OPENS_LENGTH = 512


class ProviderPayment(models.Model):
    """A payment that a household began with a payment provider, and what became of it.

    ``key`` is also its number there. ``opens``: what the payer's phone opens; empty while the
    provider was not reached. Of the payer nothing is kept: the provider's own number
    (``transaction_id``) finds them there.
    """

    key = models.UUIDField(unique=True)
    household = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    estate = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    way = models.CharField(max_length=8, choices=PayWay)
    fen = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=ProviderState, default=ProviderState.WAITING)
    opens = models.CharField(max_length=OPENS_LENGTH, blank=True)
    transaction_id = models.CharField(max_length=32, blank=True)
    payment = models.OneToOneField("money.Payment", models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("begun_at",),
                condition=Q(state=ProviderState.WAITING),
                name="provider_payment_waits",
            ),
        )
        constraints = (
            models.CheckConstraint(condition=Q(fen__gt=0), name="provider_payment_is_an_amount"),
            models.UniqueConstraint(
                fields=("household",),
                condition=Q(state=ProviderState.WAITING),
                name="provider_payment_one_waits",
            ),
            models.CheckConstraint(
                condition=Q(state=ProviderState.PAID, payment__isnull=False)
                & ~Q(transaction_id="")
                | ~Q(state=ProviderState.PAID) & Q(payment=None),
                name="provider_payment_paid_is_posted",
            ),
            models.CheckConstraint(
                condition=Q(state=ProviderState.WAITING, settled_at=None)
                | ~Q(state=ProviderState.WAITING) & Q(settled_at__isnull=False),
                name="provider_payment_settled_at_some_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.fen} {self.state}"

    @property
    def number(self) -> str:
        """Its number at the provider: 32 digits and letters."""
        return str(self.key.hex)


class PaymentPart(models.Model):
    """What a payment by phone was begun for: so many fen of one order, as its payer was shown.

    Without ``order_id``: what else the door owes, such as for a purchase. The parts of a payment
    add up to it; one that was begun before there were parts has none.
    """

    begun = models.ForeignKey(ProviderPayment, models.PROTECT, related_name="parts")
    order_id = models.BigIntegerField(null=True)
    fen = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("begun", "order_id"), name="payment_part_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(fen__gt=0), name="payment_part_is_an_amount"),
        )

    def __str__(self) -> str:
        return f"{self.fen} for {self.order_id}"
