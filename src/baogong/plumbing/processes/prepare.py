"""What an installation needs before its processes start; also run as a process of its own.

Migrations (after a backup, when there is something to lose) and the hashed, compressed static
files. Several machines on one database may do this at the same time.
"""

import hashlib
import logging
import sys
import time
from pathlib import Path

import django
import psycopg
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from baogong.plumbing.backup.keys import configured_secret
from baogong.plumbing.backup.make import back_up, backup_path
from baogong.plumbing.postgres.probe import server_version
from baogong.plumbing.processes.folder import CannotRun

logger = logging.getLogger(__name__)

OLDEST_MAJOR = 15
PATIENCE_SECONDS = 5.0
UPGRADE_LOCK = 0x62616F676F6E67  # "baogong"


def wait_for_database() -> None:
    """Wait until the database answers. Raises CannotRun when it does not, or is too old."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            major = server_version() // 10_000
            break
        except psycopg.Error as error:
            if time.monotonic() > deadline:
                raise CannotRun(f"the database does not answer: {error}") from error
            time.sleep(0.5)
    if major < OLDEST_MAJOR:
        raise CannotRun(f"PostgreSQL {major} is too old: Baogong needs {OLDEST_MAJOR} or later")


def upgrade_database() -> None:
    """Apply what migrations are missing; back a database up first that already has some.

    Raises CannotRun when that backup cannot be made; then nothing was migrated.
    """
    wait_for_database()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [UPGRADE_LOCK])
        try:
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                if executor.loader.applied_migrations:
                    _back_up_first()
                call_command("migrate", interactive=False, verbosity=0)
                logger.info("the database is up to date")
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [UPGRADE_LOCK])


def collect_static_files() -> None:
    """Hash and compress the static files, unless those of the last time are still the same."""
    if settings.WHITENOISE_USE_FINDERS:
        return
    mark = Path(settings.STATIC_ROOT) / ".collected"
    fingerprint = _static_fingerprint()
    if not mark.exists() or mark.read_text() != fingerprint:
        call_command("collectstatic", interactive=False, verbosity=0)
        mark.write_text(fingerprint)
        logger.info("the static files are in place")


def _static_fingerprint() -> str:
    """Changes with the name, size or time of any static file."""
    digest = hashlib.sha256(django.__version__.encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _back_up_first() -> None:
    now = timezone.now()
    path = backup_path("before-upgrade", now=now)
    back_up(path, secret=configured_secret(settings.DATA_DIR), now=now)
    logger.info("backed up before the upgrade", extra={"file": str(path)})


def main() -> None:
    django.setup()
    try:
        upgrade_database()
        collect_static_files()
    except CannotRun as error:
        sys.exit(f"baogong: {error}")
