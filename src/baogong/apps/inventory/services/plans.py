"""What an estate is to have in store for a day (R23)."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.inventory import policies
from baogong.apps.inventory.models import StockPlan, StockPlanLine
from baogong.apps.inventory.queries.plans import plan_targets
from baogong.apps.places.models import Place
from baogong.plumbing import audit, locks


@transaction.atomic
def write_stock_plan(
    grams: Mapping[int, int], *, estate: Place, day: date, actor: audit.Actor, now: datetime
) -> StockPlan:
    """Plan so many grams by good; what was planned before is replaced.

    A plan that changes is not ready any more; the same plan again changes nothing.
    """
    locks.lock_one(Place.objects.all(), key=estate.pk)
    plan, _ = StockPlan.objects.get_or_create(estate=estate, date=day)
    wanted = {good_id: n for good_id, n in grams.items() if n}
    if dict(plan.lines.values_list("good", "grams")) == wanted:
        return plan
    plan.lines.all().delete()
    StockPlanLine.objects.bulk_create(
        StockPlanLine(plan=plan, good_id=good_id, grams=n) for good_id, n in wanted.items()
    )
    plan.ready_at, plan.ready_by, plan.reason = None, None, ""
    plan.save(update_fields=["ready_at", "ready_by", "reason"])
    audit.record([audit.Act("stock_plan.written", plan, actor, now, {"varieties": len(wanted)})])
    return plan


@transaction.atomic
def say_plan_ready(*, estate: Place, day: date, reason: str, actor: User, now: datetime) -> None:
    """The plan is enough; where something is short, ``reason`` says why. Twice is once.

    Raises PlanMissing or PlanShort.
    """
    locks.lock_one(Place.objects.all(), key=estate.pk)
    plan = StockPlan.objects.filter(estate=estate, date=day).first()
    grams = list(plan.lines.values_list("grams", flat=True)) if plan else []
    targets = plan_targets(estate=estate, day=day)
    policies.check_plan_ready(grams, targets=targets, reason=reason)
    if plan is None or plan.ready_at is not None:
        return
    plan.ready_at, plan.ready_by, plan.reason = now, actor, reason.strip()
    plan.save(update_fields=["ready_at", "ready_by", "reason"])
    audit.record([audit.Act("stock_plan.ready", plan, actor, now, {"reason": bool(plan.reason)})])
