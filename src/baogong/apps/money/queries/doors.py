"""What the doors of an estate owe or have to their credit, and the cash in people's hands."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import connection

from baogong.apps.money.enums import AccountKind, CashSource
from baogong.apps.money.models import CashCount, Counting
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible
from baogong.apps.places.models import Place


class Side(StrEnum):
    """Which doors of a list: those that owe, or those that have a credit."""

    OWING = "owing"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True)
class DoorBalance:
    """A door that is not even: ``fen`` above 0 is owed, below 0 is its credit.

    ``since``: when it last ordered, paid or was credited.
    """

    id: int
    door: str
    building: str
    fen: int
    since: datetime


@dataclass(frozen=True, slots=True)
class CashRow:
    """Cash that somebody holds for an estate; ``count_id``: of a count that waits to be signed."""

    person_id: int
    name: str
    fen: int
    count_id: int | None


@dataclass(frozen=True, slots=True)
class CountRow(Counting):
    """A count of cash into the safe, or out of it. ``expected_fen`` is for the one who signs, not
    for the one who counts.

    ``holder`` is empty for cash of another source.
    """

    id: int
    estate_id: int
    source: CashSource
    holder: str
    is_out: bool
    counted_fen: int
    expected_fen: int
    counted_by_id: int
    counted_by: str
    counted_at: datetime
    signed_by: str
    signed_at: datetime | None
    why: str

    @property
    def from_elsewhere(self) -> bool:
        """It was in nobody's hands here, or goes there; ``why`` says who brought or takes it."""
        return self.source is not CashSource.HANDS

    @property
    def in_books(self) -> bool:
        """The books say how much it should be."""
        return not self.from_elsewhere and not self.is_out

    @property
    def whose(self) -> str:
        elsewhere = self.source.out_label if self.is_out else self.source.label
        return self.holder or str(elsewhere)


_DOORS = """
    SELECT door.id, door.label, building.label, moved.fen, moved.since
      FROM places_place door
      JOIN money_account account ON account.place_id = door.id AND account.kind = %(household)s
      JOIN places_place entrance ON entrance.id = door.parent_id
      JOIN places_place building
        ON building.id = CASE WHEN entrance.kind = 'entrance' THEN entrance.parent_id
                              ELSE entrance.id END
      CROSS JOIN LATERAL (
           SELECT sum(side.fen)::bigint AS fen, max(posting.occurred_at) AS since
             FROM (SELECT fen, posting_id FROM money_transfer WHERE debit_id = account.id
                   UNION ALL
                   SELECT -fen, posting_id FROM money_transfer WHERE credit_id = account.id) side
             JOIN money_posting posting ON posting.id = side.posting_id
      ) moved
     WHERE door.kind = 'household'
       AND EXISTS (SELECT FROM unnest(%(within)s::text[]) root
                    WHERE starts_with(door.path, root))
       AND moved.fen * %(sign)s > %(small)s
     ORDER BY door.sort_key
"""

_CASH = """
    SELECT person.id, person.name, moved.fen, counted.id
      FROM money_account account
      JOIN accounts_user person ON person.id = account.person_id
      CROSS JOIN LATERAL (
           SELECT coalesce((SELECT sum(fen) FROM money_transfer WHERE debit_id = account.id), 0)
                - coalesce((SELECT sum(fen) FROM money_transfer WHERE credit_id = account.id), 0)
                  AS fen
      ) moved
      LEFT JOIN money_cashcount counted
        ON counted.estate_id = account.place_id AND counted.holder_id = person.id
       AND counted.signed_at IS NULL AND counted.dropped_at IS NULL
     WHERE account.kind = %(cash)s AND account.place_id = %(estate)s
       AND (moved.fen <> 0 OR counted.id IS NOT NULL)
     ORDER BY moved.fen DESC, person.id
"""


def door_balances(*, within: Sequence[Place], side: Side, small_fen: int) -> list[DoorBalance]:
    """Doors within places whose balance is above ``small_fen``, as one walks. One query."""
    sign = 1 if side is Side.OWING else -1
    with connection.cursor() as cursor:
        cursor.execute(
            _DOORS,
            {
                "household": AccountKind.HOUSEHOLD,
                "within": [place.path for place in within],
                "sign": sign,
                "small": small_fen,
            },
        )
        return [DoorBalance(*row) for row in cursor.fetchall()]


def cash_rows(*, estate_id: int) -> list[CashRow]:
    """Who holds cash of an estate, the most first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_CASH, {"cash": AccountKind.CASH, "estate": estate_id})
        return [CashRow(pk, name, int(fen), count) for pk, name, fen, count in cursor.fetchall()]


def count_rows(*, estate_id: int, signed: bool) -> list[CountRow]:
    """Counts that wait for a second name, or the signed ones, the latest first. One query."""
    found = CashCount.objects.filter(estate=estate_id, dropped_at=None)
    rows = found.filter(signed_at__isnull=not signed).select_related(
        "holder", "counted_by", "signed_by"
    )
    return [
        CountRow(
            id=row.pk,
            estate_id=row.estate_id,
            source=CashSource(row.source),
            holder=row.holder.name if row.holder else "",
            is_out=row.is_out,
            counted_fen=row.counted_fen,
            expected_fen=row.expected_fen,
            counted_by_id=row.counted_by_id,
            counted_by=row.counted_by.name,
            counted_at=row.counted_at,
            signed_by=row.signed_by.name if row.signed_by else "",
            signed_at=row.signed_at,
            why=row.why,
        )
        for row in rows.order_by("-pk")
    ]


def count_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> CashCount:
    """A count of an estate in the viewer's care. Raises NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="estate__path")
    return only_visible(CashCount.objects.filter(inside), pk=pk)
