"""A whole ``baogong serve`` in a process of its own, and a look at its process tree."""

import json
import os
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

UNCHECKED = ssl._create_unverified_context()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "baogong.cli.main", *(str(word) for word in words)]


def environment(data_dir: Path, **more: str) -> dict[str, str]:
    """Ours without what points at the tests' own database and spares them static files."""
    not_ours = {"DATABASE_URL", "BAOGONG_TESTING"}
    ours = {key: value for key, value in os.environ.items() if key not in not_ours}
    return {**ours, "BAOGONG_DATA": str(data_dir), **more}


def baogong(data_dir: Path, *words: object, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one subcommand to its end."""
    return subprocess.run(
        command(*words),
        env=environment(data_dir, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@dataclass(frozen=True, slots=True)
class Process:
    pid: int
    parent: int
    title: str


def all_processes() -> dict[int, Process]:
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                status = (entry / "stat").read_text().rpartition(")")[2].split()
                title = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if status[0] != "Z":
                found[int(entry.name)] = Process(int(entry.name), int(status[1]), title)
    return found


def alive(pids: set[int]) -> set[int]:
    return pids & set(all_processes())


class Installation:
    """``baogong serve`` on a data folder and a free port."""

    def __init__(self, data_dir: Path, *options: object) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self.options = options
        self.scheme = "https" if options else "http"
        self.process = self.start()

    def start(self) -> subprocess.Popen[bytes]:
        with (self.data_dir / "serve.log").open("ab") as log:
            self.process = subprocess.Popen(
                command("serve", "--port", self.port, *self.options),
                env=environment(self.data_dir),
                stdout=log,
                stderr=log,
            )
        return self.process

    @property
    def log(self) -> str:
        return (self.data_dir / "serve.log").read_text()

    def health(self) -> int:
        """The status of /healthz; 0 when nobody answers."""
        url = f"{self.scheme}://127.0.0.1:{self.port}/healthz"
        try:
            with urllib.request.urlopen(url, timeout=5, context=UNCHECKED) as answer:
                assert json.load(answer) == {"database": "ok"}
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def wait_until_healthy(self, *, seconds: float = 180) -> None:
        deadline = time.monotonic() + seconds
        while self.health() != 200:
            assert self.process.poll() is None, self.log
            assert time.monotonic() < deadline, self.log
            time.sleep(0.1)

    def tree(self) -> dict[int, Process]:
        """Every living process below the supervisor, and itself."""
        everything = all_processes()
        found = {self.process.pid}
        grown = True
        while grown:
            below = {pid for pid, process in everything.items() if process.parent in found}
            grown = not below <= found
            found |= below
        return {pid: everything[pid] for pid in found if pid in everything}

    def members(self, role: str) -> set[int]:
        """The processes of one role: ``web main``, ``web worker``, ``worker``, ``sweeper``,
        ``postmaster``."""
        return {pid for pid, process in self.tree().items() if self._role(process) == role}

    def _role(self, process: Process) -> str:
        if "baogong.plumbing.processes" in process.title:
            name = process.title.split("baogong.plumbing.processes", 1)[1].split()[0]
            place = "main" if process.parent == self.process.pid else "worker"
            return f"web {place}" if name == "web" else name
        # Not by its parent alone: what the supervisor is about to start is its child, too.
        postgres = Path(process.title.split(" ", 1)[0]).name == "postgres"
        return "postmaster" if postgres and process.parent == self.process.pid else ""

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(40)
