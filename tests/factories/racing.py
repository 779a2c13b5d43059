"""Several people at once, each on a database connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, current_thread, local, main_thread
from typing import Any

import pytest
from django.db import IntegrityError, connection

from baogong.plumbing import locks
from baogong.values.errors import DomainError

RACERS = 6  # the test process has eight connections
PATIENCE_MS = 60_000  # a busy machine makes racers slow, and then nobody is to be turned away
MEETING_SECONDS = 20


def race(*acts: Callable[[], Any], waits_ms: int = PATIENCE_MS) -> list[Any]:
    """Run the acts at once; their answers, refusals of the domain and the database included.

    Each waits ``waits_ms`` for a lock.
    """

    def run(act: Callable[[], Any]) -> Any:
        try:
            return act()
        except (DomainError, IntegrityError) as error:
            return error
        finally:
            connection.close()

    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(max_workers=len(acts)) as pool:
        patch.setattr(locks, "LOCK_TIMEOUT_MS", waits_ms)
        return list(pool.map(run, acts))


class Meeting:
    """Where racers wait for each other, each of them once; then ``held``.

    Nobody fails for those who do not come, and the test itself passes by.
    """

    def __init__(self, racers: int) -> None:
        self.held = False
        self._all = Barrier(racers, action=self._hold, timeout=MEETING_SECONDS)
        self._mine = local()

    def come(self) -> None:
        if current_thread() is not main_thread() and not hasattr(self._mine, "came"):
            self._mine.came = True
            with suppress(BrokenBarrierError):
                self._all.wait()

    def _hold(self) -> None:
        self.held = True


def without_row_locks(rows, *, keys, shared=False):
    """What ``locks.lock_rows`` returns, with nothing locked."""
    return {row.pk: row for row in rows.filter(pk__in=list(keys))}
