from django.db import models
from django.db.models import Q

from baogong.apps.catalog.enums import Family, Unit
from baogong.apps.catalog.models.good import Good


class PackageQuerySet(models.QuerySet["Package"]):
    def published(self) -> "PackageQuerySet":
        return self.exclude(published_at=None)


class Package(models.Model):
    """What is sold as one: a fixed content of goods at a price. A listing freezes its price.

    It is a draft until ``published_at``; of a draft, price and weight may be 0 and the family
    empty: nobody has said yet. ``stated_grams`` is the net weight that the shop promises;
    ``tolerance_percent``, how much less it may be, is what held where and when it was published.
    ``weight_reason`` says why the contents weigh even less. ``at_scale``: its one good is weighed
    at the depot and paid for by what the scale says (R21).

    ``unit`` is what people count it in, ``holds`` what one of these holds by its label (30枚/板),
    ``also_called`` its other names, with 、 between them: what chats and files are read by.
    """

    code = models.CharField(max_length=20, unique=True, db_collation="C")
    name = models.CharField(max_length=60)
    family = models.CharField(max_length=12, choices=Family, default="")
    price_fen = models.PositiveIntegerField()
    stated_grams = models.PositiveIntegerField(default=0)
    tolerance_percent = models.PositiveSmallIntegerField(default=0)
    weight_reason = models.CharField(max_length=200, default="")
    at_scale = models.BooleanField(default=False)
    unit = models.CharField(max_length=4, choices=Unit, default=Unit.PORTION)
    holds = models.CharField(max_length=40, default="")
    also_called = models.CharField(max_length=120, default="")
    published_at = models.DateTimeField(null=True)

    objects = PackageQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(published_at=None)
                | Q(price_fen__gt=0, stated_grams__gt=0) & ~Q(family=""),
                name="package_published_is_whole",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def other_names(self) -> tuple[str, ...]:
        return tuple(filter(None, self.also_called.split("、")))


class PackageItem(models.Model):
    """``quantity`` pieces or grams of a good in one package; 0 in a draft: not said yet."""

    package = models.ForeignKey(Package, models.CASCADE, related_name="items")
    good = models.ForeignKey(Good, models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("package", "good"), name="package_item_good_once"),
        )

    def __str__(self) -> str:
        return f"{self.quantity} x {self.good_id}"
