"""The sweeper's process, started by the supervisor: every sweep at start and each minute."""

import time

import django

PERIOD_SECONDS = 60


def main() -> None:
    django.setup()
    from django.db import connections  # noqa: PLC0415 (needs Django)
    from django.utils import timezone  # noqa: PLC0415

    from baogong.plumbing.sweeps import run_due  # noqa: PLC0415

    while True:
        run_due(timezone.now())
        connections.close_all()
        time.sleep(PERIOD_SECONDS - time.time() % PERIOD_SECONDS)
