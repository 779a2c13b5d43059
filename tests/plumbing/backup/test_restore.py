"""A backup of a filled installation, restored into empty ones, row for row."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from psycopg import Connection, sql

from baogong.plumbing.postgres.cluster import Cluster
from tests.plumbing.processes.installation import baogong, environment

pytestmark = pytest.mark.processes

FILL = """
import django
django.setup()
from django.utils import timezone
from baogong.cli import database
from baogong.cli.bench.stage import set_stage
from baogong.cli.play.under_way import SIX_DOORS
from baogong.plumbing.jobs import nightly
from baogong.plumbing.models import Event

now = timezone.now()
with database.available():
    where = {"password": "a long enough password", "public_url": "https://example.org"}
    set_stage(SIX_DOORS, now=now, **where)
    odd = {"text": "东辰心语 \\\\N \\t \\\\. 'quoted'"}
    Event.objects.bulk_create(Event(name="Filled", data=odd | {"n": n}) for n in range(500))
    nightly.defer(due=now.isoformat())
"""

Rows = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Source:
    """A filled installation, what is in it, and a backup of it."""

    folder: Path
    rows: Rows
    file: Path
    key: Path


def rows_of(connection: Connection) -> Rows:
    """Every row of every table, as text, in a fixed order, and where the sequences stand."""
    names = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
    ).fetchall()
    query = sql.SQL("SELECT t::text FROM {} t ORDER BY 1")
    rows = {
        name: [row[0] for row in connection.execute(query.format(sql.Identifier(name)))]
        for (name,) in names
    }
    sequences = "SELECT concat_ws(' ', sequencename, last_value) FROM pg_sequences ORDER BY 1"
    return rows | {"sequences": [row[0] for row in connection.execute(sequences)]}


def structure_of(connection: Connection) -> list[tuple[str, ...]]:
    """Columns, constraints, indexes and functions, in words that all versions share."""
    return connection.execute("""
        SELECT 'column', table_name, column_name, data_type, is_nullable, identity_generation
        FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL
        SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', ''
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
        UNION ALL
        SELECT 'index', tablename, indexname, indexdef, '', ''
        FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL
        SELECT 'routine', oid::regprocedure::text, prosrc, '', '', ''
        FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        ORDER BY 1, 2, 3, 4
    """).fetchall()


def new_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="baogong-backup-"))
    folder.chmod(0o711)
    return folder


@pytest.fixture(scope="module")
def source() -> Iterator[Source]:
    folder = new_folder()
    filled = subprocess.run(
        [sys.executable, "-c", FILL],
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert filled.returncode == 0, filled.stderr
    (folder / "media/2022").mkdir(parents=True)
    (folder / "media/2022/门口.jpg").write_bytes(os.urandom(1_500_000))
    made = baogong(folder, "backup", "--to", folder / "today.baogong")
    assert made.returncode == 0, made.stderr
    with Cluster(folder, durable=False) as cluster, cluster.connect() as connection:
        rows = rows_of(connection)
    yield Source(folder, rows, folder / "today.baogong", folder / "backup.key")
    shutil.rmtree(folder)


@pytest.fixture
def empty() -> Iterator[Path]:
    folder = new_folder()
    yield folder
    shutil.rmtree(folder)


def restore(folder: Path, source: Source, **more: str) -> subprocess.CompletedProcess[str]:
    return baogong(folder, "restore", source.file, "--key", source.key, **more)


def assert_restored(folder: Path, source: Source, connection: Connection) -> None:
    assert rows_of(connection) == source.rows
    assert (folder / "secret.key").read_text() == (source.folder / "secret.key").read_text()
    name = "media/2022/门口.jpg"
    assert (folder / name).read_bytes() == (source.folder / name).read_bytes()
    assert not list(folder.glob("restore-*"))


def migrate(folder: Path) -> None:
    """What the first start, and every later one, does to the database."""
    script = "import django; django.setup(); from baogong.cli import database\n"
    script += "with database.available(): pass"
    subprocess.run([sys.executable, "-c", script], env=environment(folder), check=True)


def older_server() -> Path:
    """The system's own PostgreSQL: Debian 12 has 15."""
    found = sorted(Path("/usr/lib/postgresql").glob("1[567]/bin/postgres"))
    assert found, "install PostgreSQL 15 for this test: apt-get install postgresql"
    return found[0].parent


