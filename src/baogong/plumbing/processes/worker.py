"""The job worker's process, started by the supervisor."""

import django

CONCURRENCY = 2
STOP_SECONDS = 10


def main() -> None:
    django.setup()
    from procrastinate.contrib.django import app  # noqa: PLC0415 (needs Django)

    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    worker_app.run_worker(concurrency=CONCURRENCY, shutdown_graceful_timeout=STOP_SECONDS)
