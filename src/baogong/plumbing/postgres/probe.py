"""Does the database answer? Asked on a new connection: a pool first waits ten seconds."""

import psycopg
from django.db import connection

CONNECT_SECONDS = 2
NOT_FOR_LIBPQ = ("cursor_factory", "context")


def server_version() -> int:
    """The server's version, as 180004 for 18.4. Raises psycopg.Error when nobody answers."""
    params = connection.get_connection_params() | {"connect_timeout": CONNECT_SECONDS}
    for name in NOT_FOR_LIBPQ:
        params.pop(name, None)
    with psycopg.connect(**params) as probe:
        probe.execute("SELECT 1")
        return probe.info.server_version
