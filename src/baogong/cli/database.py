"""The database for commands that need it, whether a server runs or not."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from baogong.plumbing.postgres.cluster import Cluster
from baogong.plumbing.processes.folder import FolderLock, is_running
from baogong.plumbing.processes.prepare import upgrade_database


@contextmanager
def available(*, migrate: bool = True) -> Iterator[None]:
    """Within this context the database answers.

    The running server's is used, or DATABASE_URL's; else the embedded one is started for the
    duration, and no server can start meanwhile. ``migrate=False`` leaves its tables as they are.
    Raises CannotRun.
    """
    folder = Path(settings.DATA_DIR)
    if os.environ.get("DATABASE_URL") or is_running(folder):
        yield
        return
    with FolderLock(folder) as lock, Cluster(folder, lock=lock):
        try:
            if migrate:
                upgrade_database()
            yield
        finally:
            connections.close_all()
            connection.close_pool()  # type: ignore[attr-defined]
