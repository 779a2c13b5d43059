"""``baogong serve``: the whole installation as one process tree on one port."""

import argparse
import logging.config
import os
import signal
import socket
from pathlib import Path

from baogong.plumbing.logs import logging_config
from baogong.plumbing.postgres.cluster import Cluster
from baogong.plumbing.processes import web
from baogong.plumbing.processes.folder import CannotRun, FolderLock, data_dir
from baogong.plumbing.processes.offspring import spawn
from baogong.plumbing.processes.supervisor import (
    Child,
    Stopped,
    Supervisor,
    process_command,
    stop_on_signals,
)

add_arguments = web.add_arguments


def run(options: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT. Raises CannotRun when something else is in the way."""
    logging.config.dictConfig(logging_config(level=os.environ.get("BAOGONG_LOG_LEVEL", "INFO")))
    stop_on_signals()
    try:
        check_certificate(options)
        with FolderLock(data_dir()) as lock:
            address = free_address(options.host, options.port)
            return serve(options, address=address, lock=lock)
    except Stopped:
        return 0


def serve(options: argparse.Namespace, *, address: str, lock: FolderLock) -> int:
    cluster = None if os.environ.get("DATABASE_URL") else Cluster(data_dir(), lock=lock)
    try:
        if cluster:
            cluster.start()
        prepare(lock)
        scheme = "https" if options.cert else "http"
        print(f"Baogong is at {scheme}://{options.host}:{options.port}/", flush=True)
        Supervisor(children(options, address), lock=lock, cluster=cluster).run()
    finally:
        if cluster:
            cluster.stop()
    return 0


def children(options: argparse.Namespace, address: str) -> list[Child]:
    return [
        Child("web", f"--host={address}", *web_arguments(options)),
        Child("worker"),
        Child("sweeper"),
    ]


def web_arguments(options: argparse.Namespace) -> list[str]:
    names = ("port", "cert", "key", "workers", "proxies")
    values = {name: getattr(options, name) for name in names}
    return [f"--{name}={value}" for name, value in values.items() if value is not None]


def prepare(lock: FolderLock) -> None:
    """Migrate and collect static files in a process of its own, so that this one stays small."""
    command = process_command("prepare")
    process = spawn(command, death_signal=signal.SIGKILL, keep=(lock.descriptor,))
    if process.wait() != 0:
        raise CannotRun("the installation could not be prepared; the lines above say why")


def check_certificate(options: argparse.Namespace) -> None:
    """Raises CannotRun unless --cert and --key are both absent, or both readable files."""
    given: list[Path] = [path for path in (options.cert, options.key) if path]
    if len(given) == 1:
        raise CannotRun("--cert and --key go together")
    for path in given:
        if not os.access(path, os.R_OK):
            raise CannotRun(f"{path} cannot be read")


def free_address(host: str, port: int) -> str:
    """The numeric address of ``host``. Raises CannotRun when its port cannot be had.

    Granian would share an occupied port with whoever holds it, and answer half of the requests.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(found[0], found[1]) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(found[4])
            probe.listen()
    except PermissionError as error:
        raise CannotRun(
            f"this user may not open port {port}: choose one above 1023 with --port, "
            "or put a proxy in front"
        ) from error
    except OSError as error:
        raise CannotRun(
            f"port {port} on {host} is not free ({error.strerror}): stop what uses it, "
            "or choose another with --port"
        ) from error
    return str(found[4][0])
