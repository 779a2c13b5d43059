"""The ``baogong`` command: what it cannot do it says in one sentence."""

from pathlib import Path

import pytest

from tests.plumbing.processes.installation import baogong, free_port

pytestmark = pytest.mark.processes


def test_a_database_that_does_not_answer_is_named(data_dir: Path) -> None:
    url = f"postgresql://baogong@127.0.0.1:{free_port()}/baogong"
    done = baogong(data_dir, "backup", DATABASE_URL=url)
    assert done.returncode == 1
    assert done.stderr.startswith("baogong: the database does not answer: ")
    assert "Traceback" not in done.stderr


def test_a_setting_that_cannot_be_used_is_named(data_dir: Path) -> None:
    done = baogong(data_dir, "backup", BAOGONG_BACKUP_AT="half past three")
    assert done.returncode == 1
    assert done.stderr.endswith(
        "baogong: BAOGONG_BACKUP_AT='half past three' cannot be used: "
        "say a time of day, such as 03:30\n"
    )


def test_serve_names_a_setting_that_cannot_be_used_and_leaves_nothing_running(
    data_dir: Path,
) -> None:
    done = baogong(data_dir, "serve", "--port", free_port(), BAOGONG_BACKUPS_KEPT="many")
    assert done.returncode == 1
    assert "BAOGONG_BACKUPS_KEPT='many' cannot be used" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (data_dir / "socket/.s.PGSQL.5432").exists()


def test_what_a_command_writes_is_closed_to_others(data_dir: Path) -> None:
    folder = data_dir / "new"
    assert baogong(folder, "backup").returncode == 0
    open_to_others = [
        path.name for path in folder.rglob("*") if path.is_file() and path.stat().st_mode & 0o077
    ]
    assert open_to_others == []
