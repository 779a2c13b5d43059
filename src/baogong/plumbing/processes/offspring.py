"""Child processes that die with their parent, whatever kills it.

Run as a script, this file is the shim between the two: it takes on the child's identity, ties
itself to the parent and then becomes the command. A shim instead of ``preexec_fn``, which may
deadlock in a process with threads.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO

PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Identity:
    """The user and group that a child runs as; only root can choose one."""

    uid: int
    gid: int


def spawn(
    command: Sequence[str],
    *,
    death_signal: signal.Signals,
    identity: Identity | None = None,
    env: Mapping[str, str] | None = None,
    output: IO[bytes] | None = None,
    keep: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start ``command``, to which the kernel sends ``death_signal`` when this process ends.

    ``keep`` lists file descriptors that it inherits. Raises RuntimeError outside the main thread:
    the kernel sends the signal when the *thread* that made the child ends.
    """
    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError("children that die with their parent are started by the main thread")
    owner = f"{identity.uid}:{identity.gid}" if identity else ""
    shim = [sys.executable, "-I", "-S", __file__]
    return subprocess.Popen(
        [*shim, str(os.getpid()), str(int(death_signal)), owner, *command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        env=env,
        pass_fds=keep,
        start_new_session=True,  # Ctrl-C reaches the parent alone, which stops all in order
    )


def tie_to_parent(death_signal: int, *, parent: int) -> None:
    """Die of ``death_signal`` when the parent ends; at once if it has already ended."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def _become(argv: list[str]) -> None:
    parent, death_signal, owner, *command = argv
    if owner:
        uid, gid = (int(part) for part in owner.split(":"))
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    # After setuid, which would clear it.
    tie_to_parent(int(death_signal), parent=int(parent))
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    os.execvp(command[0], command)  # noqa: S606


if __name__ == "__main__":
    _become(sys.argv[1:])
