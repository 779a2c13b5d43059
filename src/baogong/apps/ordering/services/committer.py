"""Where a rush queues: orders that wait at the same moment are decided and committed as a group.

Each web process has one committer with one connection of its own. While it commits one group the
next one gathers. Nothing is kept here that an answer depends on: a process that dies takes with it
only what nobody was told, and the same key sent again is the same order.
"""

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Lock, Thread
from time import monotonic, sleep

from django.db import connection
from django.utils import timezone

from baogong.apps.ordering.intents import Decision, OrderIntent
from baogong.apps.ordering.services.decide import decide_orders
from baogong.plumbing.locks import Busy
from baogong.plumbing.processes.threads import MAY_WAIT

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 20
IDLE_SECONDS = 5.0
# A group is full when nobody has come for so long, or when it gathered for so long. Without it the
# first of those who come at one moment is committed alone, and all others wait for that.
QUIET_SECONDS, GATHERING_SECONDS = 0.002, 0.05
SLOWED_SECONDS = 3
SLOWED_PLACES = MAY_WAIT // 8  # few: whoever is slowed takes a place from nobody for long

Waiting = tuple[OrderIntent, Future[Decision]]


class Intake:
    """Takes intents from many threads and decides together those that wait."""

    def __init__(self, *, places: int = MAY_WAIT, slowed_places: int = SLOWED_PLACES) -> None:
        self._places = BoundedSemaphore(places)
        self._slowed_places = BoundedSemaphore(slowed_places)
        self._waiting: SimpleQueue[Waiting] = SimpleQueue()
        self._starting = Lock()
        self._committer: Thread | None = None

    def ask(self, intent: OrderIntent, *, slowed: bool = False) -> Decision:
        """The decision on an intent, once it is committed; a ``slowed`` one lets others go first.

        The caller's own connection goes back to the pool first: connections that are held while
        waiting are missing to everybody else. Raises Busy at once when too many wait already, or
        when it takes too long; then the intent may be decided all the same, and sending it again
        gives that answer.
        """
        if connection.in_atomic_block:
            raise RuntimeError("whoever waits for a group must hold no transaction")
        with _place(self._places):
            connection.close()
            if slowed:
                with _place(self._slowed_places):
                    sleep(SLOWED_SECONDS)
            return self._decision(intent)

    @property
    def waiting(self) -> int:
        """About how many of this process wait for the next group."""
        return self._waiting.qsize()

    def _decision(self, intent: OrderIntent) -> Decision:
        answer: Future[Decision] = Future()
        self._waiting.put((intent, answer))
        self._start()
        try:
            return answer.result(timeout=PATIENCE_SECONDS)
        except TimeoutError:
            raise Busy from None

    def _start(self) -> None:
        with self._starting:
            if self._committer is None or not self._committer.is_alive():
                self._committer = Thread(target=self._commit, name="committer", daemon=True)
                self._committer.start()

    def _commit(self) -> None:
        """Settle group after group; end when nobody has come for a while."""
        while True:
            try:
                group = [self._waiting.get(timeout=IDLE_SECONDS)]
            except Empty:
                with self._starting:
                    if self._waiting.empty():  # nobody was put in since
                        connection.close()
                        self._committer = None
                        return
                continue
            deadline = monotonic() + GATHERING_SECONDS
            with suppress(Empty):
                while True:
                    left = max(deadline - monotonic(), 0)
                    group.append(self._waiting.get(timeout=min(left, QUIET_SECONDS)))
            self._settle(group)

    def _settle(self, group: Sequence[Waiting]) -> None:
        """Decide a group; where that fails, one by one, so that a bad one sinks no other.

        Rows that others hold for seconds are nobody's fault: then all are told at once, since each
        by itself would wait for them as long.
        """
        try:
            decisions = decide_orders([intent for intent, _ in group], now=timezone.now())
        except Exception as error:  # noqa: BLE001 - whoever waits must hear of it
            connection.close()  # it may be broken
            if len(group) > 1 and not isinstance(error, Busy):
                logger.warning("%s orders are decided one by one: %s", len(group), error)
                for one in group:
                    self._settle([one])
                return
            for _, answer in group:
                answer.set_exception(error)
        else:
            for (_, answer), decision in zip(group, decisions, strict=True):
                answer.set_result(decision)


@contextmanager
def _place(places: BoundedSemaphore) -> Iterator[None]:
    """One of the places, held meanwhile. Raises Busy when all are taken."""
    if not places.acquire(blocking=False):
        raise Busy
    try:
        yield
    finally:
        places.release()


intake = Intake()
