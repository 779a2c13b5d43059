from django.conf import settings
from django.db import models


class Supplier(models.Model):
    """A supermarket or small shop that estates buy from."""

    name = models.CharField(max_length=80)
    town = models.ForeignKey("places.Place", models.PROTECT, related_name="suppliers")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("town", "name"), name="supplier_name_once_per_town"),
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
