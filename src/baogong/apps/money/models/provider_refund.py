from django.db import models
from django.db.models import Q

from baogong.apps.money.enums import RefundState
from baogong.apps.money.models.provider_payment import ProviderPayment

REASON_LENGTH = 40
_IS_OVER = Q(state=RefundState.DONE) | Q(state=RefundState.FAILED)
GIVEN_UP = "GIVEN_UP"  # the provider holds it still


class ProviderRefund(models.Model):
    """Money of a payment by phone that goes back the way it came.

    Written in the transaction that takes it off the household's account; the provider is called
    afterwards, from this row, until it has given a last answer. ``key`` is its number there, so
    that a call that is repeated pays nothing twice. ``payment`` is the row of the account.
    ``reason``: the code of why it waits, needs somebody, or failed. ``next_at``: when the provider
    is asked next, after ``tries`` times.
    """

    key = models.UUIDField(unique=True)
    paid = models.ForeignKey(ProviderPayment, models.PROTECT, related_name="refunds")
    payment = models.OneToOneField("money.Payment", models.PROTECT, related_name="+")
    fen = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=RefundState, default=RefundState.WAITING)
    refund_id = models.CharField(max_length=32, blank=True)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    ordered_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("next_at",),
                condition=Q(settled_at=None),
                name="provider_refund_open",
            ),
        )
        constraints = (
            models.CheckConstraint(condition=Q(fen__gt=0), name="provider_refund_is_an_amount"),
            models.CheckConstraint(
                condition=~_IS_OVER & Q(settled_at=None, next_at__isnull=False)
                | _IS_OVER & Q(settled_at__isnull=False, next_at=None),
                name="provider_refund_is_asked_about_or_settled",
            ),
            models.CheckConstraint(
                condition=~Q(state=RefundState.DONE) | ~Q(refund_id=""),
                name="provider_refund_done_has_its_number",
            ),
            models.CheckConstraint(
                condition=~Q(state=RefundState.FAILED) | ~Q(reason=""),
                name="provider_refund_failed_for_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.fen} {self.state}"

    @property
    def number(self) -> str:
        """Its number at the provider: 32 digits and letters."""
        return str(self.key.hex)
