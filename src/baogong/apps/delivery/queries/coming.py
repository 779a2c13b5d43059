"""What comes to a door with a wave: its bags, and what is offered again with it."""

from django.db.models import Exists, OuterRef, QuerySet

from baogong.apps.delivery.models import Proof, Reoffer, UnitReturn
from baogong.apps.sorting.models import Bag


def bags_coming() -> QuerySet[Bag]:
    """Bags that come, or came, with their own wave: not short of everything, not brought back."""
    planned = Bag.objects.exclude(done_at__isnull=False, unit=None)
    return planned.exclude(Exists(UnitReturn.objects.filter(unit=OuterRef("unit"))))


def offers_coming() -> QuerySet[Reoffer]:
    """What comes, or came, again with another crate, and was not brought back from it too."""
    back = UnitReturn.objects.filter(
        run__crate=OuterRef("crate"), unit=OuterRef("unit_return__unit")
    )
    return Reoffer.objects.exclude(Exists(back))


def was_given(unit: str) -> Exists:
    """True for rows whose unit (``unit`` is the lookup to it) is where it was bound for."""
    return Exists(Proof.objects.filter(unit=OuterRef(unit), attempt__reversed_by=None))
