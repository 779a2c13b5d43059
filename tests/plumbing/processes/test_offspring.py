"""Children that die with their parent."""

import signal
import threading

import pytest

from baogong.plumbing.processes.offspring import spawn


def test_a_child_runs_its_command_and_its_code_comes_back() -> None:
    child = spawn(["/bin/sh", "-c", "exit 7"], death_signal=signal.SIGKILL)
    assert child.wait() == 7


def test_a_thread_may_not_start_one_because_it_would_die_with_the_thread() -> None:
    refused: list[str] = []

    def start() -> None:
        with pytest.raises(RuntimeError, match="main thread"):
            spawn(["/bin/true"], death_signal=signal.SIGKILL)
        refused.append("yes")

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    assert refused == ["yes"]
