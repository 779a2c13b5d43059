from django.conf import settings
from django.db import models
from django.db.models import Q

from baogong.apps.ordering.enums import OnShort, ShareReason
from baogong.apps.sorting.enums import Division, ShortReason
from baogong.apps.sorting.models.bag import Bag
from baogong.apps.sorting.models.wave import Wave


class Shortage(models.Model):
    """Too little of a good came for a wave, and somebody divided it. Append-only.

    ``supply``: pieces or grams for the bags that were not packed, dealt out in steps of ``unit``.
    ``ordered`` and ``came``: those of the round when it was done. ``digest``: what was looked at
    before it was confirmed.
    """

    key = models.UUIDField(unique=True)
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="shortages")
    good = models.ForeignKey("catalog.Good", models.PROTECT, related_name="+")
    ordered = models.PositiveIntegerField()
    came = models.PositiveIntegerField()
    supply = models.PositiveIntegerField()
    unit = models.PositiveSmallIntegerField()
    strategy = models.CharField(max_length=10, choices=Division)
    seed = models.CharField(max_length=80)
    reason = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(unit__gt=0), name="shortage_unit_positive"),
        )

    def __str__(self) -> str:
        return f"{self.good_id} of {self.wave_id}"


class Share(models.Model):
    """A door's line in the log of a shortage: pieces or grams it wanted and was granted, and why.

    ``order``: the first of the door's orders, whose number stands in the log. ``place``: that of
    its lot among all. ``told_at``: when a door that no message reaches was told what it lacks.
    """

    shortage = models.ForeignKey(Shortage, models.PROTECT, related_name="shares")
    household = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    order = models.ForeignKey("ordering.Order", models.PROTECT, related_name="+")
    wanted = models.PositiveIntegerField()
    granted = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    priority = models.PositiveSmallIntegerField(default=0)
    why = models.CharField(max_length=12, choices=ShareReason)
    place = models.PositiveIntegerField()
    told_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("shortage", "household"), name="share_of_door_once"),
            models.CheckConstraint(
                condition=Q(wanted__gt=0, granted__lte=models.F("wanted")),
                name="share_within_what_was_wanted",
            ),
            models.CheckConstraint(
                condition=Q(told_at=None, told_by=None)
                | Q(told_at__isnull=False, told_by__isnull=False),
                name="share_told_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.granted} of {self.wanted}"


class Cut(models.Model):
    """So many pieces or grams of a good an order does not get, worth ``fen`` at its prices.

    It was cut by a ``shortage`` that was divided, or was missing when its ``bag`` was packed.
    ``choice``: what the household said when it ordered; ``outcome``: what is done, a call until
    somebody has ``settled`` it. ``instead`` pieces or grams of ``other`` go in for it.
    """

    shortage = models.ForeignKey(Shortage, models.PROTECT, null=True, related_name="cuts")
    bag = models.ForeignKey(Bag, models.PROTECT, null=True, related_name="cuts")
    order = models.ForeignKey("ordering.Order", models.PROTECT, related_name="cuts")
    good = models.ForeignKey("catalog.Good", models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(max_length=10, choices=ShortReason, default=ShortReason.DIVIDED)
    quantity = models.PositiveIntegerField()
    fen = models.PositiveIntegerField()
    choice = models.CharField(max_length=8, choices=OnShort)
    outcome = models.CharField(max_length=8, choices=OnShort)
    other = models.ForeignKey("catalog.Good", models.PROTECT, null=True, related_name="+")
    instead = models.PositiveIntegerField(default=0)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("shortage",), condition=Q(outcome=OnShort.ASK), name="cut_to_call"
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("shortage", "order"), name="cut_of_order_once"),
            models.UniqueConstraint(
                fields=("bag", "order", "good", "other"),
                condition=Q(shortage=None),
                nulls_distinct=False,
                name="cut_of_bag_once",
            ),
            models.CheckConstraint(
                condition=Q(reason=ShortReason.DIVIDED, shortage__isnull=False, bag=None)
                | (~Q(reason=ShortReason.DIVIDED) & Q(shortage=None, bag__isnull=False)),
                name="cut_divided_or_missing",
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="cut_positive"),
            models.CheckConstraint(
                condition=Q(outcome=OnShort.SWAP, other__isnull=False, instead__gt=0)
                | (~Q(outcome=OnShort.SWAP) & Q(other=None, instead=0)),
                name="cut_swap_is_a_good",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None)
                | (
                    Q(choice=OnShort.ASK, settled_at__isnull=False, settled_by__isnull=False)
                    & ~Q(outcome=OnShort.ASK)
                ),
                name="cut_settled_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.quantity} of {self.order_id}"
