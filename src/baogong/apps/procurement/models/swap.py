from django.conf import settings
from django.db import models
from django.db.models import F, Q

from baogong.apps.procurement.enums import SwapAnswer
from baogong.apps.procurement.models.purchase_order import PurchaseOrder


class Swap(models.Model):
    """A shop that is out of ``good`` offers another one; the desk accepts or declines it.

    ``replaced`` pieces or grams of the good are not brought, ``quantity`` of ``other`` are.
    """

    purchase_order = models.ForeignKey(PurchaseOrder, models.PROTECT, related_name="swaps")
    good = models.ForeignKey("catalog.Good", models.PROTECT, related_name="+")
    replaced = models.PositiveIntegerField()
    other = models.ForeignKey("catalog.Good", models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    answer = models.CharField(max_length=12, choices=SwapAnswer, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("purchase_order", "good"),
                condition=~Q(answer=SwapAnswer.DECLINED),
                name="swap_one_for_a_good",
            ),
            models.CheckConstraint(
                condition=Q(replaced__gt=0, quantity__gt=0) & ~Q(other=F("good")),
                name="swap_gives_something_else",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, answer="")
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(answer="")),
                name="swap_decided_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.good_id} > {self.other_id}"
