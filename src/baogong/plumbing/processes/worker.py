"""The job worker's process, started by the supervisor."""

from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from procrastinate import App

CONCURRENCY = 2
STOP_SECONDS = 10


def main() -> None:
    django.setup()
    _worker_app().run_worker(concurrency=CONCURRENCY, shutdown_graceful_timeout=STOP_SECONDS)


def work_off() -> None:
    """Do every job that waits, in this process, and return."""
    _worker_app().run_worker(wait=False, listen_notify=False, install_signal_handlers=False)


def _worker_app() -> "App":
    from procrastinate.contrib.django import app  # noqa: PLC0415 (needs Django)

    worker_app: App = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    return worker_app
