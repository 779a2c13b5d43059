"""A draft becomes the plan that holds."""

from datetime import datetime

from django.db import transaction

from baogong.apps.places import policies
from baogong.apps.places.enums import PlanStatus
from baogong.apps.places.models import GridPart, GridPlan, Place
from baogong.apps.places.queries.grid_parts import part_ids
from baogong.plumbing import audit, locks


@transaction.atomic
def approve_plan(
    *, plan_id: int, seen: int, note: str, actor: audit.Actor, now: datetime
) -> GridPlan:
    """Put a draft into force and replace the live plan.

    ``seen``: the draft's ``edits`` when the approver looked at it. ``note`` is written on the
    plan, and must say why where entrances stay in no grid. People who approve at once queue on
    the estate's row; the second is refused. Raises PlanNotDraft, PlanChanged, EmptyPlan or
    OrphanEntrances.
    """
    estate_id = GridPlan.objects.values_list("estate", flat=True).get(pk=plan_id)
    estate = locks.lock_one(Place.objects.all(), key=estate_id)
    plan = locks.lock_one(GridPlan.objects.all(), key=plan_id)
    placed = set(GridPart.objects.filter(plan=plan).values_list("place", flat=True))
    orphans = len(part_ids(estate) - placed)
    policies.check_can_approve(plan, seen=seen, parts=len(placed), orphans=orphans, note=note)
    live = GridPlan.objects.filter(estate=estate, status=PlanStatus.APPROVED)
    live.update(status=PlanStatus.SUPERSEDED)
    plan.status, plan.approved_at = PlanStatus.APPROVED, now
    plan.approved_by, plan.note = actor.audit_name, note
    plan.save(update_fields=["status", "approved_at", "approved_by", "note"])
    data = {"version": plan.version, "orphans": orphans}
    audit.record([audit.Act("grid_plan.approved", plan, actor, now, data)])
    return plan
