"""What time drives: cut-offs, holds, expiries. Due rows are looked for at start and each minute.

An app registers ``sweep(now)`` functions in its ``handlers`` module. A sweep calls services, each
of which is a transaction of its own, and is right when it runs late, twice, or on two machines.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from asgiref.sync import async_to_sync
from django.db import transaction
from procrastinate.contrib.django import app

logger = logging.getLogger(__name__)

Sweep = Callable[[datetime], object]

_sweeps: dict[str, Sweep] = {}


def register(sweep: Sweep) -> Sweep:
    _sweeps[f"{sweep.__module__}.{sweep.__qualname__}"] = sweep
    return sweep


def registered() -> list[str]:
    return list(_sweeps)


def run_due(now: datetime) -> list[str]:
    """Run every sweep; return the names of those that failed, which do not stop the others."""
    failed = []
    for name, sweep in _sweeps.items():
        try:
            sweep(now)
        except Exception:
            logger.exception("a sweep failed", extra={"sweep": name})
            failed.append(name)
    return failed


@register
@transaction.atomic
def retry_stalled_jobs(now: datetime) -> None:
    """Queue the jobs of killed workers again: they stay ``doing`` and no worker looks at them."""
    for job in async_to_sync(app.job_manager.get_stalled_jobs)():
        if job.id is not None:
            app.job_manager.retry_job_by_id(job_id=job.id, retry_at=now)
            logger.warning("a job of a killed worker is queued again", extra={"job": job.id})
