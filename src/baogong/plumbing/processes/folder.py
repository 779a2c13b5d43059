"""The data folder: where it is, whose it is, and the one lock on it."""

import fcntl
import os
import pwd
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

from baogong.plumbing.processes.offspring import Identity

DEFAULT_DATA_DIR = Path.home() / ".local/share/baogong"
DYING_TREE_SECONDS = 15


class CannotRun(Exception):
    """What keeps the program from running, and the cure, in one sentence for the operator."""


def data_dir() -> Path:
    """The data folder that BAOGONG_DATA names, absolute."""
    named = os.environ.get("BAOGONG_DATA", "").strip()
    return Path(named or DEFAULT_DATA_DIR).expanduser().absolute()


def become_owner(folder: Path) -> None:
    """When root works on a user's data folder: become that user, so that every file stays theirs.

    Raises CannotRun when the folder is somebody else's, or its owner cannot run this program.
    """
    identity = owner_of(folder)
    if identity is None or folder.stat().st_uid == 0:
        return
    owner = name_of(identity.uid) or identity.uid
    for path in (Path(sys.executable), Path(__file__).parent):
        if not can_reach(path, identity=identity):
            raise CannotRun(
                f"{folder} belongs to {owner}, who cannot enter {path}: install "
                "Baogong where that user can reach it, or give root a data folder of its own"
            )
    os.setgroups([])
    os.setgid(identity.gid)
    os.setuid(identity.uid)
    os.environ["HOME"] = str(folder)


def owner_of(folder: Path) -> Identity | None:
    """Who runs the database of ``folder``: None for ourselves, else an unprivileged user.

    PostgreSQL refuses to run as root, so root's own folders are served by ``nobody``.
    Raises CannotRun when the folder is somebody else's.
    """
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    status = folder.stat()
    if os.geteuid() != 0:
        if status.st_uid != os.geteuid():
            owner = name_of(status.st_uid) or status.st_uid
            raise CannotRun(
                f"{folder} belongs to {owner}: run this as that user, "
                "or set BAOGONG_DATA to a folder of your own"
            )
        return None
    if status.st_uid != 0:
        return Identity(uid=status.st_uid, gid=status.st_gid)
    nobody = pwd.getpwnam("nobody")
    return Identity(uid=nobody.pw_uid, gid=nobody.pw_gid)


def name_of(uid: int) -> str | None:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return None


def can_reach(path: Path, *, identity: Identity | None) -> bool:
    """Whether ``identity`` can enter the folder, or run the file, at ``path``."""
    if identity is None:
        return os.access(path, os.X_OK)
    asked = ["/bin/sh", "-c", 'test -x "$1"', "sh", str(path)]
    user = {"user": identity.uid, "group": identity.gid}
    answer = subprocess.run(asked, extra_groups=[], cwd="/", check=False, **user)  # type: ignore[call-overload]
    return bool(answer.returncode == 0)


class FolderLock:
    """One program at a time works on a data folder; the kernel frees the lock of a dead one.

    Children that inherit ``descriptor`` hold it too, so it guards the whole tree.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / "lock"
        self.descriptor = -1

    def take(self) -> Self:
        """Take the lock, waiting only for the remains of a killed program to die.

        Raises CannotRun when a living program holds it.
        """
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        deadline = time.monotonic() + DYING_TREE_SECONDS
        while not _locked(descriptor):
            holder = os.pread(descriptor, 20, 0).decode().strip()
            if _alive(holder) or time.monotonic() > deadline:
                os.close(descriptor)
                raise CannotRun(
                    f"Baogong already runs on {self.path.parent} (process {holder}): stop it first"
                )
            time.sleep(0.1)
        folder = self.path.parent.stat()
        if os.geteuid() == 0:
            os.fchown(descriptor, folder.st_uid, folder.st_gid)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        self.descriptor = descriptor
        return self

    def release(self) -> None:
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1

    def __enter__(self) -> Self:
        return self.take()

    def __exit__(self, *_: object) -> None:
        self.release()


def is_running(folder: Path) -> bool:
    """Whether a program holds the lock of ``folder`` now."""
    try:
        descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        return not _locked(descriptor)
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _alive(pid: str) -> bool:
    """Whether the process lives; one that we cannot tell counts as living."""
    if not pid.isdigit():
        return True
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return not status.rpartition(")")[2].startswith(" Z")
