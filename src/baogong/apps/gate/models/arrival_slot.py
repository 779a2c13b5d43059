from django.conf import settings
from django.db import models
from django.db.models import F, Q

_ORDERED = Q(purchase_order__isnull=False, who="")
_NAMED = Q(purchase_order=None) & ~Q(who="")


class ArrivalSlotQuerySet(models.QuerySet["ArrivalSlot"]):
    def live(self) -> "ArrivalSlotQuerySet":
        return self.filter(canceled_at=None)


class ArrivalSlot(models.Model):
    """A stretch of time at a gate that belongs to one truck. Canceled, never deleted.

    The truck brings a purchase order, or what ``who`` (a platform, a supplier) announced.
    ``boxes`` is how many it said; 0: it did not say.
    """

    key = models.UUIDField(unique=True)
    gate = models.ForeignKey("places.Place", models.PROTECT, related_name="arrival_slots")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    purchase_order = models.ForeignKey(
        "procurement.PurchaseOrder", models.PROTECT, null=True, related_name="arrival_slots"
    )
    who = models.CharField(max_length=40, blank=True)
    boxes = models.PositiveIntegerField()
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    booked_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    canceled_at = models.DateTimeField(null=True)

    objects = ArrivalSlotQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("gate", "begins_at"),
                condition=Q(canceled_at=None),
                name="arrival_slot_one_truck",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")), name="arrival_slot_lasts"
            ),
            models.CheckConstraint(condition=_ORDERED | _NAMED, name="arrival_slot_says_who"),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(arrived_at__isnull=False),
                name="arrival_slot_came_before_it_left",
            ),
            models.CheckConstraint(
                condition=Q(canceled_at=None) | Q(arrived_at=None),
                name="arrival_slot_came_or_canceled",
            ),
        )

    def __str__(self) -> str:
        return f"slot {self.begins_at} at {self.gate_id}"
