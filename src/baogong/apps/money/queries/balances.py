"""Balances: what was debited less what was credited."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from baogong.apps.money.enums import AccountKind

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


@dataclass(frozen=True, slots=True)
class EstateBalance:
    """What lies in one kind of account of an estate, or is owed there, in all."""

    kind: AccountKind
    fen: int


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


def estate_balances(*, estate_path: str) -> list[EstateBalance]:
    """By kind, over the estate and its doors; they sum to zero. One query."""
    statement = _BALANCES.format(
        key="kind",
        where="account.place_id IN (SELECT id FROM places_place WHERE starts_with(path, %s))",
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [estate_path])
        found = dict(cursor.fetchall())
    return [EstateBalance(kind, found[kind]) for kind in AccountKind if kind in found]
