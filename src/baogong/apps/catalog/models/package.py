from django.db import models

from baogong.apps.catalog.models.good import Good


class Package(models.Model):
    """What is sold as one: a fixed content of goods at a price. A listing freezes its price."""

    code = models.CharField(max_length=20, unique=True, db_collation="C")
    name = models.CharField(max_length=60)
    price_fen = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.name


class PackageItem(models.Model):
    """``quantity`` pieces or grams of a good in one package."""

    package = models.ForeignKey(Package, models.CASCADE, related_name="items")
    good = models.ForeignKey(Good, models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("package", "good"), name="package_item_good_once"),
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0), name="package_item_quantity_positive"
            ),
        )

    def __str__(self) -> str:
        return f"{self.quantity} x {self.good_id}"
