"""Keeps the processes of one installation alive, and ends them together.

The children are tied to the supervisor by the kernel (see ``offspring``) and hold its lock on the
data folder, so a second supervisor waits until the last of them is gone.
"""

import logging
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from baogong.plumbing.postgres.cluster import Cluster
from baogong.plumbing.processes.folder import CannotRun, FolderLock
from baogong.plumbing.processes.offspring import spawn

logger = logging.getLogger(__name__)

LOOK_SECONDS = 0.2
STOP_SECONDS = 15.0
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
HEALTHY_SECONDS = 60.0


@dataclass(slots=True)
class Backoff:
    """How long to wait before the next start: doubled by every quick death, forgotten after one
    healthy minute. Times are seconds of the monotonic clock."""

    deaths: int = 0
    started_at: float = 0.0
    due_at: float = 0.0

    def note_start(self, now: float) -> None:
        self.started_at = now

    def note_death(self, now: float) -> None:
        if now - self.started_at > HEALTHY_SECONDS:
            self.deaths = 0
        pause = min(FIRST_PAUSE_SECONDS * 2**self.deaths, LONGEST_PAUSE_SECONDS)
        self.deaths += 1
        self.due_at = now + pause


class Child:
    """A process of this package (``web``, ``worker``) that runs as long as the supervisor."""

    def __init__(self, name: str, *arguments: str) -> None:
        self.name = name
        self.command = process_command(name, *arguments)
        self.backoff = Backoff()
        self.process: subprocess.Popen[bytes] | None = None

    def look(self, now: float, *, lock: FolderLock) -> None:
        """Start it if it is due; note its death."""
        if self.process is not None and self.process.poll() is not None:
            self.backoff.note_death(now)
            logger.error(
                "a process ended and is started again",
                extra={"role": self.name, "code": self.process.returncode},
            )
            self.process = None
        if self.process is None and now >= self.backoff.due_at:
            self.backoff.note_start(now)
            self.process = spawn(
                self.command, death_signal=signal.SIGKILL, keep=(lock.descriptor,)
            )


class Supervisor:
    """The loop over the database and the children. ``run`` returns after SIGTERM or SIGINT."""

    def __init__(
        self, children: Sequence[Child], *, lock: FolderLock, cluster: Cluster | None
    ) -> None:
        self.children = children
        self.lock = lock
        self.cluster = cluster
        self._database_backoff = Backoff()
        self._database_is_up = True

    def run(self) -> None:
        try:
            while True:
                self._look()
                time.sleep(LOOK_SECONDS)
        except Stopped:
            logger.info("stopping")
        finally:
            self._stop_children()

    def _look(self) -> None:
        self._look_at_database(time.monotonic())
        for child in self.children:
            child.look(time.monotonic(), lock=self.lock)

    def _look_at_database(self, now: float) -> None:
        cluster, backoff = self.cluster, self._database_backoff
        if cluster is None or cluster.is_alive():
            return
        if self._database_is_up:
            logger.error("PostgreSQL ended and is started again")
            self._database_is_up = False
            backoff.note_death(now)
        if now >= backoff.due_at:
            backoff.note_start(now)
            self._database_is_up = self._starts(cluster)
            if not self._database_is_up:
                backoff.note_death(now)

    def _starts(self, cluster: Cluster) -> bool:
        try:
            cluster.start()
        except CannotRun as error:
            logger.error("PostgreSQL cannot start", extra={"reason": str(error)})
            return False
        return True

    def _stop_children(self) -> None:
        running = [child.process for child in self.children if child.process]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


class Stopped(BaseException):
    """Somebody asked the supervisor to stop."""


def stop_on_signals() -> None:
    """Raise Stopped at the first SIGTERM or SIGINT; later ones do not disturb the stopping."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _raise_stopped)


def _raise_stopped(*_: object) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    raise Stopped


def process_command(name: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "baogong.plumbing.processes", name, *arguments]
