"""The one place that takes row locks: always evaluated, always in the order of the keys."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.core.exceptions import EmptyResultSet, ObjectDoesNotExist
from django.db import OperationalError, connection, models
from django.db.models import QuerySet
from django.utils.translation import gettext_noop
from psycopg.errors import DeadlockDetected, LockNotAvailable

from baogong.values.errors import DomainError

LOCK_TIMEOUT_MS = 3000

ModelT = TypeVar("ModelT", bound=models.Model)


class Busy(DomainError):
    """Others hold the rows for longer than one waits. Nothing was written."""

    code = "busy"
    message = gettext_noop("Many people are at this just now. Wait a moment and send it again.")


def set_lock_timeout() -> None:
    """Let this transaction give up waiting for a row after three seconds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{LOCK_TIMEOUT_MS}ms"])


def lock_rows(
    rows: QuerySet[ModelT], *, keys: Iterable[int], shared: bool = False
) -> dict[int, ModelT]:
    """Lock the rows of ``keys`` in ascending order and return those that there are, by key.

    ``shared`` holds off writers only (FOR SHARE); else FOR NO KEY UPDATE, which lets others
    insert rows that point at these. Must run inside a transaction. Raises Busy.
    """
    set_lock_timeout()
    wanted = rows.filter(pk__in=sorted(set(keys))).order_by("pk")
    with _busy_when_it_takes_too_long():
        if shared:
            return {row.pk: row for row in _for_share(wanted)}
        return {row.pk: row for row in wanted.select_for_update(of=("self",), no_key=True)}


def lock_one(rows: QuerySet[ModelT], *, key: int) -> ModelT:
    """Lock one row. Raises ObjectDoesNotExist or Busy."""
    found = lock_rows(rows, keys=[key])
    if key not in found:
        raise ObjectDoesNotExist(f"{rows.model.__name__} {key}")
    return found[key]


def lock_name(name: str) -> None:
    """Let one transaction at a time do what ``name`` stands for, where no row can be locked.

    Raises Busy.
    """
    set_lock_timeout()
    with _busy_when_it_takes_too_long(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


@contextmanager
def _busy_when_it_takes_too_long() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable | DeadlockDetected):
            raise Busy from error
        raise


def _for_share(rows: QuerySet[ModelT]) -> Iterable[ModelT]:
    """The rows under FOR SHARE, which the ORM cannot say: a raw query over its own SQL."""
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return ()
    return rows.model._default_manager.raw(f"{sql} FOR SHARE", params)
