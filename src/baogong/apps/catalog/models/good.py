from django.db import models

from baogong.apps.catalog.enums import SoldBy


class Good(models.Model):
    """One kind of goods, counted in pieces or in grams. ``piece_grams`` is what a piece weighs."""

    sku = models.CharField(max_length=20, unique=True, db_collation="C")
    name = models.CharField(max_length=60)
    sold_by = models.CharField(max_length=8, choices=SoldBy)
    piece_grams = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(sold_by=SoldBy.GRAM, piece_grams=None)
                | models.Q(sold_by=SoldBy.PIECE, piece_grams__isnull=False, piece_grams__gt=0),
                name="good_weight_fits_unit",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def grams(self, quantity: int) -> int:
        """What ``quantity`` pieces or grams of it weigh."""
        return quantity * (self.piece_grams or 1)
