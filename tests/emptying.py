"""Empty tables after a test that committed.

Django's flush truncates all 148 of them and makes content types and permissions anew: a quarter of
a second of work where a test wrote a hundred rows.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

KEPT = {"django_migrations", "django_content_type", "auth_permission"}
TABLES = """
    SELECT relname, pg_relation_size(oid) FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""
MUCH = 4 * 1024 * 1024  # bytes; from here on a TRUNCATE is quicker, and gives the disk back


def empty_tables() -> None:
    """Wait for whoever still writes, then remove every row but those that migrations made."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TABLES)
        names = [_quoted(name) for name, _ in cursor.fetchall() if name not in KEPT]
        cursor.execute(f"LOCK TABLE {', '.join(names)} IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(TABLES)
        written = {_quoted(name): size for name, size in cursor.fetchall() if size}
        with triggers_off():
            if sum(written.values()) > MUCH:
                cursor.execute(f"TRUNCATE {', '.join(names)}")
            else:
                for name in names:
                    if name in written:
                        cursor.execute(f"DELETE FROM {name}")


@contextmanager
def triggers_off() -> Iterator[None]:
    """What a superuser of the database can do to it, in the transaction that is open: also rows of
    the ledger are changed and removed."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
