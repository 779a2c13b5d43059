"""``baogong serve`` under kill -9: what dies comes back, nothing outlives the supervisor."""

import os
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from baogong.plumbing.postgres.orphans import processes_of
from tests.plumbing.processes.installation import Installation, alive, baogong, free_port

pytestmark = pytest.mark.processes
WITHIN_SECONDS = 20  # on a busy machine; a few where there is time


@pytest.fixture(scope="module")
def served() -> Iterator[Installation]:
    folder = Path(tempfile.mkdtemp(prefix="baogong-serve-"))
    folder.chmod(0o711)
    installation = Installation(folder)
    try:
        installation.wait_until_healthy()
        yield installation
    finally:
        if installation.process.poll() is None:
            installation.stop()
        shutil.rmtree(folder)


def wait_for_new(served: Installation, role: str, *, count: int, old: set[int]) -> None:
    deadline = time.monotonic() + 3 * WITHIN_SECONDS
    while True:
        new = served.members(role)
        if len(new) >= count and not new & old:
            return
        assert time.monotonic() < deadline, f"{role}: {new}\n{served.log}"
        time.sleep(0.1)


def wait_until_gone(pids: set[int]) -> None:
    deadline = time.monotonic() + WITHIN_SECONDS
    while left := alive(pids):
        assert time.monotonic() < deadline, f"still there: {left}"
        time.sleep(0.05)


@pytest.mark.parametrize("role", ["web main", "worker", "sweeper", "postmaster"])
def test_a_killed_process_comes_back_and_leaves_nothing_behind(
    served: Installation, role: str
) -> None:
    victims = served.members(role)
    assert len(victims) == 1, served.tree()
    below = {pid for pid, process in served.tree().items() if process.parent in victims}

    os.kill(victims.pop(), signal.SIGKILL)

    wait_until_gone(below)
    wait_for_new(served, role, count=1, old=below)
    served.wait_until_healthy()


def test_a_killed_web_worker_is_replaced(served: Installation) -> None:
    workers = served.members("web worker")
    victim = min(workers)

    os.kill(victim, signal.SIGKILL)
    wait_for_new(served, "web worker", count=len(workers), old={victim})

    served.wait_until_healthy()
    assert served.members("web worker") >= workers - {victim}


def test_pages_answer_again_after_the_database_was_killed_with_a_busy_backend(
    served: Installation,
) -> None:
    busy = psycopg.connect(
        host=str(served.data_dir / "socket"), user="baogong", dbname="baogong", autocommit=True
    )
    busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 100000000000)")
    backend = busy.info.backend_pid
    postmaster = served.members("postmaster")

    os.kill(min(postmaster), signal.SIGKILL)

    wait_for_new(served, "postmaster", count=1, old=postmaster)
    served.wait_until_healthy()
    assert alive({backend}) == set()
    busy.close()


def test_a_second_start_is_refused_with_a_sentence(served: Installation) -> None:
    done = baogong(served.data_dir, "serve", "--port", free_port())
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"baogong: Baogong already runs on {served.data_dir} "
        f"(process {served.process.pid}): stop it first\n"
    )
    assert served.health() == 200


def test_an_occupied_port_is_refused_with_a_sentence(served: Installation, data_dir: Path) -> None:
    done = baogong(data_dir, "serve", "--port", served.port)
    assert done.returncode == 1
    assert f"port {served.port} on 127.0.0.1 is not free" in done.stderr
    assert not (data_dir / "postgres").exists()


def test_everything_is_gone_within_seconds_after_the_supervisor_was_killed(
    served: Installation,
) -> None:
    tree = set(served.tree())
    assert len(tree) > 8

    served.process.kill()
    served.process.wait()

    wait_until_gone(tree)
    assert processes_of(served.data_dir / "postgres") == []
    served.start()
    served.wait_until_healthy()


def test_a_start_right_after_a_kill_waits_for_the_remains(served: Installation) -> None:
    served.process.kill()
    served.process.wait()
    served.start()
    served.wait_until_healthy()


def test_sigterm_stops_all_cleanly(served: Installation) -> None:
    tree = set(served.tree())

    assert served.stop() == 0

    assert alive(tree) == set()
    last_line = (served.data_dir / "postgres.log").read_text().splitlines()[-1]
    assert "database system is shut down" in last_line
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", served.port)) != 0


def test_it_serves_https_with_a_certificate(served: Installation, tmp_path: Path) -> None:
    cert, key = self_signed(tmp_path)
    if served.process.poll() is None:
        served.stop()
    secure = Installation(served.data_dir, "--cert", cert, "--key", key)
    secure.wait_until_healthy()
    assert secure.stop() == 0


def test_a_certificate_without_its_key_is_refused(data_dir: Path, tmp_path: Path) -> None:
    cert, _ = self_signed(tmp_path)
    done = baogong(data_dir, "serve", "--cert", cert)
    assert (done.returncode, done.stderr) == (1, "baogong: --cert and --key go together\n")


def self_signed(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    cert = (
        x509.CertificateBuilder(name, name, key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "cert.pem").write_bytes(cert.public_bytes(pem))
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(key.private_bytes(pem, *plain))
    return folder / "cert.pem", folder / "key.pem"
