from django.db import models
from django.db.models import Q

from baogong.apps.places.enums import PlanStatus
from baogong.apps.places.models.place import Place


class GridPlan(models.Model):
    """Which grid each entrance of an estate belongs to; versions follow each other.

    ``entrances``: how many the estate had when the draft was drawn. ``edits`` grows with each
    change of a draft, so that nobody approves what they have not seen. ``drawn_by`` and
    ``approved_by`` are actors of the audit log ("user:7").
    """

    estate = models.ForeignKey(Place, models.PROTECT, related_name="grid_plans")
    version = models.PositiveIntegerField()
    status = models.CharField(max_length=12, choices=PlanStatus, default=PlanStatus.DRAFT)
    drawn_at = models.DateTimeField()
    drawn_by = models.CharField(max_length=40)
    entrances = models.PositiveIntegerField()
    edits = models.PositiveIntegerField(default=0)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=40, default="")
    note = models.CharField(max_length=200, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("estate", "version"), name="grid_plan_version_once"),
            models.UniqueConstraint(
                fields=("estate",),
                condition=Q(status=PlanStatus.DRAFT),
                name="grid_plan_one_draft",
            ),
            models.UniqueConstraint(
                fields=("estate",),
                condition=Q(status=PlanStatus.APPROVED),
                name="grid_plan_one_live",
            ),
            models.CheckConstraint(
                # Not by IN: a restored dump spells that in another way.
                condition=(
                    (Q(status=PlanStatus.DRAFT) | Q(status=PlanStatus.DISCARDED))
                    & Q(approved_at=None)
                )
                | (
                    (Q(status=PlanStatus.APPROVED) | Q(status=PlanStatus.SUPERSEDED))
                    & Q(approved_at__isnull=False)
                ),
                name="grid_plan_approved_has_time",
            ),
        )

    def __str__(self) -> str:
        return f"v{self.version}"


class GridPart(models.Model):
    """An entrance, or what stands in for one, lies in a grid by this plan.

    A house that hangs on its estate with no building above it is a part itself.
    """

    plan = models.ForeignKey(GridPlan, models.CASCADE, related_name="parts")
    grid = models.ForeignKey(Place, models.PROTECT, related_name="grid_parts")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "place"), name="grid_part_once_per_plan"),
        )

    def __str__(self) -> str:
        return f"{self.place_id} in {self.grid_id}"
