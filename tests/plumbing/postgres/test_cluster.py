"""The embedded PostgreSQL: made, used, stopped, and brought back after every kind of accident."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from psycopg import Connection

from baogong.plumbing.postgres import cluster as cluster_module
from baogong.plumbing.postgres.binaries import bin_dir_for
from baogong.plumbing.postgres.cluster import Cluster
from baogong.plumbing.postgres.orphans import processes_of
from baogong.plumbing.processes.folder import CannotRun, FolderLock, owner_of

WITHIN_SECONDS = 20  # on a busy machine; a few where there is time
HOLDER = """
import sys, time
from pathlib import Path
from baogong.plumbing.postgres.cluster import Cluster
Cluster(Path(sys.argv[1])).start()
print("ready", flush=True)
time.sleep(600)
"""


def rows_of(connection: Connection, query: str) -> list[tuple[object, ...]]:
    return connection.execute(query).fetchall()


def wait_until_gone(folder: Path) -> None:
    deadline = time.monotonic() + WITHIN_SECONDS
    while processes_of(folder):
        assert time.monotonic() < deadline, f"still there: {processes_of(folder)}"
        time.sleep(0.05)


def busy_backend(cluster: Cluster) -> tuple[threading.Thread, int]:
    """A backend in the middle of a query that takes hours."""
    connection = cluster.connect()

    def work() -> None:
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT count(*) FROM generate_series(1, 100000000000)")

    thread = threading.Thread(target=work)
    thread.start()
    pid, at_it = connection.info.backend_pid, "SELECT state FROM pg_stat_activity WHERE pid = %s"
    with cluster.connect() as watcher:
        while watcher.execute(at_it, [pid]).fetchone() != ("active",):
            time.sleep(0.05)
    return thread, pid


def test_a_new_data_folder_gets_a_utf8_database_that_keeps_its_rows(data_dir: Path) -> None:
    with Cluster(data_dir) as cluster, cluster.connect() as connection:
        connection.execute("CREATE TABLE doors AS SELECT '东辰心语' AS name")
        assert rows_of(connection, "SHOW server_encoding") == [("UTF8",)]
        assert rows_of(connection, "SHOW fsync") == [("on",)]

    with Cluster(data_dir) as cluster, cluster.connect() as connection:
        assert rows_of(connection, "SELECT name FROM doors") == [("东辰心语",)]


def test_it_listens_on_a_socket_in_a_closed_folder_only(data_dir: Path) -> None:
    with Cluster(data_dir, durable=False) as cluster, cluster.connect() as connection:
        assert rows_of(connection, "SHOW listen_addresses") == [("",)]
        assert cluster.sockets.stat().st_mode & 0o777 == 0o700
        assert cluster.folder.stat().st_mode & 0o777 == 0o700


def test_a_long_path_gets_a_short_socket_folder(data_dir: Path) -> None:
    deep = data_dir / ("深" * 40)
    deep.mkdir(mode=0o711)
    with Cluster(deep, durable=False) as cluster, cluster.connect() as connection:
        assert rows_of(connection, "SELECT 1") == [(1,)]
        assert len(str(cluster.sockets)) < 90
    (cluster.sockets).rmdir()


def test_a_second_start_on_the_folder_is_refused_with_a_sentence(data_dir: Path) -> None:
    with Cluster(data_dir, durable=False) as first:
        with pytest.raises(CannotRun, match=f"already runs on {data_dir}"):
            Cluster(data_dir, durable=False).start()
        with first.connect() as connection:
            assert rows_of(connection, "SELECT 1") == [(1,)]


def test_an_initdb_that_was_cut_off_is_done_again(data_dir: Path) -> None:
    draft = data_dir / "postgres.new"
    draft.mkdir()
    (draft / "PG_VERSION").write_text("18\n")
    with Cluster(data_dir, durable=False) as cluster, cluster.connect() as connection:
        assert rows_of(connection, "SELECT 1") == [(1,)]
    assert not draft.exists()


def test_a_stale_pid_file_is_dropped_even_when_another_process_has_the_pid(data_dir: Path) -> None:
    Cluster(data_dir, durable=False).start().stop()
    stranger = subprocess.Popen(["sleep", "600"])
    socket = data_dir / "socket"
    (data_dir / "postgres/postmaster.pid").write_text(
        f"{stranger.pid}\n{data_dir}/postgres\n1600000000\n5432\n{socket}\n\n 1 1\nready\n"
    )

    with Cluster(data_dir, durable=False) as cluster, cluster.connect() as connection:
        assert rows_of(connection, "SELECT 1") == [(1,)]

    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_a_postmaster_that_outlived_its_supervisor_is_ended(data_dir: Path) -> None:
    Cluster(data_dir, durable=False).start().stop()
    identity = owner_of(data_dir)
    orphan = subprocess.Popen(
        [
            bin_dir_for(identity) / "postgres",
            *("-D", data_dir / "postgres"),
            *("--listen_addresses=", f"--unix_socket_directories={data_dir}/socket"),
        ],
        user=identity.uid if identity else None,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while len(processes_of(data_dir / "postgres")) < 5:
        time.sleep(0.05)

    with Cluster(data_dir, durable=False) as cluster, cluster.connect() as connection:
        assert rows_of(connection, "SELECT 1") == [(1,)]
        assert orphan.wait(WITHIN_SECONDS) == 0


@pytest.mark.processes
def test_postgres_dies_with_a_supervisor_that_was_killed(data_dir: Path) -> None:
    command = [sys.executable, "-c", HOLDER, data_dir]
    holder = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "ready\n"
    assert processes_of(data_dir / "postgres")

    holder.kill()
    holder.wait()

    wait_until_gone(data_dir / "postgres")
    with Cluster(data_dir) as cluster, cluster.connect() as connection:
        assert rows_of(connection, "SELECT 1") == [(1,)]


@pytest.mark.processes
def test_it_comes_back_after_the_postmaster_was_killed_with_a_busy_backend(data_dir: Path) -> None:
    with FolderLock(data_dir) as lock, Cluster(data_dir, lock=lock) as cluster:
        with cluster.connect() as connection:
            connection.execute("CREATE TABLE doors AS SELECT 12 AS number")
        thread, backend = busy_backend(cluster)
        assert cluster.process is not None

        cluster.process.kill()
        cluster.process.wait()
        assert backend in processes_of(cluster.folder)
        cluster.start()

        thread.join(WITHIN_SECONDS)
        assert not thread.is_alive()
        assert backend not in processes_of(cluster.folder)
        with cluster.connect() as connection:
            assert rows_of(connection, "SELECT number FROM doors") == [(12,)]


@pytest.mark.processes
def test_a_long_recovery_is_waited_for_and_told(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(cluster_module, "REMINDER_SECONDS", 0.2)
    with FolderLock(data_dir) as lock, Cluster(data_dir, lock=lock, durable=False) as cluster:
        with cluster.connect() as connection:
            connection.execute("SET synchronous_commit = on")
            connection.execute("ALTER SYSTEM SET max_wal_size = '10GB'")
            connection.execute("SELECT pg_reload_conf()")
            connection.execute(
                "CREATE TABLE bags AS SELECT repeat('x', 300) FROM generate_series(1, 1000000)"
            )
        for pid in processes_of(cluster.folder):
            with suppress(ProcessLookupError):  # short-lived ones end by themselves
                os.kill(pid, signal.SIGKILL)
        assert cluster.process is not None
        cluster.process.wait()

        with caplog.at_level(logging.WARNING):
            cluster.start()

        assert "may be recovering from a crash" in caplog.text
        with cluster.connect() as connection:
            assert rows_of(connection, "SELECT count(*) FROM bags") == [(1_000_000,)]


def test_a_server_that_cannot_start_says_why(data_dir: Path) -> None:
    cluster = Cluster(data_dir, durable=False)
    cluster.start().stop()
    with (data_dir / "postgres/postgresql.conf").open("a") as file:
        file.write("shared_buffers = nonsense\n")

    with pytest.raises(CannotRun, match=r"PostgreSQL did not start: .*shared_buffers"):
        cluster.start()
    assert processes_of(cluster.folder) == []


def test_a_server_killed_right_after_its_first_answer_is_a_start_that_failed(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = Cluster(data_dir)
    ready = cluster._wait_until_ready

    def ready_and_killed() -> None:
        ready()
        os.kill(cluster.process.pid, signal.SIGKILL)
        cluster.process.wait()

    monkeypatch.setattr(cluster, "_wait_until_ready", ready_and_killed)
    with pytest.raises(CannotRun, match="ended while it started"):
        cluster.start()
    assert processes_of(data_dir / "postgres") == []

    monkeypatch.undo()
    with cluster:
        assert cluster.is_alive()


def test_a_bin_folder_without_postgres_is_refused(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAOGONG_POSTGRES_BIN", str(data_dir))
    with pytest.raises(CannotRun, match=r"BAOGONG_POSTGRES_BIN=.* holds no program"):
        Cluster(data_dir).start()
    assert not (data_dir / "postgres").exists()
