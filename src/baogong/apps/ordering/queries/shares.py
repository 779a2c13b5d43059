"""Why a household got what it got, and who comes before it for the rest."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Sum

from baogong.apps.ordering.enums import Rule, ShareReason
from baogong.apps.ordering.models import DealShare, OrderLine, order_number

LINE = ("order", "listing", "quantity")

# A lot or the rule's classes decide within a deal, and go on to decide about what was left of it;
# whoever came later, or was dealt nothing yet, stands where they asked.
BEFORE = """
SELECT line.listing_id, (
    SELECT count(DISTINCT asked.household_id)
      FROM ordering_askline other
      JOIN ordering_ask asked ON asked.id = other.ask_id
      LEFT JOIN ordering_dealshare share
        ON share.line_id = other.id AND share.deal_id = last.deal_id
     WHERE other.listing_id = line.listing_id AND other.waiting > 0
       AND asked.household_id <> ask.household_id
       AND CASE WHEN last.deal_id IS NULL OR last.late THEN asked.occurred_at < ask.occurred_at
                ELSE (CASE WHEN last.rule = 'first' THEN share.asked_at ELSE last.asked_at END,
                      CASE WHEN last.rule = 'priority' THEN share.priority ELSE last.priority END,
                      share.place) < (last.asked_at, last.priority, last.place) END)
  FROM ordering_askline line
  JOIN ordering_ask ask ON ask.id = line.ask_id
  LEFT JOIN LATERAL (
    SELECT mine.*, deal.rule, deal.late
      FROM ordering_dealshare mine JOIN ordering_deal deal ON deal.id = mine.deal_id
     WHERE mine.line_id = line.id ORDER BY deal.id DESC LIMIT 1) last ON true
 WHERE line.ask_id = %s AND line.waiting > 0
"""


@dataclass(frozen=True, slots=True)
class ShareRow:
    """What a line got when ``supply`` was dealt out among ``doors`` that wanted ``asked`` in all.

    ``ahead``: it was asked for before the opening. ``place``: of its lot. ``lot_of``: the number
    that has the lot, where the door had asked under it before; ``to_door``: what the door got
    under that number, with this line. ``first``: a priority door. ``order``: the number of what
    came of it; empty where nothing was granted, or where the household had its most already.
    ``came``: fewer than were granted, where it had some of its most already.
    """

    deal_id: int
    rule: Rule
    late: bool
    supply: int
    doors: int
    asked: int
    dealt_at: datetime
    wanted: int
    granted: int
    why: ShareReason
    place: int
    lot_of: str
    to_door: int
    first: bool
    ahead: bool
    asked_at: datetime
    order: str
    came: int

    @property
    def enough(self) -> bool:
        """Whether everybody got all."""
        return self.asked <= self.supply


def shares_of_ask(*, ask_id: int) -> dict[int, list[ShareRow]]:
    """What an ask got, by listing, the first deal in front. Four queries."""
    shares = list(
        DealShare.objects.filter(line__ask=ask_id)
        .select_related("deal", "line__ask__round")
        .order_by("deal")
    )
    among = DealShare.objects.filter(deal__in=[share.deal_id for share in shares])
    sums = {
        row["deal"]: row
        for row in among.values("deal").annotate(
            doors=Count("lot_of", distinct=True), asked=Sum("wanted")
        )
    }
    door = among.filter(lot_of__in=[share.lot_of_id for share in shares])
    granted = door.values_list("deal", "lot_of").annotate(Sum("granted"))
    to_door = {(deal_id, ask_id): count for deal_id, ask_id, count in granted}
    came = _came(shares)
    rows: dict[int, list[ShareRow]] = defaultdict(list)
    for share in shares:
        facts = sums[share.deal_id] | {
            "to_door": to_door[share.deal_id, share.lot_of_id],
            "came": came.get((share.order_id, share.line.listing_id), 0),
        }
        rows[share.line.listing_id].append(_row(share, facts))
    return dict(rows)


def _came(shares: Iterable[DealShare]) -> dict[tuple[int | None, int], int]:
    """How many the orders were made of, by order and listing. One query."""
    lines = OrderLine.objects.filter(order__in=[share.order_id for share in shares])
    return {(pk, listing): count for pk, listing, count in lines.values_list(*LINE)}


def doors_before(*, ask_id: int) -> dict[int, int]:
    """How many doors come before an ask for what it still waits for, by listing. One query."""
    with connection.cursor() as cursor:
        cursor.execute(BEFORE, [ask_id])
        return dict(cursor.fetchall())


def ask_behind(*, order_id: int) -> str:
    """The number of the ask of which an order came; empty where it came of none. One query."""
    shares = DealShare.objects.filter(order=order_id).values_list("line__ask", flat=True)
    ask_id = shares.first()
    return order_number(ask_id) if ask_id else ""


def _row(share: DealShare, sums: Mapping[str, Any]) -> ShareRow:
    deal = share.deal
    return ShareRow(
        deal_id=deal.pk,
        rule=Rule(deal.rule),
        late=deal.late,
        supply=deal.supply,
        doors=sums["doors"],
        asked=sums["asked"],
        dealt_at=deal.dealt_at,
        wanted=share.wanted,
        granted=share.granted,
        why=ShareReason(share.why),
        place=share.place,
        lot_of=order_number(share.lot_of_id) if share.lot_of_id != share.line.ask_id else "",
        to_door=sums["to_door"],
        first=not share.priority,
        ahead=share.asked_at == share.line.ask.round.opens_at,
        asked_at=share.asked_at,
        order=order_number(share.order_id) if share.order_id else "",
        came=sums["came"],
    )
