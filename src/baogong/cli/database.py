"""The database for commands that need it, whether a server runs or not."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from baogong.plumbing.postgres.cluster import Cluster
from baogong.plumbing.processes.folder import FolderLock, is_running
from baogong.plumbing.processes.prepare import upgrade_database, wait_for_database


@contextmanager
def available(*, migrate: bool = True) -> Iterator[None]:
    """Within this context the database answers.

    The running server's is used (once it has started), or DATABASE_URL's; else the embedded one is
    started for the duration, and no server can start meanwhile. ``migrate=False`` leaves its
    tables as they are. Raises CannotRun.
    """
    folder = Path(settings.DATA_DIR)
    if os.environ.get("DATABASE_URL"):
        with _prepared(migrate=migrate):
            yield
    elif is_running(folder):
        with _prepared(migrate=False):
            yield
    else:
        with FolderLock(folder) as lock, Cluster(folder, lock=lock), _prepared(migrate=migrate):
            yield


@contextmanager
def _prepared(*, migrate: bool) -> Iterator[None]:
    """Let go of every connection at the end: the server may be about to stop."""
    wait_for_database()
    try:
        if migrate:
            upgrade_database()
        yield
    finally:
        connections.close_all()
        connection.close_pool()  # type: ignore[attr-defined]
