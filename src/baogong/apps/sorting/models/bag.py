from django.db import models
from django.db.models import Q

from baogong.apps.sorting.enums import ShortReason
from baogong.apps.sorting.models.wave import Wave


class Bag(models.Model):
    """Part ``part`` of ``parts`` of an order, or the one bag of several orders of a door.

    ``orders`` are all that have something in it, ``order`` the first of them. Its label's code is
    also its custody unit's.
    ``done_at``: packed (then it has a unit), or short of everything (then it has none).
    ``claimed_by``: the sorter who has it on the table since ``claimed_at``, for some minutes.
    """

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="bags")
    order = models.ForeignKey("ordering.Order", models.PROTECT, related_name="+", db_index=False)
    orders = models.ManyToManyField("ordering.Order", related_name="bags")
    household = models.ForeignKey("places.Place", models.PROTECT, related_name="bags")
    part = models.PositiveSmallIntegerField()
    parts = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=16, unique=True, db_collation="C")
    unit = models.OneToOneField("custody.Unit", models.PROTECT, null=True, related_name="bag")
    done_at = models.DateTimeField(null=True)
    claimed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", db_index=False
    )
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("order", "part"), name="bag_part_once"),
            models.CheckConstraint(
                condition=Q(part__gte=1) & Q(part__lte=models.F("parts")), name="bag_part_of_parts"
            ),
            models.CheckConstraint(
                condition=Q(unit=None) | Q(done_at__isnull=False), name="bag_with_unit_is_done"
            ),
            models.CheckConstraint(
                condition=Q(claimed_by=None, claimed_at=None)
                | Q(claimed_by__isnull=False, claimed_at__isnull=False),
                name="bag_claimed_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.code


class BagLine(models.Model):
    """``planned`` pieces or grams of a good for a bag, from one order line.

    ``in_place_of``: the line of which so much was missing that this good went in instead.
    """

    bag = models.ForeignKey(Bag, models.PROTECT, related_name="lines", db_index=False)
    order_line = models.ForeignKey("ordering.OrderLine", models.PROTECT, related_name="bag_lines")
    good = models.ForeignKey("catalog.Good", models.PROTECT, related_name="+", db_index=False)
    planned = models.PositiveIntegerField()
    in_place_of = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="stood_in_by"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("bag", "order_line", "good", "in_place_of"),
                nulls_distinct=False,
                name="bag_line_once",
            ),
            models.CheckConstraint(condition=Q(planned__gt=0), name="bag_line_positive"),
        )

    def __str__(self) -> str:
        return f"{self.planned} x {self.good_id}"

    @property
    def to_pack(self) -> int:
        """What goes in of it, as far as is known: all that is planned but for what is short."""
        return self.planned - (self.short.quantity if hasattr(self, "short") else 0)


class ShortLine(models.Model):
    """So much of a bag line is not in its bag, or will not be when it was divided before packing.

    It grows if more is taken out, never shrinks.
    """

    bag_line = models.OneToOneField(BagLine, models.PROTECT, related_name="short")
    quantity = models.PositiveIntegerField()
    reason = models.CharField(max_length=10, choices=ShortReason, default=ShortReason.MISSING)
    photo = models.ForeignKey("places.Photo", models.SET_NULL, null=True, related_name="+")
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    occurred_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(quantity__gt=0), name="short_line_positive"),
        )

    def __str__(self) -> str:
        return f"{self.quantity} short"
