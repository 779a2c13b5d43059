"""What time drives in the infrastructure."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from baogong.plumbing.backup.schedule import due_at, is_done
from baogong.plumbing.jobs import NIGHTLY, nightly
from baogong.plumbing.sweeps import register


@register
@transaction.atomic
def order_nightly_backup(now: datetime) -> None:
    """Queue one backup for each night, whichever machine looks first. BACKUPS_KEPT=0: none."""
    due = due_at(now)
    if not settings.BACKUPS_KEPT or is_done(due):
        return
    asked = ProcrastinateJob.objects.filter(task_name=NIGHTLY, args__due=due.isoformat())
    if not asked.exists():
        nightly.defer(due=due.isoformat())
