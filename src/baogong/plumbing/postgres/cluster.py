"""The embedded PostgreSQL of a data folder: made at first start, ended with whoever started it."""

import logging
import os
import secrets
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Self

import psycopg
from psycopg import sql

from baogong.plumbing.postgres.binaries import STATE_DIR, bin_dir_for, open_folder
from baogong.plumbing.postgres.connection import DATABASE_NAME, DATABASE_USER, socket_dir
from baogong.plumbing.postgres.orphans import end_orphans
from baogong.plumbing.processes.folder import CannotRun, FolderLock, can_reach, name_of, owner_of
from baogong.plumbing.processes.offspring import Identity, spawn

logger = logging.getLogger(__name__)

LOCALES = ("C.UTF-8", "C")
REMINDER_SECONDS = 5.0
FIRST_PAUSE_SECONDS = 0.02
LONGEST_PAUSE_SECONDS = 0.5
STOP_SECONDS = 60
LOG_LIMIT_BYTES = 10 * 1024 * 1024
FAST_AND_LOSSY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Cluster:
    """One PostgreSQL server as a direct child of this process, on a Unix socket only.

    ``durable=False`` trades safety for speed and is for tests. ``lock`` is a lock on the data
    folder that the caller already holds; without one, ``start`` takes it and ``stop`` frees it.
    """

    def __init__(
        self, data_dir: Path, *, durable: bool = True, lock: FolderLock | None = None
    ) -> None:
        self.data_dir = data_dir
        self.durable = durable
        self.process: subprocess.Popen[bytes] | None = None
        self._own_lock = None if lock else FolderLock(data_dir)

    @property
    def folder(self) -> Path:
        return self.data_dir / "postgres"

    @property
    def log_path(self) -> Path:
        return self.data_dir / "postgres.log"

    def start(self) -> Self:
        """Start and return when a connection works; a long crash recovery is waited for.

        Raises CannotRun with the cure, or with the end of PostgreSQL's log.
        """
        identity = owner_of(self.data_dir)
        if self._own_lock:
            self._own_lock.take()
        try:
            self._clear_the_past()
            home = self._prepare(identity)
            self.process = self._launch(home, identity)
            self._wait_until_ready()
            self._ensure_database()
        except psycopg.OperationalError as error:  # killed right after its first answer
            self.stop()
            raise CannotRun(f"PostgreSQL ended while it started: {error}") from error
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """Shut down cleanly; a server that does not follow within a minute is ended by force."""
        if self.process and self.is_alive():
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                logger.warning("PostgreSQL did not stop in %d s; ending it", STOP_SECONDS)
        end_orphans(self.folder)
        if self.process:
            self.process.wait()
        if self._own_lock:
            self._own_lock.release()

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _clear_the_past(self) -> None:
        """End what a killed supervisor left over, and its pid file.

        Under our lock no server of this folder is alive after that, so a pid file is stale even
        when another process has been given its pid meanwhile.
        """
        if count := end_orphans(self.folder):
            logger.warning("ended %d PostgreSQL processes left over on %s", count, self.folder)
        (self.folder / "postmaster.pid").unlink(missing_ok=True)

    def _prepare(self, identity: Identity | None) -> Path:
        """Make cluster and socket folder if they are missing; return the cluster's real path."""
        programs = bin_dir_for(identity)
        if self.folder.is_symlink() and not self.folder.exists():
            raise CannotRun(
                f"the database of {self.data_dir} was in {self.folder.readlink()}, which is gone: "
                f"bring it back, or remove {self.folder} to begin with an empty one"
            )
        if not self.folder.exists():
            self._make_reachable(identity)
            draft = self.folder.resolve().with_name("postgres.new")
            shutil.rmtree(draft, ignore_errors=True)
            make_private(draft, identity=identity)
            initialise(draft, programs=programs, identity=identity)
            draft.rename(self.folder.resolve())
            logger.info("made a new database in %s", self.folder.resolve())
        make_private(self.sockets, identity=identity)
        return self.folder.resolve()

    @property
    def sockets(self) -> Path:
        return socket_dir(self.data_dir)

    def _make_reachable(self, identity: Identity | None) -> None:
        """Give root's database a place in STATE_DIR when its user cannot enter the folder.

        The data folder then holds links to it; closed folders such as /root stay closed.
        """
        if can_reach(self.data_dir, identity=identity):
            return
        if self.data_dir.stat().st_uid != 0:
            raise CannotRun(
                f"the owner of {self.data_dir} cannot enter it: open the folders above it"
            )
        annex = STATE_DIR / f"database-{secrets.token_hex(6)}"
        open_folder(STATE_DIR)
        open_folder(annex)
        for name in ("postgres", "socket"):
            link = self.data_dir / name
            link.unlink(missing_ok=True)
            link.symlink_to(annex / name)
        logger.warning("nobody can enter %s: its database lives in %s", self.data_dir, annex)

    def _launch(self, home: Path, identity: Identity | None) -> subprocess.Popen[bytes]:
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets.resolve()),
            "unix_socket_permissions": "0700",
            "logging_collector": "off",
            **({} if self.durable else FAST_AND_LOSSY),
        }
        program = bin_dir_for(identity) / "postgres"
        settings = [f"--{name}={value}" for name, value in options.items()]
        with self.log_path.open("wb" if self._log_is_long() else "ab") as log:
            if identity:
                status = self.data_dir.stat()
                os.fchown(log.fileno(), status.st_uid, status.st_gid)
            return spawn(
                [str(program), "-D", str(home), *settings],
                death_signal=signal.SIGINT,  # a fast, clean shutdown
                identity=identity,
                env={key: os.environ[key] for key in ("PATH", "TZ") if key in os.environ},
                output=log,
            )

    def _log_is_long(self) -> bool:
        return self.log_path.exists() and self.log_path.stat().st_size > LOG_LIMIT_BYTES

    def _wait_until_ready(self) -> None:
        began = reminded = time.monotonic()
        pause = FIRST_PAUSE_SECONDS
        while not self._accepts_connections():
            if not self.is_alive():
                raise CannotRun(f"PostgreSQL did not start: {self._last_words()}")
            if time.monotonic() - reminded > REMINDER_SECONDS:
                reminded = time.monotonic()
                logger.warning(
                    "PostgreSQL is still starting after %d s, it may be recovering from a crash; "
                    "waiting",
                    reminded - began,
                )
            time.sleep(pause)
            pause = min(pause * 1.5, LONGEST_PAUSE_SECONDS)  # each refusal is a line in its log

    def _accepts_connections(self) -> bool:
        try:
            self.connect("postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def connect(self, database: str = DATABASE_NAME) -> psycopg.Connection:
        """A new connection as the cluster's superuser, in autocommit mode."""
        return psycopg.connect(
            host=str(self.sockets),
            user=DATABASE_USER,
            dbname=database,
            autocommit=True,
            connect_timeout=5,
        )

    def _ensure_database(self) -> None:
        with self.connect("postgres") as connection:
            wanted = "SELECT 1 FROM pg_database WHERE datname = %s"
            if connection.execute(wanted, [DATABASE_NAME]).fetchone() is None:
                connection.execute(
                    sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE_NAME))
                )

    def _last_words(self) -> str:
        lines = self.log_path.read_text(errors="replace").splitlines()[-5:]
        return " / ".join(lines)


