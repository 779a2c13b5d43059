"""What a load balancer asks."""

import psycopg
from django.db import connection
from django.http import HttpRequest, JsonResponse

CONNECT_SECONDS = 2


def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """200 and ``{"database": "ok"}`` while the database answers, else 503.

    A new connection instead of a pooled one: with the database gone the pool answers after 10 s.
    """
    params = connection.get_connection_params() | {"connect_timeout": CONNECT_SECONDS}
    params.pop("cursor_factory", None)
    params.pop("context", None)
    try:
        with psycopg.connect(**params) as probe:
            probe.execute("SELECT 1")
    except psycopg.Error:
        return JsonResponse({"database": "down"}, status=503)
    return JsonResponse({"database": "ok"})
