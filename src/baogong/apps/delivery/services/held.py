"""What an officer of a run still has in their hands."""

from baogong.apps.custody.models import Holder, Unit
from baogong.apps.delivery.models import Run
from baogong.plumbing import locks


def left_with(officer: Holder, run: Run) -> list[Unit]:
    """The run's units in the officer's hands, locked.

    One that came back from this run is in the officer's hands for another one.
    """
    carried = Unit.objects.filter(runs__run=run).exclude(returns__run=run)
    units = locks.lock_rows(Unit.objects.all(), keys=carried.values_list("pk", flat=True))
    return [unit for _, unit in sorted(units.items()) if unit.holder_id == officer.pk]
