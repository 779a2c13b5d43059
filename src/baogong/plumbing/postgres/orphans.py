"""PostgreSQL processes of one cluster that outlived whoever started them.

All of them stand in the cluster's folder. The caller holds the lock on the data folder, so no
living program owns what is found here.
"""

import os
import signal
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

PROGRAMS = {"postgres", "postmaster"}
PATIENCE_SECONDS = {signal.SIGINT: 20, signal.SIGQUIT: 6, signal.SIGKILL: 10}


def processes_of(cluster: Path) -> list[int]:
    """The ids of the PostgreSQL processes that stand in ``cluster``."""
    if not cluster.exists():
        return []
    place = cluster.stat()
    return sorted(
        int(entry.name)
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and _stands_in(entry, place)
    )


def end_orphans(cluster: Path) -> int:
    """End every process of ``cluster``, gently first; return how many there were.

    A postmaster is asked for a clean shutdown. Busy backends whose postmaster was killed do not
    notice that, and hold the shared memory that a new postmaster needs: they are told to quit.
    """
    found = processes_of(cluster)
    postmasters = [pid for pid in found if _is_postmaster(pid)]
    for pids, sign in ((postmasters, signal.SIGINT), (found, signal.SIGQUIT)):
        if _ended(pids, sign, cluster=cluster):
            return len(found)
    _ended(processes_of(cluster), signal.SIGKILL, cluster=cluster)
    return len(found)


def _ended(pids: Sequence[int], sign: signal.Signals, *, cluster: Path) -> bool:
    """Signal the processes and wait; whether none of the cluster is left."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, sign)
    deadline = time.monotonic() + (PATIENCE_SECONDS[sign] if pids else 0)
    while processes_of(cluster):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _is_postmaster(pid: int) -> bool:
    """Its children show what they do (``postgres: checkpointer``) instead of their command."""
    try:
        title = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return not title.startswith(b"postgres: ")


def _stands_in(entry: Path, place: os.stat_result) -> bool:
    try:
        if (entry / "comm").read_text().strip() not in PROGRAMS:
            return False
        return os.path.samestat((entry / "cwd").stat(), place)
    except OSError:  # gone meanwhile, or somebody else's
        return False