def test_nearly_every_table_of_the_source_holds_rows(source: Source) -> None:
    empty = {name for name, rows in source.rows.items() if not rows}
    assert len(empty) < len(source.rows) / 3, empty


def test_a_backup_tells_nothing_without_its_key(source: Source) -> None:
    content = source.file.read_bytes()
    assert len(source.rows["plumbing_event"]) > 500
    assert source.file.stat().st_mode & 0o777 == 0o600
    for secret in (
        b"commander",
        b"Filled",
        b"manifest",
        (source.folder / "secret.key").read_bytes(),
    ):
        assert secret not in content


def test_it_restores_into_an_empty_embedded_database(source: Source, empty: Path) -> None:
    done = restore(empty, source)

    assert done.returncode == 0, done.stderr
    with Cluster(empty, durable=False) as cluster, cluster.connect() as connection:
        assert_restored(empty, source, connection)
        structure = structure_of(connection)
    with Cluster(source.folder, durable=False) as cluster, cluster.connect() as connection:
        assert structure_of(connection) == structure


def test_it_restores_into_an_installation_that_was_started_but_never_used(
    source: Source, empty: Path
) -> None:
    migrate(empty)

    done = restore(empty, source)

    assert done.returncode == 0, done.stderr
    with Cluster(empty, durable=False) as cluster, cluster.connect() as connection:
        assert_restored(empty, source, connection)


def test_it_restores_into_an_older_server(
    source: Source, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, folder = empty / "server", empty / "data"
    for made in (server, folder):
        made.mkdir()
        made.chmod(0o711)
    monkeypatch.setenv("BAOGONG_POSTGRES_BIN", str(older_server()))
    with Cluster(server, durable=False) as cluster, cluster.connect() as connection:
        assert connection.info.server_version < 180000
        monkeypatch.delenv("BAOGONG_POSTGRES_BIN")
        url = f"postgresql://baogong@/baogong?host={cluster.sockets}"

        done = restore(folder, source, DATABASE_URL=url)

        assert done.returncode == 0, done.stderr
        assert_restored(folder, source, connection)
        back = baogong(folder, "backup", "--to", folder / "back.baogong", DATABASE_URL=url)
        assert back.returncode == 0, back.stderr


def test_it_refuses_an_installation_that_holds_data(source: Source) -> None:
    done = restore(source.folder, source)

    assert done.returncode == 1
    assert "this installation already holds data (" in done.stderr
    with Cluster(source.folder, durable=False) as cluster, cluster.connect() as connection:
        assert rows_of(connection) == source.rows


def test_a_wrong_key_or_a_damaged_file_changes_nothing(source: Source, empty: Path) -> None:
    with Cluster(empty, durable=False):
        pass
    (empty / "other.key").write_text("A" * 43 + "=\n")
    cut, flipped = empty / "cut.baogong", bytearray(source.file.read_bytes())
    cut.write_bytes(flipped[:-1])
    flipped[len(flipped) // 2] ^= 1
    (empty / "flipped.baogong").write_bytes(flipped)
    refused = [
        baogong(empty, "restore", source.file, "--key", empty / "other.key"),
        baogong(empty, "restore", cut, "--key", source.key),
        baogong(empty, "restore", empty / "flipped.baogong", "--key", source.key),
    ]

    assert [done.returncode for done in refused] == [1, 1, 1], refused
    assert "is not the one of this backup" in refused[0].stderr
    assert not list(empty.glob("restore-*"))
    assert not (empty / "media").exists()
    with Cluster(empty, durable=False) as cluster, cluster.connect() as connection:
        assert rows_of(connection) == {"sequences": []}
    assert restore(empty, source).returncode == 0


def test_an_upgrade_backs_the_database_up_first(source: Source, empty: Path) -> None:
    assert restore(empty, source).returncode == 0
    with Cluster(empty, durable=False) as cluster, cluster.connect() as connection:
        connection.execute("DROP TABLE django_session")
        connection.execute("DELETE FROM django_migrations WHERE app = 'sessions'")

    migrate(empty)
    migrate(empty)

    (made,) = (empty / "backups").iterdir()
    assert made.name.startswith("before-upgrade-")
    with Cluster(empty, durable=False) as cluster, cluster.connect() as connection:
        assert rows_of(connection)["django_session"] == []
