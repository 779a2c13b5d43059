"""What an officer of a run still has in their hands."""

from collections.abc import Iterable

from baogong.apps.custody.models import Holder, Unit
from baogong.apps.delivery.models import Run
from baogong.apps.sorting.models import Bag
from baogong.plumbing import locks


def left_with(officer: Holder, run: Run) -> list[Bag]:
    """The run's bags in the officer's hands, their units locked.

    A bag that came back from this run is in the officer's hands for another one.
    """
    bags = list(Bag.objects.filter(runs__run=run).exclude(returns__run=run).order_by("pk"))
    units = locks.lock_rows(Unit.objects.all(), keys=unit_ids(bags))
    return [b for b in bags if b.unit_id and units[b.unit_id].holder_id == officer.pk]


def unit_ids(bags: Iterable[Bag]) -> list[int]:
    return [bag.unit_id for bag in bags if bag.unit_id is not None]
