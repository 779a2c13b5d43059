"""What households hold of packages whose limit counts over several days."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from baogong.apps.ordering.models import OrderLine


def held_since(
    day: date, *, estates: Collection[int], packages: Collection[int]
) -> QuerySet[OrderLine, tuple[int, int, int, date, int]]:
    """(household, round, package, delivery day, how many) of each line of a live order in rounds
    of the estates that are delivered that day or later."""
    lines = OrderLine.objects.filter(
        order__canceled_at=None,
        order__round__estate__in=estates,
        order__round__delivery_date__gte=day,
        listing__package__in=packages,
    )
    return lines.values_list(
        "order__household",
        "order__round",
        "listing__package",
        "order__round__delivery_date",
        "quantity",
    )
