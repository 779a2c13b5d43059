from django.conf import settings
from django.db import models

from baogong.apps.procurement.enums import DifferenceOutcome
from baogong.apps.procurement.models.receipt import ReceiptLine


class SupplierDifference(models.Model):
    """Too little or too much of a good came; open until the desk settles it with the supplier.

    ``lot`` is what was brought later.
    """

    line = models.OneToOneField(ReceiptLine, models.PROTECT, related_name="difference")
    outcome = models.CharField(max_length=12, choices=DifferenceOutcome, blank=True)
    note = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    lot = models.OneToOneField("inventory.Lot", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(settled_at=None, settled_by=None, outcome="")
                | (
                    models.Q(settled_at__isnull=False, settled_by__isnull=False)
                    & ~models.Q(outcome="")
                ),
                name="supplier_difference_settled_as_something",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome=DifferenceOutcome.BROUGHT, lot__isnull=False)
                | (~models.Q(outcome=DifferenceOutcome.BROUGHT) & models.Q(lot=None)),
                name="supplier_difference_brought_is_a_lot",
            ),
        )

    def __str__(self) -> str:
        return f"difference of {self.line_id}"
