"""The nightly backup: due once a night, made once, fourteen kept."""

import os
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from baogong.plumbing.backup import schedule
from baogong.plumbing.backup.make import backups_dir
from baogong.plumbing.handlers import order_nightly_backup
from baogong.plumbing.jobs import NIGHTLY, nightly

SHANGHAI_0330 = datetime(2022, 4, 12, 19, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.BACKUP_AT = time(3, 30)
    settings.BACKUPS_KEPT = 14
    return tmp_path


def touch(name: str) -> None:
    backups_dir().mkdir(exist_ok=True)
    (backups_dir() / name).touch()


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (SHANGHAI_0330, SHANGHAI_0330),
        (SHANGHAI_0330 + timedelta(hours=23), SHANGHAI_0330),
        (SHANGHAI_0330 - timedelta(minutes=1), SHANGHAI_0330 - timedelta(days=1)),
    ],
)
def test_it_is_due_at_half_past_three_in_the_installations_zone(
    now: datetime, due: datetime
) -> None:
    assert schedule.due_at(now) == due


def test_a_backup_made_after_the_due_time_counts(folder: Path) -> None:
    touch("nightly-20220412T192959Z.baogong")
    assert not schedule.is_done(SHANGHAI_0330)
    touch("before-upgrade-20220412T193000Z.baogong")
    assert not schedule.is_done(SHANGHAI_0330)
    touch("nightly-20220412T193000Z.baogong")
    assert schedule.is_done(SHANGHAI_0330)


def test_the_newest_fourteen_nightly_ones_are_kept_and_others_never_touched() -> None:
    touch("before-upgrade-20200101T000000Z.baogong")
    touch("manual-20200101T000000Z.baogong")
    for day in range(1, 17):
        touch(f"nightly-202204{day:02}T193000Z.baogong")

    schedule.remove_old()

    names = [path.name for path in schedule.nightly_backups()]
    assert names == [f"nightly-202204{day:02}T193000Z.baogong" for day in range(3, 17)]
    assert len(list(backups_dir().iterdir())) == 16


@pytest.mark.django_db
def test_the_sweep_queues_one_backup_a_night() -> None:
    for minute in range(3):
        order_nightly_backup(SHANGHAI_0330 + timedelta(minutes=minute))
    assert ProcrastinateJob.objects.filter(task_name=NIGHTLY).count() == 1

    order_nightly_backup(SHANGHAI_0330 + timedelta(days=1))
    assert ProcrastinateJob.objects.filter(task_name=NIGHTLY).count() == 2


@pytest.mark.django_db
def test_none_is_queued_when_it_is_done_or_switched_off(settings: Settings) -> None:
    touch("nightly-20220412T193100Z.baogong")
    order_nightly_backup(SHANGHAI_0330 + timedelta(hours=1))
    settings.BACKUPS_KEPT = 0
    order_nightly_backup(SHANGHAI_0330 + timedelta(days=1))
    assert not ProcrastinateJob.objects.filter(task_name=NIGHTLY).exists()


@pytest.mark.django_db
def test_the_job_makes_one_backup_however_often_it_runs(folder: Path) -> None:
    due = datetime.now(UTC) - timedelta(minutes=1)
    nightly(due=due.isoformat())
    nightly(due=due.isoformat())
    assert len(schedule.nightly_backups()) == 1
    assert (folder / "backup.key").exists()


@pytest.mark.django_db
def test_plain_text_that_a_killed_backup_left_behind_is_removed(folder: Path) -> None:
    abandoned, current = folder / "dump-abandoned", folder / "dump-current"
    abandoned.mkdir()
    (abandoned / "database.sql").touch()
    os.utime(abandoned, (0, 0))
    current.mkdir()

    nightly(due=datetime.now(UTC).isoformat())

    assert [path.name for path in folder.glob("dump-*")] == [current.name]
