"""What time drives runs every minute, and jobs of killed workers run again."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from baogong.plumbing import sweeps

NOW = datetime(2022, 4, 12, 12, 0, tzinfo=UTC)


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> dict[str, sweeps.Sweep]:
    known: dict[str, sweeps.Sweep] = {}
    monkeypatch.setattr(sweeps, "_sweeps", known)
    return known


def test_a_failed_sweep_is_named_and_does_not_stop_the_others(
    registry: dict[str, sweeps.Sweep], caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[datetime] = []

    def broken(now: datetime) -> None:
        raise ZeroDivisionError

    sweeps.register(broken)
    sweeps.register(seen.append)

    (failed,) = sweeps.run_due(NOW)

    assert failed.endswith(".broken")
    assert seen == [NOW]
    assert "a sweep failed" in caplog.text


def doing_job(*, heartbeat: datetime) -> int:
    """A job that a worker with this heartbeat has begun."""
    job_id = app.configure_task("plumbing.nightly").defer(due=NOW.isoformat())
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id",
            [heartbeat],
        )
        (worker,) = cursor.fetchone()
        cursor.execute("SELECT procrastinate_fetch_job_v2(NULL, %s)", [worker])
    return job_id


@pytest.mark.django_db(transaction=True)
def test_the_job_of_a_killed_worker_is_queued_again_and_no_other() -> None:
    now = datetime.now(UTC)
    killed = doing_job(heartbeat=now - timedelta(minutes=5))
    assert ProcrastinateJob.objects.get(pk=killed).status == "doing"

    sweeps.retry_stalled_jobs(now)
    assert ProcrastinateJob.objects.get(pk=killed).status == "todo"

    running = doing_job(heartbeat=now)
    assert ProcrastinateJob.objects.filter(status="doing").count() == 1
    sweeps.retry_stalled_jobs(now)
    assert ProcrastinateJob.objects.filter(status="doing").count() == 1
    assert running != killed
