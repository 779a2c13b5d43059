from django.db import models
from django.db.models import F, Q

from baogong.apps.sorting.enums import ConsentWay
from baogong.apps.sorting.models.bag import BagLine


class Weighing(models.Model):
    """What the scale said of a bag line, in grams. Never changed: a later one ``supersedes`` it.

    ``key`` is made by the page that sends it. It goes with its line, when an order is corrected
    before its bag is packed.
    """

    key = models.UUIDField(unique=True)
    bag_line = models.ForeignKey(BagLine, models.CASCADE, related_name="weighings")
    grams = models.PositiveIntegerField()
    supersedes = models.OneToOneField(
        "self", models.CASCADE, null=True, related_name="superseded_by"
    )
    weighed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("bag_line",), condition=Q(supersedes=None), name="weighing_first_once"
            ),
            models.CheckConstraint(condition=Q(grams__gt=0), name="weighing_positive"),
        )

    def __str__(self) -> str:
        return f"{self.grams} g"


class WeightConsent(models.Model):
    """A household takes and pays for up to ``most`` grams of a bag line. The latest one holds."""

    bag_line = models.ForeignKey(BagLine, models.CASCADE, related_name="consents")
    most = models.PositiveIntegerField()
    way = models.CharField(max_length=8, choices=ConsentWay)
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    occurred_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(most__gt=0), name="weight_consent_positive"),
        )

    def __str__(self) -> str:
        return f"up to {self.most} g"


class WeighedLine(models.Model):
    """What a packed bag line weighs and costs, frozen when its bag was closed (R21).

    ``expected`` is what was planned less what was short; of what came, ``charged`` grams are paid
    for. ``difference_fen``: so much more than ``expected`` they cost, at the order line's price.
    """

    bag_line = models.OneToOneField(BagLine, models.PROTECT, related_name="weighed")
    weighing = models.OneToOneField(Weighing, models.PROTECT, related_name="+")
    expected = models.PositiveIntegerField()
    charged = models.PositiveIntegerField()
    difference_fen = models.IntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(charged__gt=0, expected__gt=0)
                & (
                    Q(charged__gte=F("expected"), difference_fen__gte=0)
                    | Q(charged__lt=F("expected"), difference_fen__lte=0)
                ),
                name="weighed_line_costs_by_weight",
            ),
        )

    def __str__(self) -> str:
        return f"{self.charged} g for {self.expected} g"