def make_private(folder: Path, *, identity: Identity | None) -> None:
    """Make sure that ``folder`` is a real folder, open to the database's user alone.

    Raises CannotRun when somebody else made it, as anybody can below /tmp.
    """
    target = folder.resolve()
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    wanted = identity.uid if identity else os.geteuid()
    status = target.lstat()
    if status.st_uid not in {wanted, os.geteuid()}:
        raise CannotRun(f"{target} was made by another user: remove it")
    if identity and status.st_uid != wanted:
        os.chown(target, identity.uid, identity.gid)
    target.chmod(0o700)


def initialise(folder: Path, *, programs: Path, identity: Identity | None) -> None:
    """Run initdb: UTF-8, the C locale (order for people uses sort keys), trust on the socket."""
    uid = identity.uid if identity else os.geteuid()
    if name_of(uid) is None:
        raise CannotRun(f"user {uid} has no name, which PostgreSQL asks for: add a user with it")
    failures = []
    for locale in LOCALES:
        command = [str(programs / "initdb"), "-D", str(folder), "-U", DATABASE_USER]
        command += ["--auth=trust", "--encoding=UTF8", f"--locale={locale}"]
        user = {"user": identity.uid, "group": identity.gid} if identity else {}
        done = subprocess.run(
            command,
            cwd="/",
            capture_output=True,
            check=False,
            **user,  # type: ignore[call-overload]
        )
        if done.returncode == 0:
            return
        failures.append(done.stderr.decode(errors="replace").strip())
    raise CannotRun(f"the database could not be made: {failures[-1]}")
