"""Where a rush queues: orders that wait at the same moment are decided and committed as a group.

One committer per web process, with one connection of its own. While it commits one group the next
one gathers, so nobody waits for a group to fill. Nothing is kept here that an answer depends on: a
process that dies takes with it only what nobody was told, and the same key sent again is the same
order.
"""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from queue import Empty, Full, Queue
from threading import Lock, Thread

from django.db import connection
from django.utils import timezone

from baogong.apps.ordering.intents import Decision, OrderIntent
from baogong.apps.ordering.services.decide import decide_orders
from baogong.plumbing.locks import Busy

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 100
MOST_WAITING = 2000
PATIENCE_SECONDS = 20
Decide = Callable[..., list[Decision]]


class Intake:
    """Takes intents of many threads and decides those that wait together."""

    def __init__(self, decide: Decide = decide_orders) -> None:
        self._decide = decide
        self._waiting: Queue[tuple[OrderIntent, Future[Decision]]] = Queue(MOST_WAITING)
        self._starting = Lock()
        self._committer: Thread | None = None

    def ask(self, intent: OrderIntent) -> Decision:
        """The decision on an intent, once it is committed.

        The caller's own connection goes back to the pool first: one that is held while waiting is
        missing to the committer. Raises Busy when too many wait, or for too long; the intent may
        be decided all the same, and sending it again then gives that answer.
        """
        if connection.in_atomic_block:
            raise RuntimeError("an order that waits for its group must not hold a transaction")
        connection.close()
        self._start()
        answer: Future[Decision] = Future()
        try:
            self._waiting.put_nowait((intent, answer))
            return answer.result(timeout=PATIENCE_SECONDS)
        except (Full, TimeoutError):
            raise Busy from None

    def _start(self) -> None:
        """At the first order, so that it lives in the worker and not in the process it is made
        from; and again should it ever end."""
        with self._starting:
            if self._committer is None or not self._committer.is_alive():
                self._committer = Thread(target=self._commit, name="intake", daemon=True)
                self._committer.start()

    def _commit(self) -> None:
        while True:
            group = [self._waiting.get()]
            try:
                while len(group) < MOST_AT_ONCE:
                    group.append(self._waiting.get_nowait())
            except Empty:
                pass
            self._settle(group)

    def _settle(self, group: Sequence[tuple[OrderIntent, Future[Decision]]]) -> None:
        """Decide a group; where that fails, one by one, so that a bad one sinks no other."""
        try:
            decisions = self._decide([intent for intent, _ in group], now=timezone.now())
        except Exception as error:
            connection.close()  # it may be broken
            if len(group) == 1:
                group[0][1].set_exception(error)
                return
            logger.warning("%s orders are decided one by one", len(group), exc_info=error)
            for one in group:
                self._settle([one])
        else:
            for (_, answer), decision in zip(group, decisions, strict=True):
                answer.set_result(decision)


intake = Intake()
