"""Balances: what was debited less what was credited."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db import connection

from baogong.apps.money.enums import AccountKind
from baogong.apps.places.models import Place

_BALANCES = """
    SELECT account.{key}, coalesce(sum(moved.fen), 0)::bigint
      FROM money_account account
      LEFT JOIN LATERAL (
           SELECT sum(fen) AS fen FROM money_transfer WHERE debit_id = account.id
           UNION ALL
           SELECT -sum(fen) FROM money_transfer WHERE credit_id = account.id
      ) moved ON true
     WHERE {where}
     GROUP BY account.{key}
"""


_BOOKS = """
    SELECT estate_id, kind, coalesce(sum(fen) FILTER (WHERE fen > 0), 0)::bigint,
           coalesce(sum(fen) FILTER (WHERE fen < 0), 0)::bigint
      FROM (SELECT estate.id AS estate_id, account.kind,
                   coalesce((SELECT sum(fen) FROM money_transfer WHERE debit_id = account.id), 0)
                 - coalesce((SELECT sum(fen) FROM money_transfer WHERE credit_id = account.id), 0)
                   AS fen
              FROM places_place estate
              JOIN places_place place ON starts_with(place.path, estate.path)
              JOIN money_account account ON account.place_id = place.id
             WHERE estate.id = ANY(%s)) balances
     GROUP BY estate_id, kind
"""


@dataclass(slots=True)
class EstateBooks:
    """An estate's balances by kind, in fen; they sum to zero.

    ``owed_fen`` is what its doors owe, ``credit_fen`` what others of them have to their credit.
    """

    balances: dict[AccountKind, int] = field(default_factory=dict)
    owed_fen: int = 0
    credit_fen: int = 0

    def add(self, kind: AccountKind, above: int, below: int) -> None:
        self.balances[kind] = above + below
        if kind is AccountKind.HOUSEHOLD:
            self.owed_fen, self.credit_fen = above, -below

    @property
    def cash_fen(self) -> int:
        return self.balances.get(AccountKind.CASH, 0)

    @property
    def safe_fen(self) -> int:
        return self.balances.get(AccountKind.SAFE, 0)

    @property
    def advance_fen(self) -> int:
        """Start money that the estate has to give back."""
        return -self.balances.get(AccountKind.ADVANCE, 0)

    @property
    def bank_fen(self) -> int:
        return self.balances.get(AccountKind.BANK, 0)

    @property
    def provider_fen(self) -> int:
        return self.balances.get(AccountKind.PROVIDER, 0)

    @property
    def refunding_fen(self) -> int:
        """What is on its way back to phones."""
        return -self.balances.get(AccountKind.REFUNDING, 0)

    @property
    def group_buy_fen(self) -> int:
        return self.balances.get(AccountKind.GROUP_BUY, 0)


def household_balances(doors: Collection[int]) -> dict[int, int]:
    """By door: what it owes in fen; below 0 it has a credit. 0 where nothing moved. One query."""
    statement = _BALANCES.format(
        key="place_id", where="account.kind = %s AND account.place_id = ANY(%s)"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [AccountKind.HOUSEHOLD, list(doors)])
        found = dict(cursor.fetchall())
    return {door: found.get(door, 0) for door in doors}


def account_balance(account_id: int) -> int:
    """One query."""
    with connection.cursor() as cursor:
        cursor.execute(_BALANCES.format(key="id", where="account.id = %s"), [account_id])
        [(_, fen)] = cursor.fetchall()
    return int(fen)


def balance_of(kind: AccountKind, place_id: int) -> int:
    """Of the accounts of a kind that lie with a place itself; 0 where none was opened. One
    query."""
    statement = _BALANCES.format(
        key="place_id", where="account.kind = %s AND account.place_id = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [kind, place_id])
        return sum(int(fen) for _, fen in cursor.fetchall())


def balances_of(kind: AccountKind) -> dict[int, int]:
    """By place, what lies on its accounts of a kind, where that is not 0. One query."""
    statement = _BALANCES.format(key="place_id", where="account.kind = %s")
    with connection.cursor() as cursor:
        cursor.execute(statement, [kind])
        return {place_id: int(fen) for place_id, fen in cursor.fetchall() if fen}


def cash_of(*, person_id: int) -> int:
    """All cash that somebody holds, for whatever estate. One query."""
    statement = _BALANCES.format(
        key="person_id", where="account.kind = %s AND account.person_id = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [AccountKind.CASH, person_id])
        return sum(int(fen) for _, fen in cursor.fetchall())


def estate_books(estates: Sequence[Place]) -> dict[int, EstateBooks]:
    """By estate, what lies where. One query over all of them."""
    with connection.cursor() as cursor:
        cursor.execute(_BOOKS, [[estate.pk for estate in estates]])
        rows = cursor.fetchall()
    books = {estate.pk: EstateBooks() for estate in estates}
    for estate_id, kind, above, below in rows:
        books[estate_id].add(AccountKind(kind), above, below)
    return books
