"""Pure decisions about what one household may have of a package or a good."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from baogong.apps.ordering.errors import (
    ExceptionInThePast,
    ExceptionTooLong,
    ExceptionWithoutReason,
    GoodLimitExceeded,
    LimitExceeded,
    LimitMissing,
    WindowLimitExceeded,
    WindowLimitReached,
)
from baogong.apps.ordering.intents import OrderIntent
from baogong.apps.ordering.policies.shelves import Pool, Shelf
from baogong.values.quantity import Amount


def check_limits(
    intent: OrderIntent,
    *,
    shelves: Mapping[int, Shelf],
    pools: Iterable[Pool],
    given_back: Mapping[int, int],
) -> None:
    """Raises LimitExceeded, WindowLimitExceeded, WindowLimitReached or GoodLimitExceeded.

    ``given_back`` is what the door's replaced orders return, by listing.
    """
    for wish in intent.wishes:
        shelf = shelves[wish.listing_id]
        if shelf.household_limit is not None:
            check_limit(intent, shelf=shelf, shelves=shelves, given_back=given_back)
    wanted = [(wish.listing_id, wish.quantity) for wish in intent.wishes]
    for pool in pools:
        quantity = pool.quantity(wanted)
        if not quantity or pool.household_limit is None:
            continue
        ordered = pool.taken_by.get(intent.household_id, 0) - pool.quantity(given_back.items())
        if ordered + quantity > pool.household_limit:
            raise GoodLimitExceeded(
                name=pool.name, limit=Amount(pool.household_limit, pool.sold_by)
            )


def check_limit(
    intent: OrderIntent,
    *,
    shelf: Shelf,
    shelves: Mapping[int, Shelf],
    given_back: Mapping[int, int],
) -> None:
    """A package counts once, whichever shop it comes from, and where days are counted, over the
    rounds of these days. Whoever takes no more than they give back may.

    Raises LimitExceeded, WindowLimitExceeded or WindowLimitReached.
    """
    same = _same_package(shelf, shelves)
    asked = sum(wish.quantity for wish in intent.wishes if wish.listing_id in same)
    if shelf.household_limit is None or asked <= sum(given_back.get(pk, 0) for pk in same):
        return
    holds = {
        pk: row.taken_by.get(intent.household_id, 0) - given_back.get(pk, 0)
        for pk, row in same.items()
    }
    days, most = shelf.limit_days, shelf.household_limit + shelf.more.get(intent.household_id, 0)
    if days == 1:
        ordered = sum(holds.values())
        if ordered + asked > most:
            raise LimitExceeded(name=shelf.name, limit=most, ordered=ordered)
        return
    by_day = Counter(shelf.had.get(intent.household_id, {}))
    for pk, held in holds.items():
        by_day[same[pk].day] += held
    ordered = held_in_days(by_day, day=shelf.day, days=days)
    if ordered + asked <= most:
        return
    said = {"name": shelf.name, "limit": most, "ordered": ordered}
    if ordered < most:
        raise WindowLimitExceeded(**said, days=days, left=most - ordered)
    again = again_on(by_day, day=shelf.day, days=days, limit=shelf.household_limit)
    raise WindowLimitReached(**said, days=days, again=again)


def _same_package(shelf: Shelf, shelves: Mapping[int, Shelf]) -> dict[int, Shelf]:
    return {
        pk: row
        for pk, row in shelves.items()
        if row.package_id == shelf.package_id
        and (shelf.limit_days > 1 or row.round_id == shelf.round_id)
    }


def held_in_days(by_day: Mapping[date, int], *, day: date, days: int) -> int:
    """The most that any ``days`` days in a row hold together, of those with ``day`` among them.

    Days after it count too, since a later round may be ordered from first.
    """
    starts = (day - timedelta(days=n) for n in range(days))
    return max(
        sum(n for other, n in by_day.items() if 0 <= (other - start).days < days)
        for start in starts
    )


def again_on(by_day: Mapping[date, int], *, day: date, days: int, limit: int) -> date:
    """The first day after ``day`` around which the limit, 1 at least, leaves room for one."""
    while held_in_days(by_day, day=day, days=days) >= limit:
        day += timedelta(days=1)
    return day


def check_limit_days(limits: Iterable[tuple[str, int | None, int | None]]) -> None:
    """(package, limit for each household, days that it counts over). Raises LimitMissing."""
    for name, limit, days in limits:
        if days and not limit:
            raise LimitMissing(name=name)


def check_exception(*, until: date, reason: str, today: date, most_days: int) -> None:
    """Raises ExceptionInThePast, ExceptionTooLong or ExceptionWithoutReason."""
    if until < today:
        raise ExceptionInThePast(until=until)
    last = today + timedelta(days=most_days)
    if until > last:
        raise ExceptionTooLong(until=until, last=last)
    if not reason.strip():
        raise ExceptionWithoutReason
