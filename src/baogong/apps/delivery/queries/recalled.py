"""Bags with goods that nobody may eat: they come back, whatever was tapped before."""

from django.db.models import Exists, OuterRef, Sum

from baogong.apps.inventory.models import StockEntry
from baogong.apps.sorting.models import BagLine


def holds_recalled(unit: str) -> Exists:
    """True for rows whose unit (``unit`` is the lookup to it) holds goods of a recalled lot.

    What was put back on the shelf since does not count.
    """
    lines = BagLine.objects.filter(bag__unit=OuterRef(OuterRef(unit)))
    taken = (
        StockEntry.objects.filter(
            source_type=BagLine._meta.label_lower,
            source_id__in=lines.values("pk"),
            lot__recall__isnull=False,
        )
        .values("source_id", "lot")
        .annotate(net=Sum("quantity"))
    )
    return Exists(taken.filter(net__lt=0))
