"""What moved on every account in a stretch of time, and what stood on it before and after."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from baogong.apps.money.enums import AccountKind
from baogong.apps.places.models import Place

# Doors stand as one account unless each is asked for. What is written down of a time after it is
# counted once, at its debit.
_ACCOUNTS = """
    SELECT account.kind,
           min(CASE WHEN account.kind <> 'household' THEN coalesce(person.name, supplier.name, '')
                    WHEN %(each_door)s THEN place.label ELSE '' END) AS holder,
           count(DISTINCT account.id),
           coalesce(sum(side.fen) FILTER (WHERE occurred_at < %(since)s), 0)::bigint,
           coalesce(sum(side.fen) FILTER (WHERE occurred_at >= %(since)s AND fen > 0), 0)::bigint,
           coalesce(-sum(side.fen) FILTER (WHERE occurred_at >= %(since)s AND fen < 0), 0)::bigint,
           count(*) FILTER (WHERE fen > 0 AND occurred_at >= %(since)s
                              AND recorded_at >= %(until)s)
      FROM places_place place
      JOIN money_account account ON account.place_id = place.id
      LEFT JOIN accounts_user person ON person.id = account.person_id
      LEFT JOIN suppliers_supplier supplier ON supplier.id = account.supplier_id
      JOIN (SELECT debit_id AS account_id, posting_id, fen FROM money_transfer
            UNION ALL
            SELECT credit_id, posting_id, -fen FROM money_transfer) side
        ON side.account_id = account.id
      JOIN money_posting posting
        ON posting.id = side.posting_id AND posting.occurred_at < %(until)s
     WHERE starts_with(place.path, %(path)s)
     GROUP BY account.kind,
              CASE WHEN account.kind <> 'household' OR %(each_door)s THEN account.id END
     ORDER BY array_position(%(kinds)s::text[], account.kind::text), min(place.sort_key), holder
"""


@dataclass(frozen=True, slots=True)
class AccountLine:
    """In fen, what stood on an account, what was debited and credited, and what stood on it then.

    ``holder``: the person, the shop or the door that it is of; empty where it is the estate's, or
    all ``accounts`` of doors together.
    """

    kind: AccountKind
    holder: str
    accounts: int
    opening_fen: int
    debit_fen: int
    credit_fen: int

    @property
    def closing_fen(self) -> int:
        return self.opening_fen + self.debit_fen - self.credit_fen


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """Every account of an estate that ever moved. Openings and closings add up to zero, and
    debits to credits. ``late``: moves of this time that were written down when it was over."""

    lines: tuple[AccountLine, ...]
    late: int

    @property
    def opening_fen(self) -> int:
        return sum(line.opening_fen for line in self.lines)

    @property
    def debit_fen(self) -> int:
        return sum(line.debit_fen for line in self.lines)

    @property
    def credit_fen(self) -> int:
        return sum(line.credit_fen for line in self.lines)

    @property
    def closing_fen(self) -> int:
        return sum(line.closing_fen for line in self.lines)

    @property
    def balanced(self) -> bool:
        return not (self.opening_fen or self.closing_fen)


def trial_balance(
    *, estate: Place, since: datetime, until: datetime, each_door: bool = False
) -> TrialBalance:
    """The accounts from ``since`` until before ``until``, by when things happened. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            _ACCOUNTS,
            {
                "path": estate.path,
                "since": since,
                "until": until,
                "each_door": each_door,
                "kinds": AccountKind.values,
            },
        )
        rows = cursor.fetchall()
    lines = tuple(AccountLine(AccountKind(kind), *facts) for kind, *facts, _late in rows)
    return TrialBalance(lines, late=sum(late for *_, late in rows))
