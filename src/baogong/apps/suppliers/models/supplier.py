from django.conf import settings
from django.db import models

from baogong.apps.suppliers.enums import SupplierKind


class Supplier(models.Model):
    """A supermarket or small shop that estates buy from.

    ``opens_at`` and ``closes_at`` are the town's clock; a shop that closes before it opens is open
    over midnight. ``daily_orders``: how many orders it can make up in a day; None: not said.
    ``licence_until`` is the last day of its licence; None: no end is named.
    """

    name = models.CharField(max_length=80)
    town = models.ForeignKey("places.Place", models.PROTECT, related_name="suppliers")
    kind = models.CharField(max_length=16, choices=SupplierKind, default=SupplierKind.SUPERMARKET)
    licence = models.CharField(max_length=40, blank=True, default="")
    licence_until = models.DateField(null=True)
    opens_at = models.TimeField(null=True)
    closes_at = models.TimeField(null=True)
    daily_orders = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("town", "name"), name="supplier_name_once_per_town"),
            models.CheckConstraint(
                condition=models.Q(opens_at=None, closes_at=None)
                | models.Q(opens_at__isnull=False, closes_at__isnull=False),
                name="supplier_hours_both_or_none",
            ),
        )

    def __str__(self) -> str:
        return self.name


class SupplierMember(models.Model):
    """Somebody who works for a supplier, and so sees its purchase orders."""

    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("supplier", "user"), name="supplier_member_once"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.supplier_id}"


class SupplierArea(models.Model):
    """An estate that a supplier serves."""

    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="areas")
    estate = models.ForeignKey("places.Place", models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("supplier", "estate"), name="supplier_area_once"),
        )

    def __str__(self) -> str:
        return f"{self.supplier_id} > {self.estate_id}"
