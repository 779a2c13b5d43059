from django.db import models

from baogong.apps.catalog.enums import GoodCategory, SoldBy


class Good(models.Model):
    """One kind of goods, counted in pieces or in grams. ``piece_grams`` is what a piece weighs.

    ``best_hours``: after so many hours in the store it is too old to be proud of; None: it keeps.
    """

    sku = models.CharField(max_length=20, unique=True, db_collation="C")
    name = models.CharField(max_length=60)
    sold_by = models.CharField(max_length=8, choices=SoldBy)
    piece_grams = models.PositiveIntegerField(null=True)
    category = models.CharField(
        max_length=12, choices=GoodCategory, default=GoodCategory.HOUSEHOLD
    )
    fragile = models.BooleanField(default=False)
    keep_cold = models.BooleanField(default=False)
    best_hours = models.PositiveSmallIntegerField(null=True)

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
