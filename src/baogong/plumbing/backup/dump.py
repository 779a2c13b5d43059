"""The database as SQL text that any PostgreSQL from 15 to 18 reads, and its way back."""

import os
import subprocess
from pathlib import Path

from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from baogong.plumbing.postgres.binaries import bin_dir
from baogong.plumbing.processes.folder import CannotRun

NOT_FOR_LIBPQ = {"cursor_factory", "context", "prepare_threshold", "password"}
DUMP_OPTIONS = ("--no-owner", "--no-privileges", "--quote-all-identifiers", "--encoding=UTF8")

# A dump of 18 begins with a setting that 15 and 16 do not know, and 17 brought.
UNKNOWN_BELOW_17 = b"SET transaction_timeout = 0;\n"
SETTINGS_BYTES = 2048

CLEAR_PUBLIC = Path(__file__).with_name("clear_public.sql")

# What migrations alone put there, and what passes by itself.
NOT_DATA = ("django_", "auth_permission", "procrastinate_")


def dump_database(script: Path) -> None:
    """Write the database to ``script`` as one consistent SQL script.

    Raises CannotRun with pg_dump's words.
    """
    command = [str(bin_dir() / "pg_dump"), *DUMP_OPTIONS, f"--dbname={_conninfo()}"]
    command += [f"--file={script}"]
    done = subprocess.run(command, env=_environment(), capture_output=True, check=False)
    if done.returncode != 0:
        complaint = done.stderr.decode(errors="replace").strip()
        raise CannotRun(f"the database could not be dumped: {complaint}")
    _make_portable(script)


def load_database(script: Path) -> None:
    """Replace the database's content by the script's, in one transaction.

    Raises CannotRun with psql's words; then nothing has changed.
    """
    command = [str(bin_dir() / "psql"), "--no-psqlrc", "--quiet", "--single-transaction"]
    command += ["--set=ON_ERROR_STOP=1", "--output=/dev/null", f"--dbname={_conninfo()}"]
    command += [f"--file={CLEAR_PUBLIC}", f"--file={script}"]
    done = subprocess.run(command, env=_environment(), capture_output=True, check=False)
    if done.returncode != 0:
        complaint = done.stderr.decode(errors="replace").strip()
        raise CannotRun(f"the database could not be restored, nothing was changed: {complaint}")


def tables_with_data() -> list[str]:
    """The tables that hold more than what migrations put there."""
    with connection.cursor() as cursor:
        names = sorted(connection.introspection.table_names(cursor))
        filled = []
        for name in names:
            if name.startswith(NOT_DATA):
                continue
            table = sql.Identifier(name)
            cursor.execute(sql.SQL("SELECT EXISTS (SELECT 1 FROM {})").format(table))
            if cursor.fetchone()[0]:
                filled.append(name)
    return filled


def _make_portable(script: Path) -> None:
    """Turn the one line that older servers refuse into a comment."""
    with script.open("r+b") as file:
        at = file.read(SETTINGS_BYTES).find(UNKNOWN_BELOW_17)
        if at >= 0:
            file.seek(at)
            file.write(b"--")


def _conninfo() -> str:
    params = connection.get_connection_params()
    return make_conninfo(**{k: v for k, v in params.items() if k not in NOT_FOR_LIBPQ})


def _environment() -> dict[str, str]:
    """The password goes through the environment: anybody can read a command line."""
    password = connection.get_connection_params().get("password")
    return {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}
