"""What a load balancer asks."""

import psycopg
from django.http import HttpRequest, JsonResponse

from baogong.plumbing.postgres.probe import server_version


def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """200 and ``{"database": "ok"}`` while the database answers, else 503."""
    try:
        server_version()
    except psycopg.Error:
        return JsonResponse({"database": "down"}, status=503)
    return JsonResponse({"database": "ok"})
