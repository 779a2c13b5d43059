from django.conf import settings
from django.db import models
from django.db.models import F, Q

from baogong.apps.gate.enums import UnfiledOutcome

_TO_DOOR = Q(outcome=UnfiledOutcome.DOOR)
_TO_DEPOT = Q(outcome=UnfiledOutcome.DEPOT)


class UnfiledGoods(models.Model):
    """What came to a gate without order, purchase order or door. Held until two agree on what
    becomes of it; overdue after ``due_at``. Never deleted.

    ``count`` is in pieces, boxes or bags as they stand there; ``place_there`` says where.
    """

    key = models.UUIDField(unique=True)
    gate = models.ForeignKey("places.Place", models.PROTECT, related_name="unfiled_goods")
    what = models.CharField(max_length=80)
    count = models.PositiveIntegerField()
    from_whom = models.CharField(max_length=40)
    place_there = models.CharField(max_length=80)
    photo = models.ForeignKey("places.Photo", models.SET_NULL, null=True, related_name="+")
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("gate", "filed_at"), name="unfiled_oldest"),)
        constraints = (models.CheckConstraint(condition=Q(count__gt=0), name="unfiled_something"),)

    def __str__(self) -> str:
        return f"unfiled {self.pk}"


class UnfiledProposalQuerySet(models.QuerySet["UnfiledProposal"]):
    def live(self) -> "UnfiledProposalQuerySet":
        """Waiting for a second person, or agreed."""
        return self.exclude(agreed=False)


class UnfiledProposal(models.Model):
    """What one person wants to become of unfiled goods, and what a second one answered.

    Only another person agrees; whoever proposed it may take it back. Goods have one live proposal
    at a time; refused ones stay. ``quantity``: pieces or grams of ``good`` for the depot, of which
    ``lot`` came.
    """

    key = models.UUIDField(unique=True)
    goods = models.ForeignKey(UnfiledGoods, models.PROTECT, related_name="proposals")
    outcome = models.CharField(max_length=8, choices=UnfiledOutcome)
    door = models.ForeignKey("places.Place", models.PROTECT, null=True, related_name="+")
    good = models.ForeignKey("catalog.Good", models.PROTECT, null=True, related_name="+")
    quantity = models.PositiveIntegerField(null=True)
    reason = models.CharField(max_length=200)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed = models.BooleanField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    lot = models.OneToOneField("inventory.Lot", models.PROTECT, null=True, related_name="+")

    objects = UnfiledProposalQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("goods",),
                condition=Q(agreed=None) | Q(agreed=True),
                name="unfiled_one_live_proposal",
            ),
            models.CheckConstraint(
                condition=Q(agreed=None, answered_by=None, answered_at=None)
                | Q(agreed__isnull=False, answered_by__isnull=False, answered_at__isnull=False),
                name="unfiled_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(agreed=True, answered_by=F("proposed_by")),
                name="unfiled_agreed_by_another",
            ),
            models.CheckConstraint(
                condition=(_TO_DOOR & Q(door__isnull=False)) | (~_TO_DOOR & Q(door=None)),
                name="unfiled_door_has_a_door",
            ),
            models.CheckConstraint(
                condition=(_TO_DEPOT & Q(good__isnull=False, quantity__gt=0))
                | (~_TO_DEPOT & Q(good=None, quantity=None)),
                name="unfiled_depot_has_a_good",
            ),
            models.CheckConstraint(
                condition=(_TO_DEPOT & Q(agreed=True, lot__isnull=False))
                | Q(lot=None, agreed=None)
                | Q(lot=None, agreed=False)
                | (~_TO_DEPOT & Q(lot=None)),
                name="unfiled_depot_is_a_lot",
            ),
        )

    def __str__(self) -> str:
        return f"{self.outcome} for {self.goods_id}"
