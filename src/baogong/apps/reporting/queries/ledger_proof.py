"""Whether the ledger says of households what orders, reports and payments say themselves."""

from dataclasses import dataclass

from django.db import connection

from baogong.apps.money.enums import AccountKind
from baogong.apps.reporting.models import LedgerProof

MOST_DIFFERENCES = 1000

# What each row that moves money of a household should have moved, and of which order, from the
# row alone.
_SAID = """
    SELECT 'ordering.order' AS source_type, id AS source_id, household_id AS door_id,
           total_fen::bigint AS fen, id AS order_id
      FROM ordering_order WHERE canceled_at IS NULL
    UNION ALL
    SELECT 'tickets.ticket', ticket.id, o.household_id, -ticket.refund_fen, o.id
      FROM tickets_ticket ticket JOIN ordering_order o ON o.id = ticket.order_id
     WHERE ticket.refund_fen IS NOT NULL
    UNION ALL
    SELECT 'money.payment', id, household_id, CASE WHEN is_back THEN fen ELSE -fen END, order_id
      FROM money_payment
    UNION ALL
    SELECT 'sorting.weighedline', weighed.id, o.household_id, weighed.difference_fen, o.id
      FROM sorting_weighedline weighed
      JOIN sorting_bagline line ON line.id = weighed.bag_line_id
      JOIN ordering_orderline ordered ON ordered.id = line.order_line_id
      JOIN ordering_order o ON o.id = ordered.order_id
    UNION ALL
    SELECT 'sorting.cut', cut.id, o.household_id, -cut.fen, o.id
      FROM sorting_cut cut JOIN ordering_order o ON o.id = cut.order_id
     WHERE cut.outcome = 'refund'
    UNION ALL
    SELECT 'money.purchase', id, household_id, fen, NULL
      FROM money_purchase WHERE reversed_at IS NULL
"""

_POSTED = """
    SELECT posting.source_type, posting.source_id, account.place_id AS door_id,
           sum(side.fen)::bigint AS fen, max(posting.order_id) AS order_id
      FROM money_account account
      JOIN (SELECT debit_id AS account_id, posting_id, fen FROM money_transfer
            UNION ALL
            SELECT credit_id, posting_id, -fen FROM money_transfer) side
        ON side.account_id = account.id
      JOIN money_posting posting ON posting.id = side.posting_id
     WHERE account.kind = %(household)s
     GROUP BY posting.source_type, posting.source_id, account.place_id
    HAVING sum(side.fen) <> 0
"""

_DIFFERENCES = f"""
    SELECT source_type, source_id, door_id, coalesce(said.fen, 0), coalesce(posted.fen, 0)
      FROM (SELECT * FROM ({_SAID}) rows WHERE fen <> 0) said
      FULL JOIN ({_POSTED}) posted USING (source_type, source_id, door_id)
     WHERE coalesce(said.fen, 0) <> coalesce(posted.fen, 0)
        OR said.order_id IS DISTINCT FROM posted.order_id
     ORDER BY source_type, source_id
     LIMIT %(most)s
"""  # noqa: S608 - three constants of this module

_SUM = """
    SELECT (SELECT coalesce(sum(balance), 0)::bigint
              FROM (SELECT sum(fen) AS balance FROM money_transfer GROUP BY debit_id
                    UNION ALL
                    SELECT -sum(fen) FROM money_transfer GROUP BY credit_id) balances),
           (SELECT count(*) FROM money_posting)
"""


@dataclass(frozen=True, slots=True)
class LedgerDifference:
    """A row of which the ledger says ``posted_fen`` of a door, and the row ``said_fen``; where
    both say the same, they name different orders."""

    source: str
    source_id: int
    door_id: int
    said_fen: int
    posted_fen: int


@dataclass(frozen=True, slots=True)
class Books:
    """All balances added up, the rows that differ, at most 1,000, and how many postings stand."""

    sum_fen: int
    postings: int
    differences: tuple[LedgerDifference, ...]

    @property
    def balanced(self) -> bool:
        return not self.sum_fen and not self.differences


def look_at_books() -> Books:
    """Two queries over the whole ledger."""
    with connection.cursor() as cursor:
        cursor.execute(_SUM)
        [(sum_fen, postings)] = cursor.fetchall()
        cursor.execute(
            _DIFFERENCES, {"household": AccountKind.HOUSEHOLD, "most": MOST_DIFFERENCES}
        )
        rows = tuple(LedgerDifference(*row) for row in cursor.fetchall())
    return Books(sum_fen, postings, rows)


def last_proof() -> LedgerProof | None:
    """The latest night's. One query."""
    return LedgerProof.objects.order_by("-date").first()
