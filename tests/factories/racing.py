"""Several people at once, each on a database connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import IntegrityError, connection

from baogong.values.errors import DomainError

RACERS = 6  # the test process has eight connections


def race(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts at once; their answers, refusals of the domain and the database included."""

    def run(act: Callable[[], Any]) -> Any:
        try:
            return act()
        except (DomainError, IntegrityError) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(acts)) as pool:
        return list(pool.map(run, acts))


def without_row_locks(rows, *, keys, shared=False):
    """What ``locks.lock_rows`` returns, with nothing locked."""
    return {row.pk: row for row in rows.filter(pk__in=list(keys))}
