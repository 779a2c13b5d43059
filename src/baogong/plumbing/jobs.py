"""Jobs of the infrastructure."""

from datetime import datetime

from asgiref.sync import async_to_sync
from django.conf import settings
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from baogong.plumbing.backup import schedule
from baogong.plumbing.backup.keys import configured_secret
from baogong.plumbing.backup.make import back_up, backup_path

NIGHTLY = "plumbing.nightly"
HOURS_JOBS_ARE_KEPT = 30 * 24


@app.task(name=NIGHTLY, lock=NIGHTLY, retry=RetryStrategy(max_attempts=5, wait=600))
def nightly(due: str) -> None:
    """Make the backup that was due at ``due`` (ISO 8601) and forget old jobs. Idempotent."""
    now = timezone.now()
    if not schedule.is_done(datetime.fromisoformat(due)):
        secret = configured_secret(settings.DATA_DIR)
        back_up(backup_path(schedule.NIGHTLY, now=now), secret=secret, now=now)
        schedule.remove_old()
    async_to_sync(app.job_manager.delete_old_jobs)(nb_hours=HOURS_JOBS_ARE_KEPT)
