from django.db.models import F

from baogong.apps.delivery.models import FieldConflict, RunUnit


def bag_codes_on(*, run_id: int) -> list[str]:
    """The codes of all bags that went out with a run. One query."""
    return list(
        RunUnit.objects.filter(run=run_id).order_by("unit").values_list("unit__code", flat=True)
    )


def unsettled_conflicts() -> list[int]:
    """Ids of reports from the field that wait for a clerk. One query."""
    waiting = FieldConflict.objects.filter(settled_at=None).order_by("pk")
    return list(waiting.values_list("pk", flat=True))


def bags_left_on(*, run_id: int) -> int:
    """How many of the run's bags the officer still holds. One query."""
    bags = RunUnit.objects.filter(run=run_id)
    return bags.filter(unit__holder__user=F("run__officer")).count()
