from django.conf import settings
from django.db import models
from django.db.models import Q

from baogong.apps.money.enums import Payer, PayMethod

REFERENCE_LENGTH = 64
WHY_LENGTH = 200


class Payment(models.Model):
    """Money of a household that came in, or went back to it (``is_back``). Append-only.

    ``key`` is made by the page that sends it. ``reference`` is the number of a transfer, or
    of an order in a group-buy tool; that one came in here as ``order_id``.
    ``payer``: who paid for the household, empty where nobody said; of a neighbour, ``payer_door``
    where it is known. ``undoes``: the payment that this row takes back, and ``why``.
    """

    key = models.UUIDField(unique=True)
    household = models.ForeignKey("places.Place", models.PROTECT, related_name="payments")
    estate = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    is_back = models.BooleanField(default=False)
    method = models.CharField(max_length=8, choices=PayMethod)
    fen = models.PositiveIntegerField()
    reference = models.CharField(max_length=REFERENCE_LENGTH, blank=True)
    order_id = models.BigIntegerField(null=True)
    payer = models.CharField(max_length=9, choices=Payer, blank=True)
    payer_door = models.ForeignKey("places.Place", models.PROTECT, null=True, related_name="+")
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    why = models.CharField(max_length=WHY_LENGTH, blank=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=("household", "-id"), name="payment_of_household"),)
        constraints = (
            models.CheckConstraint(condition=Q(fen__gt=0), name="payment_is_an_amount"),
            models.CheckConstraint(
                condition=Q(method=PayMethod.WECHAT) | Q(taken_by__isnull=False),
                name="payment_taken_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(payer_door=None) | Q(payer=Payer.NEIGHBOUR),
                name="payment_by_a_door_is_a_neighbours",
            ),
            models.CheckConstraint(
                condition=Q(undoes=None, why="") | Q(undoes__isnull=False) & ~Q(why=""),
                name="payment_undone_for_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.fen} {self.method}"
