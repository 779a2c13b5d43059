"""Whether the ledger says of every account what the records of orders, payments, cash, floats and
shops say themselves."""

from dataclasses import dataclass

from django.db import connection

from baogong.apps.reporting.models import LedgerProof
from baogong.apps.reporting.queries.ledger_sql import GONE, SAID

MOST_DIFFERENCES = 1000

_POSTED = """
    SELECT posting.kind, posting.source_type, posting.source_id, posting.order_id,
           account.kind AS account, account.place_id, coalesce(account.person_id, 0) AS person_id,
           coalesce(account.supplier_id, 0) AS supplier_id, moved.fen
      FROM (SELECT posting_id, account_id, sum(fen)::bigint AS fen
              FROM (SELECT posting_id, debit_id AS account_id, fen FROM money_transfer
                    UNION ALL
                    SELECT posting_id, credit_id, -fen FROM money_transfer) side
             GROUP BY posting_id, account_id
            HAVING sum(fen) <> 0) moved
      JOIN money_posting posting ON posting.id = moved.posting_id
      JOIN money_account account ON account.id = moved.account_id
"""

_DIFFERENCES = f"""
    SELECT kind, source_type, source_id,
           array_remove(array_agg(DISTINCT CASE WHEN said.fen IS DISTINCT FROM posted.fen
                                                THEN account END), NULL),
           greatest(coalesce(sum(said.fen) FILTER (WHERE said.fen > 0), 0),
                    coalesce(-sum(said.fen) FILTER (WHERE said.fen < 0), 0))::bigint,
           greatest(coalesce(sum(posted.fen) FILTER (WHERE posted.fen > 0), 0),
                    coalesce(-sum(posted.fen) FILTER (WHERE posted.fen < 0), 0))::bigint
      FROM (SELECT * FROM ({SAID}) rows WHERE fen <> 0) said
      FULL JOIN ({_POSTED}) posted
     USING (kind, source_type, source_id, account, place_id, person_id, supplier_id)
     WHERE said.fen IS DISTINCT FROM posted.fen
        OR said.order_id IS DISTINCT FROM posted.order_id
     GROUP BY kind, source_type, source_id
     ORDER BY source_type, source_id, kind
     LIMIT %(most)s
"""  # noqa: S608 - constants of this package

_SUM = """
    SELECT (SELECT coalesce(sum(balance), 0)::bigint
              FROM (SELECT sum(fen) AS balance FROM money_transfer GROUP BY debit_id
                    UNION ALL
                    SELECT -sum(fen) FROM money_transfer GROUP BY credit_id) balances),
           (SELECT count(*) FROM money_posting)
"""


@dataclass(frozen=True, slots=True)
class LedgerDifference:
    """A record of which the ledger says something else than it does, as one ``kind`` of posting.

    ``accounts``: the kinds of the accounts of which they differ, with ``said_fen`` by the record
    and ``posted_fen`` by the ledger; none where they name different orders. Without a ``kind`` the
    record itself is gone, of which the audit log tells.
    """

    kind: str
    source: str
    source_id: int
    accounts: tuple[str, ...] = ()
    said_fen: int = 0
    posted_fen: int = 0


@dataclass(frozen=True, slots=True)
class Books:
    """All balances added up, the records that differ or are gone, at most 1,000 of each, and how
    many postings stand."""

    sum_fen: int
    postings: int
    differences: tuple[LedgerDifference, ...]

    @property
    def balanced(self) -> bool:
        return not self.sum_fen and not self.differences


def look_at_books() -> Books:
    """Three queries over the whole ledger."""
    most = {"most": MOST_DIFFERENCES}
    with connection.cursor() as cursor:
        cursor.execute(_SUM)
        [(sum_fen, postings)] = cursor.fetchall()
        cursor.execute(_DIFFERENCES, most)
        differ = [
            LedgerDifference(kind, source, source_id, tuple(accounts), *sums)
            for kind, source, source_id, accounts, *sums in cursor.fetchall()
        ]
        cursor.execute(GONE, most)
        gone = [LedgerDifference("", *record) for record in cursor.fetchall()]
    return Books(sum_fen, postings, (*differ, *gone))


def last_proof() -> LedgerProof | None:
    """The latest night's. One query."""
    return LedgerProof.objects.order_by("-date").first()
