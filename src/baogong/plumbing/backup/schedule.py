"""The nightly backup: when it is due, what is kept."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from baogong.plumbing.backup.make import SUFFIX, backups_dir

NIGHTLY = "nightly"


def due_at(now: datetime) -> datetime:
    """The last moment up to ``now`` at which a nightly backup was due."""
    local = timezone.localtime(now)
    at = settings.BACKUP_AT
    today = local.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return today if today <= local else today - timedelta(days=1)


def nightly_backups() -> list[Path]:
    """Those in the folder, oldest first: their names sort by time."""
    return sorted(backups_dir().glob(f"{NIGHTLY}-*{SUFFIX}"))


def is_done(due: datetime) -> bool:
    """Whether a nightly backup was made at or after ``due``."""
    newest = nightly_backups()[-1:]
    wanted = f"{NIGHTLY}-{timezone.localtime(due, timezone.get_fixed_timezone(0)):%Y%m%dT%H%M%SZ}"
    return bool(newest) and newest[0].name >= wanted


def remove_old() -> None:
    """Keep the newest BACKUPS_KEPT nightly backups; others are never touched."""
    for path in nightly_backups()[: -settings.BACKUPS_KEPT]:
        path.unlink()
