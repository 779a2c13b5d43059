"""Who sees to which part of a depot, and the refilling of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.catalog.enums import GoodCategory
from baogong.apps.inventory.errors import RefillDone, RefillTaken
from baogong.apps.inventory.models import AreaCount, RefillTask, StorageArea
from baogong.apps.places.models import Place
from baogong.plumbing import audit, locks


@dataclass(frozen=True, slots=True)
class AreaPlan:
    """``owner_id``: the user who sees to it; ``par_grams``: below so much it is refilled."""

    owner_id: int | None = None
    par_grams: int | None = None


@transaction.atomic
def plan_areas(
    plans: Mapping[GoodCategory, AreaPlan], *, depot: Place, actor: audit.Actor, now: datetime
) -> None:
    """Say of each kind of goods at a depot who sees to it, and below what it is refilled.

    Tasks that are open stay with whom they went to.
    """
    locks.lock_one(Place.objects.all(), key=depot.pk)
    StorageArea.objects.bulk_create(
        [
            StorageArea(
                depot=depot,
                category=category,
                owner_id=plan.owner_id,
                par_grams=plan.par_grams,
            )
            for category, plan in plans.items()
        ],
        update_conflicts=True,
        unique_fields=["depot", "category"],
        update_fields=["owner", "par_grams"],
    )
    said = {str(category): [plan.owner_id, plan.par_grams] for category, plan in plans.items()}
    audit.record([audit.Act("areas.owned", depot, actor, now, said)])


@transaction.atomic
def count_area(*, key: UUID, area_id: int, grams: int, actor: User, now: datetime) -> AreaCount:
    """Write down what lies at hand in an area; below par its owner gets a task, one at a time.

    The same key again changes nothing.
    """
    area = locks.lock_one(StorageArea.objects.all(), key=area_id)
    if known := AreaCount.objects.filter(key=key).first():
        return known
    count = AreaCount.objects.create(
        key=key, area=area, grams=grams, counted_by=actor, occurred_at=now
    )
    lacking = (area.par_grams or 0) - grams
    is_open = RefillTask.objects.filter(area=area, done_at=None).exists()
    if lacking > 0 and not is_open:
        RefillTask.objects.create(area=area, count=count, grams=lacking, owner=area.owner)
    audit.record([audit.Act("area.counted", area, actor, now, {"grams": grams})])
    return count


@transaction.atomic
def take_refill(*, task_id: int, actor: User, now: datetime) -> RefillTask:
    """Somebody goes. A second tap changes nothing. Raises RefillTaken or RefillDone."""
    task = locks.lock_one(RefillTask.objects.all(), key=task_id)
    if task.taken_by_id == actor.pk and task.done_at is None:
        return task
    _check_open(task, actor=actor)
    task.taken_by, task.taken_at = actor, now
    task.save(update_fields=["taken_by", "taken_at"])
    audit.record([audit.Act("refill.taken", task, actor, now, {"grams": task.grams})])
    return task


@transaction.atomic
def finish_refill(*, task_id: int, actor: User, now: datetime) -> RefillTask:
    """The goods are in their area. A second tap changes nothing. Raises RefillTaken."""
    task = locks.lock_one(RefillTask.objects.all(), key=task_id)
    if task.done_at and task.taken_by_id == actor.pk:
        return task
    _check_open(task, actor=actor)
    task.taken_by, task.taken_at, task.done_at = actor, task.taken_at or now, now
    task.save(update_fields=["taken_by", "taken_at", "done_at"])
    audit.record([audit.Act("refill.done", task, actor, now, {"grams": task.grams})])
    return task


def _check_open(task: RefillTask, *, actor: User) -> None:
    if task.done_at:
        raise RefillDone
    if task.taken_by is not None and task.taken_by != actor:
        raise RefillTaken(name=task.taken_by.name)
