import secrets
from datetime import datetime

from django.db import models
from django.db.models import F, Q

from baogong.apps.ordering.enums import Rule
from baogong.engines.allocation import lot


def new_seed() -> str:
    """128 bits that nobody can guess before they are published."""
    return secrets.token_hex(16)


class RoundQuerySet(models.QuerySet["Round"]):
    def taking_orders(self, now: datetime) -> "RoundQuerySet":
        return self.filter(closed_at=None, opens_at__lte=now, cutoff_at__gt=now)

    def due(self, now: datetime) -> "RoundQuerySet":
        return self.filter(closed_at=None, cutoff_at__lte=now)


class Round(models.Model):
    """One offer of packages to an estate, from opening to cut-off, for one delivery day.

    What has a rule is divided at ``draws_at`` among those who asked until then. Doors with care of
    a kind in ``first_care``, or without a delivery for ``first_days`` days, are priority doors.

    Should too little of a good come, the word for its lots is made of ``seed``, a secret.
    """

    estate = models.ForeignKey("places.Place", models.PROTECT, related_name="rounds")
    title = models.CharField(max_length=60)
    opens_at = models.DateTimeField()
    cutoff_at = models.DateTimeField()
    delivery_date = models.DateField()
    draws_at = models.DateTimeField(null=True)
    first_care = models.JSONField(default=list)
    first_days = models.PositiveSmallIntegerField(null=True)
    seed = models.CharField(max_length=32, default=new_seed)
    closed_at = models.DateTimeField(null=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("estate", "delivery_date"), name="round_day"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(cutoff_at__gt=F("opens_at")), name="round_closes_after_it_opens"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def word(self, sku: str) -> str:
        """For the lots of a good: told when it was divided, its commitment from the beginning."""
        return lot(self.seed, sku)


class Listing(models.Model):
    """A package on offer in a round, from one shop; what one has not the strength for, another
    may offer too. ``taken`` is the sum of its live lines, kept in step under
    the listing's lock; the database refuses to let it pass ``stock``. ``at_scale``: its one good
    is weighed at the depot and paid for by what the scale says, at the price of its weight.

    ``household_limit`` counts over ``limit_days`` days in a row, None or 1: over this round only.

    ``waiting`` is the sum of what asks still wait for, and is kept for them. Lots are drawn with
    ``seed``: its commitment is published from the beginning, itself once it was ``dealt_at``.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="listings")
    package = models.ForeignKey("catalog.Package", models.PROTECT, related_name="listings")
    supplier = models.ForeignKey("suppliers.Supplier", models.PROTECT, related_name="listings")
    price_fen = models.PositiveIntegerField()
    stock = models.PositiveIntegerField(null=True)
    household_limit = models.PositiveSmallIntegerField(null=True)
    limit_days = models.PositiveSmallIntegerField(null=True)
    at_scale = models.BooleanField(default=False)
    taken = models.PositiveIntegerField(default=0)
    rule = models.CharField(max_length=8, choices=Rule, default=Rule.FIRST_COME)
    seed = models.CharField(max_length=32, default=new_seed)
    waiting = models.PositiveIntegerField(default=0)
    dealt_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("round", "package", "supplier"), name="listing_package_once_of_a_supplier"
            ),
            models.CheckConstraint(
                condition=Q(stock=None) | Q(taken__lte=F("stock")), name="listing_not_oversold"
            ),
            models.CheckConstraint(
                condition=Q(limit_days=None)
                | Q(limit_days__gt=0, household_limit__isnull=False, household_limit__gt=0),
                name="listing_limit_days_of_a_limit",
            ),
        )

    def __str__(self) -> str:
        return f"{self.package_id} in {self.round_id}"

    @property
    def free(self) -> int | None:
        """How many are left for whoever comes now; below 0 where more wait than there are."""
        return None if self.stock is None else self.stock - self.taken - self.waiting

    @property
    def is_divided(self) -> bool:
        """Whether the moment of its draw is still to come."""
        return self.rule != Rule.FIRST_COME and self.dealt_at is None


class ListingItem(models.Model):
    """What one package of a listing holds, frozen with its price when the round was announced."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="items")
    good = models.ForeignKey("catalog.Good", models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("listing", "good"), name="listing_item_good_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="listing_item_positive"),
        )

    def __str__(self) -> str:
        return f"{self.quantity} x {self.good_id}"


class RoundGood(models.Model):
    """What a round has of a good in all, and what a household may take of it, over every package
    and single that holds it; pieces or grams.

    ``taken`` is the sum over its live lines, kept in step under this row's lock; the database
    refuses to let it pass ``stock``.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="goods")
    good = models.ForeignKey("catalog.Good", models.PROTECT, related_name="+")
    stock = models.PositiveIntegerField(null=True)
    household_limit = models.PositiveIntegerField(null=True)
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("round", "good"), name="round_good_once"),
            models.CheckConstraint(
                condition=Q(stock=None) | Q(taken__lte=F("stock")), name="round_good_not_oversold"
            ),
        )

    def __str__(self) -> str:
        return f"{self.good_id} in {self.round_id}"
