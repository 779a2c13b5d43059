"""What doors owe of orders that are to be paid by now (R40)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from baogong.apps.money.queries import DoorBalance, Side, door_balances, money_of_doors
from baogong.apps.ordering.models import Order
from baogong.apps.places.models import Place
from baogong.apps.places.queries import setting_by_place
from baogong.apps.places.settings import PAY_FIRST


def due_balances(*, within: Sequence[Place], small_fen: int, now: datetime) -> list[DoorBalance]:
    """Doors within places that owe more than ``small_fen`` of what is due, as one walks.

    What an order costs is due from its delivery day on, or at once where its estate pays first.
    Two queries, and up to three where something is not due yet.
    """
    owing = door_balances(within=within, side=Side.OWING, small_fen=small_fen)
    later = later_orders([row.id for row in owing], now=now)
    money = money_of_doors(later) if later else {}
    due = (
        replace(row, fen=row.fen - sum(map(money[row.id].owed, later[row.id])))
        if row.id in later
        else row
        for row in owing
    )
    return [row for row in due if row.fen > small_fen]


def later_orders(doors: Collection[int], *, now: datetime) -> dict[int, list[int]]:
    """By door, its orders that are not due yet. One query, and one where there are any."""
    rows = (
        Order.objects.live()
        .filter(household__in=doors, round__delivery_date__gt=timezone.localdate(now))
        .select_related("round__estate")
    )
    found = list(rows)
    estates = {row.round.estate for row in found}
    pays_first = setting_by_place(PAY_FIRST, places=estates, at=now) if estates else {}
    later: dict[int, list[int]] = defaultdict(list)
    for row in found:
        if not pays_first[row.round.estate_id]:
            later[row.household_id].append(row.pk)
    return later
