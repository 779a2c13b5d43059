"""What a household may have of a package above its limit, and what it had in other rounds."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from baogong.apps.ordering.models import LimitException, Listing, OrderLine, Round
from baogong.apps.ordering.policies import held_in_days


@dataclass(frozen=True, slots=True)
class DoorLimit:
    """``more``: what the door was let have above the limit. ``had``: the most that it has in
    other rounds, in as many days as the limit counts over."""

    more: int = 0
    had: int = 0


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


def door_limits(
    listings: Sequence[Listing], *, rounds: Mapping[int, Round], path: str
) -> dict[int, DoorLimit]:
    """By listing that has a limit. A query where there is one, another where one counts days."""
    limited = [listing for listing in listings if listing.household_limit is not None]
    if not limited:
        return {}
    let = LimitException.objects.holding().filter(
        household__path=path,
        package__in={listing.package_id for listing in limited},
        until__gte=min(rounds[listing.round_id].delivery_date for listing in limited),
    )
    granted = list(let.values_list("package", "until", "quantity"))
    had = _had([row for row in limited if (row.limit_days or 1) > 1], rounds=rounds, path=path)
    return {
        listing.pk: DoorLimit(
            more=sum(
                quantity
                for package_id, until, quantity in granted
                if package_id == listing.package_id
                and rounds[listing.round_id].delivery_date <= until
            ),
            had=had.get(listing.pk, 0),
        )
        for listing in limited
    }


def _had(listings: Sequence[Listing], *, rounds: Mapping[int, Round], path: str) -> dict[int, int]:
    if not listings:
        return {}
    day_of = {listing.pk: rounds[listing.round_id].delivery_date for listing in listings}
    days_of = {listing.pk: listing.limit_days or 1 for listing in listings}
    rows = held_since(
        min(day_of[pk] - timedelta(days=days - 1) for pk, days in days_of.items()),
        estates={rounds[listing.round_id].estate_id for listing in listings},
        packages={listing.package_id for listing in listings},
    )
    held = list(rows.filter(order__household__path=path))
    return {
        listing.pk: held_in_days(
            _by_day(held, listing), day=day_of[listing.pk], days=days_of[listing.pk]
        )
        for listing in listings
    }


def _by_day(held: Sequence[tuple[int, int, int, date, int]], listing: Listing) -> Counter[date]:
    """What is held of the listing's package, but not in its own round."""
    by_day: Counter[date] = Counter()
    for _, round_id, package_id, day, quantity in held:
        if package_id == listing.package_id and round_id != listing.round_id:
            by_day[day] += quantity
    return by_day
