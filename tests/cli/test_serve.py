"""``baogong serve`` looks at its port before it starts anything."""

import socket

import pytest

from baogong.cli.serve import free_address
from baogong.plumbing.processes.folder import CannotRun
from tests.plumbing.processes.installation import free_port


def test_a_name_becomes_an_address() -> None:
    assert free_address("localhost", free_port()) in {"127.0.0.1", "::1"}


def test_a_port_that_somebody_else_shares_out_is_not_free() -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotRun, match=f"port {port} on 127.0.0.1 is not free"):
            free_address("127.0.0.1", port)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(CannotRun, match=r"port 8000 on no\.such\.host\.invalid is not free"):
        free_address("no.such.host.invalid", 8000)
