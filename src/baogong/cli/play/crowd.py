"""Many people at once: threads, each with a database connection of its own."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, SimpleQueue
from random import Random
from threading import Barrier
from typing import TypeVar

from django.db import connection

from baogong.plumbing.locks import Busy

TaskT = TypeVar("TaskT")
ResultT = TypeVar("ResultT")

MOST_ACTORS = 24
SPARE_CONNECTIONS = 4  # the main thread's own, and those of pages that are served meanwhile
PATIENCE_SECONDS = 60  # until every actor has its database connection
TRIES = 5  # of somebody who is told to wait a moment


def head_count() -> int:
    """As many actors as the pool has database connections for."""
    pool = connection.settings_dict["OPTIONS"]["pool"]
    return min(MOST_ACTORS, int(pool["max_size"]) - SPARE_CONNECTIONS)


def together(
    tasks: Iterable[TaskT], act: Callable[[TaskT], ResultT], *, random: Random
) -> tuple[list[ResultT], int]:
    """Let up to 24 people at once work off the tasks in shuffled order.

    Returns the results, and on how many database connections the work was done. An exception of
    one actor ends the scenario.
    """
    queue: SimpleQueue[TaskT] = SimpleQueue()
    shuffled = list(tasks)
    random.shuffle(shuffled)
    for task in shuffled:
        queue.put(task)
    heads = head_count()
    with ThreadPoolExecutor(max_workers=heads) as pool:
        everybody = Barrier(heads, timeout=PATIENCE_SECONDS)
        actors = [pool.submit(_work, queue, act, everybody) for _ in range(heads)]
        done = [actor.result() for actor in actors]
    results = [result for results, _ in done for result in results]
    return results, len({pid for _, pid in done})


def _work(
    queue: "SimpleQueue[TaskT]", act: Callable[[TaskT], ResultT], everybody: Barrier
) -> tuple[list[ResultT], int]:
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    everybody.wait()
    results = []
    try:
        while True:
            results.append(_sent_again(act, queue.get_nowait()))
    except Empty:
        return results, pid
    finally:
        connection.close()


def _sent_again(act: Callable[[TaskT], ResultT], task: TaskT) -> ResultT:
    """Act; who is told that many are at it sends it again, as the page asks them to."""
    for _ in range(TRIES - 1):
        with suppress(Busy):
            return act(task)
    return act(task)


def some(population: Sequence[TaskT], *, share: float, random: Random) -> list[TaskT]:
    """A random part of the population, at least one where there is any."""
    count = max(1, round(len(population) * share))
    return random.sample(population, min(count, len(population)))
